"""The real plan of 2019 against the real registry: from the file to assignments, and its corrected version."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cchc.kernel import places
from cchc.kernel.files import contents
from cchc.kernel.refusal import Refusal
from cchc.organisation import queries as organisation
from cchc.organisation.actions import load_file
from cchc.organisation.queries.written_units import units_file_path
from cchc.plans.actions import adoption, mending, progress, reading
from cchc.plans.actions._facts import recompute
from cchc.plans.actions._open import open_doubts
from cchc.plans.models import Assignment, Attachment, Occurrence, Plan, Reading, Report, Task, TaskGroup
from cchc.plans.queries.adopted import same_number
from cchc.plans.queries.corrections import corrections
from cchc.plans.rules import stored
from cchc.plans.rules.draft import rows
from cchc.plans.rules.mending import TaskMend
from cchc.plans.rules.reporting import Said
from cchc.plans.tests.reading_cases import OFFICE
from cchc.plans.tests.work_cases import SETUP

pytestmark = pytest.mark.django_db

FILE = places.CONTENT / "plans" / "dong-thap-2019.txt"
DAY = dt.date(2018, 12, 6)
COUNTS = {"1": 12, "2": 3, "3": 4, "4": 4, "5": 4, "6": 3, "7": 4, "8": 3}


@pytest.fixture
def province(db: None) -> int:
    load_file(units_file_path(), actor=SETUP, now=OFFICE["now"])
    return organisation.root_id(DAY)


@pytest.fixture
def waiting(province: int) -> Reading:
    return reading.read_upload(FILE.name, FILE.read_bytes(), province, **OFFICE)


@pytest.fixture
def plan(waiting: Reading) -> Plan:
    reading.settle_all(waiting.pk, **OFFICE)
    return adoption.adopt(waiting.pk, **OFFICE)


def written(old: str, new: str) -> bytes:
    """Return the document with words changed that stand in it exactly once."""
    text = FILE.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    return text.replace(old, new).encode()


# ------------------------------------------------------------------ reading
def test_the_file_is_kept_with_what_was_read(waiting: Reading) -> None:
    assert (waiting.as_of, waiting.draft["number"], waiting.draft["year"]) == (DAY, "272/KH-UBND", 2019)
    assert Counter(group.no for group, _ in rows(waiting.opened)) == COUNTS
    source = Attachment.objects.get()
    assert (source.size, source.media_type) == (FILE.stat().st_size, "text/plain; charset=utf-8")
    assert contents.of(source.file) == FILE.read_bytes()
    assert 0 < waiting.seconds < 1


def test_the_same_file_again_says_where_it_is(waiting: Reading, province: int) -> None:
    with pytest.raises(reading.AlreadyRead, match="đang chờ duyệt") as refusal:
        reading.read_upload("tên khác.txt", FILE.read_bytes(), province, **OFFICE)
    assert refusal.value.reading_id == waiting.pk
    assert Attachment.objects.count() == 1
    reading.drop(waiting.pk, **OFFICE)
    assert reading.read_upload(FILE.name, FILE.read_bytes(), province, **OFFICE).pk != waiting.pk


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rỗng.txt", b""),
        ("thư.txt", "Kính gửi anh chị em, mai họp lúc tám giờ.".encode()),
        ("hỏng.docx", b"PK\x03\x04 broken"),
        ("giả.pdf", b"MZ\x90\x00"),
        ("chương trình.exe", b"MZ\x90\x00"),
        ("rất lớn.txt", b"a" * (26 * 2**20)),
    ],
)
def test_a_file_that_is_no_plan_leaves_no_trace(province: int, name: str, data: bytes) -> None:
    with pytest.raises(Refusal):
        reading.read_upload(name, data, province, **OFFICE)
    assert (Reading.objects.count(), Attachment.objects.count()) == (0, 0)


# ------------------------------------------------------------------ adoption
def test_each_task_gives_work_to_whom_the_document_names(plan: Plan) -> None:
    """Each row counted by hand from the document's words, with the registry's own count of units by level."""
    levels = organisation.count_by_level(DAY)
    departments, districts, communes = (levels[level] for level in ("department", "district", "commune"))
    assert (districts, communes) == (12, 144), "12 districts, 144 communes on the day of the plan"
    expected = {
        "1.b": districts,
        "1.c": 1,
        "1.d": 2,
        "1.đ": 1,
        "1.e": districts,
        "2.a": departments + districts + communes,
        "2.b": 1 + districts + communes,
        "2.c": 1 + districts + communes,
        "3.a": departments,
        "3.b": 1,
        "4.a": departments + districts,
        "5.b": departments + districts + communes,
        "6.a": 1 + districts + communes,
        "6.b": 3,
        "7.a": departments + districts,
        "7.b": 3,
        "8.c": departments + districts,
    }
    found = Counter(Assignment.objects.filter(plan=plan).values_list("task__code", flat=True))
    assert {code: found[code] for code in expected} == expected
    assert Counter(Task.objects.filter(plan=plan).values_list("group__no", flat=True)) == COUNTS
    assert TaskGroup.objects.filter(plan=plan).count() == 8


def test_conditions_are_left_to_the_units_and_whoever_is_named_beside_them_is_bound(plan: Plan) -> None:
    optional = Assignment.objects.filter(plan=plan, is_optional=True)
    assert Counter(optional.values_list("task__code", flat=True)).keys() == {"1.b", "7.a", "7.c"}
    bound = Assignment.objects.get(plan=plan, task__code="7.a", is_optional=False)
    assert bound.unit.slug == "so-tttt"


def test_periods_and_due_days_follow_the_words(plan: Plan) -> None:
    def periods(code: str) -> int:
        unit = Assignment.objects.filter(plan=plan, task__code=code).first()
        return Occurrence.objects.filter(assignment=unit).count()

    assert (periods("1.c"), periods("1.d"), periods("1.e"), periods("8.b")) == (24, 12, 52, 4)
    due = dict(
        Assignment.objects.filter(plan=plan, task__code__in=["1.đ", "1.m", "2.a", "8.c"]).values_list(
            "task__code", "due_on"
        )
    )
    assert due == {
        "1.đ": dt.date(2019, 6, 30),
        "1.m": dt.date(2019, 3, 31),
        "2.a": dt.date(2019, 1, 31),
        "8.c": dt.date(2019, 12, 31),
    }
    assert plan.target_by == dt.date(2019, 1, 31)
    radio = Task.objects.get(plan=plan, code="1.c")
    assert (radio.total, radio.count) == (120_000_000, 24), "as many periods as payments"
    lump_sums = Task.objects.filter(plan=plan, per="").exclude(total=None).values_list("total", flat=True)
    assert sum(lump_sums) == 470_000_000


def test_nothing_is_left_for_the_derived_columns_to_correct(plan: Plan) -> None:
    before = list(Assignment.objects.filter(plan=plan).order_by("pk").values())
    recompute([row["id"] for row in before])
    assert list(Assignment.objects.filter(plan=plan).order_by("pk").values()) == before


def test_fan_out_writes_all_rows_together(waiting: Reading) -> None:
    """A thousand pieces of work and more cost some dozens of statements: by the kind of row, not by the row."""
    reading.settle_all(waiting.pk, **OFFICE)
    with CaptureQueriesContext(connection) as asked:
        plan = adoption.adopt(waiting.pk, **OFFICE)
    assert Assignment.objects.filter(plan=plan).count() > 1000
    assert len(asked) < 100, len(asked)


def test_only_what_nobody_can_carry_out_blocks(waiting: Reading) -> None:
    assert {doubt.where for doubt in open_doubts(waiting) if doubt.blocks} == {"1.b", "7.a", "7.c"}
    with pytest.raises(Refusal, match="Còn 3 chỗ phải sửa"):
        adoption.adopt(waiting.pk, **OFFICE)


# ------------------------------------------------------------------ names
def test_a_name_that_the_office_explains_is_understood_here_and_in_every_later_file(province: int) -> None:
    data = written(
        "Kiểm tra cải cách hành chính\t- Kế hoạch kiểm tra - Báo cáo kết quả kiểm tra\tSở Nội vụ",
        "Kiểm tra cải cách hành chính\t- Kế hoạch kiểm tra - Báo cáo kết quả kiểm tra\tTổ liên ngành CCHC",
    )
    some = reading.read_upload("a.txt", data, province, **OFFICE)
    (unknown,) = [doubt for doubt in open_doubts(some) if doubt.where == "8.a" and doubt.field == "lead"]
    assert unknown.blocks
    assert "Tổ liên ngành CCHC" in unknown.why
    assert reading.add_alias(some.pk, "Tổ liên ngành CCHC", ("so-noi-vu",), **OFFICE) == 1
    some.refresh_from_db()
    lead = next(task.lead for task in some.opened.tasks if task.code == "8.a")
    assert (lead.units, lead.unresolved) == (("so-noi-vu",), ())
    assert not [doubt for doubt in open_doubts(some) if doubt.where == "8.a" and doubt.field == "lead"]
    again = reading.read_upload("b.txt", data + b"\n", province, **OFFICE)
    assert next(task.lead.units for task in again.opened.tasks if task.code == "8.a") == ("so-noi-vu",)


# ------------------------------------------------------------------ a corrected file
def corrected(plan: Plan, data: bytes) -> Reading:
    return reading.read_upload("ban-sua.txt", data, plan.unit_id, plan_id=plan.pk, **OFFICE)


def test_a_corrected_word_is_read_again_without_asking_again_and_keeps_all_work(plan: Plan) -> None:
    one = Assignment.objects.get(plan=plan, task__code="1.m")
    progress.report(one.pk, Said(40, "Đã mở trang"), **OFFICE)
    before = set(Assignment.objects.filter(plan=plan).values_list("pk", flat=True))
    new = corrected(
        plan, written("Xây dựng Trang tin CCHC trên ứng dụng zalo", "Xây dựng Trang tin CCHC trên Zalo và Facebook")
    )
    assert open_doubts(new) == (), "what was decided about the first document is carried over"
    shown = corrections(new)
    assert shown is not None
    assert [(one.change.kind, one.change.new.code) for one in shown.of_kind("changed") if one.change.new] == [
        ("changed", "1.m")
    ]
    adoption.adopt(new.pk, **OFFICE)
    assert set(Assignment.objects.filter(plan=plan).values_list("pk", flat=True)) == before
    assert Report.objects.get().assignment_id == one.pk
    assert "Facebook" in Task.objects.get(plan=plan, code="1.m").title


LINE = r"\n{code}\)\t[^\n]*"


def without(code: str, of: str) -> bytes:
    """Return the document without the row of a code that follows the row ``of``."""
    text = FILE.read_text(encoding="utf-8")
    start = text.index(of)
    row = re.compile(LINE.format(code=code)).search(text, start)
    assert row is not None
    return (text[: row.start()] + text[row.end() :]).encode()


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (lambda: written("50 tr\t\nl)", "60 tr\t\nl)"), {"changed": 1, "same": 36}),
        (lambda: without("b", "<b>3.</b>"), {"vanished": 1, "same": 36}),
        (lambda: written("Quý II/2019\t40 tr\t\n", "Quý III/2019\t40 tr\t\n"), {"changed": 1, "same": 36}),
        (
            lambda: written(
                "Quý I/2019\t20 tr\t\n",
                "Quý I/2019\t20 tr\t\nn)\tIn tờ gấp\tTờ gấp\tSở Nội vụ\t\tQuý I/2019\t10 tr\t\n",
            ),
            {"added": 1, "same": 37},
        ),
    ],
)
def test_a_correction_is_told_apart_from_what_stays(
    plan: Plan, change: Callable[[], bytes], kinds: dict[str, int]
) -> None:
    new = corrected(plan, change())
    shown = corrections(new)
    assert shown is not None
    assert {kind: len(shown.of_kind(kind)) for kind in kinds} == kinds
    assert sum(kinds.values()) == len(shown.tasks)
    adoption.adopt(new.pk, **OFFICE)
    left = Task.objects.filter(plan=plan, withdrawn_at=None).count()
    assert left == 37 + kinds.get("added", 0) - kinds.get("vanished", 0)


def test_only_one_correction_waits_and_only_the_issuer_sends_one(plan: Plan) -> None:
    corrected(plan, written("Quý I/2019\t20 tr\t\n", "Quý I/2019\t25 tr\t\n"))
    with pytest.raises(reading.AlreadyRead, match="đang có một bản sửa chờ duyệt"):
        corrected(plan, written("Quý I/2019\t20 tr\t\n", "Quý I/2019\t26 tr\t\n"))
    district = organisation.unit_id_by_slug("huyen-tam-nong")
    with pytest.raises(Refusal, match="chính cơ quan ban hành"):
        reading.read_upload("x.txt", FILE.read_bytes(), district, plan_id=plan.pk, **OFFICE)


def test_a_second_plan_of_the_same_number_is_refused(plan: Plan, province: int) -> None:
    again = reading.read_upload("khac.txt", FILE.read_bytes() + b"\n", province, **OFFICE)
    reading.settle_all(again.pk, **OFFICE)
    with pytest.raises(Refusal, match="đã có kế hoạch số 272/KH-UBND năm 2019"):
        adoption.adopt(again.pk, **OFFICE)
    for version, spelled in enumerate(("272/KH–UBND", "0272/KH-UBND", "272 / KH — UBND"), again.version + 1):
        mending.mend_frame(again.pk, version, {"number": spelled}, **OFFICE)
        again.refresh_from_db()
        assert same_number(again) == plan
        with pytest.raises(Refusal, match="đã có kế hoạch số 272/KH-UBND năm 2019"):
            adoption.adopt(again.pk, **OFFICE)
    mending.mend_frame(again.pk, again.version, {"number": "273/KH-UBND"}, **OFFICE)
    assert adoption.adopt(again.pk, **OFFICE).pk != plan.pk


def test_a_mend_survives_the_correction(plan: Plan, province: int) -> None:
    first = Reading.objects.get(plan=plan)
    assert first.opened != stored.as_read(first.as_read)
    new = corrected(plan, written("Quý I/2019\t20 tr\t\n", "Quý I/2019\t25 tr\t\n"))
    mending.mend_task(new.pk, new.version, "1", TaskMend(note="Văn phòng ghi chú"), **OFFICE)
    adoption.adopt(new.pk, **OFFICE)
    third = corrected(plan, written("Quý I/2019\t20 tr\t\n", "Quý I/2019\t30 tr\t\n"))
    assert next(task.note for task in third.opened.tasks if task.code == "1.a") == "Văn phòng ghi chú"
