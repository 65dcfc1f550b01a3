"""The adopted plan goes back to paper: the .docx, read again, is the same plan."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel import papers, places
from cchc.kernel.history import attributed
from cchc.kernel.period import Period
from cchc.organisation import queries as organisation
from cchc.organisation.actions import load_file
from cchc.organisation.queries.written_units import units_file_path
from cchc.plans.actions import adoption, own_plans, own_tasks, reading
from cchc.plans.actions.papers import plan_docx, plan_pdf, plan_xlsx
from cchc.plans.models import Assignment, Plan, Task
from cchc.plans.rules.occurrences import spans
from cchc.plans.rules.own_task import OwnTask
from cchc.plans.rules.paper import budget_words, number_parts, schedule_words, shown_code
from cchc.plans.rules.reading.money import understand as understand_money
from cchc.plans.rules.reading.plan import read_plan
from cchc.plans.rules.reading.when import understand
from cchc.plans.rules.repeating import _CHOICES, rule_of
from cchc.plans.tests.reading_cases import OFFICE
from cchc.plans.tests.work_cases import SETUP
from cchc.plans.types import Money

DAY = dt.date(2018, 12, 6)
KEPT = places.CONTENT.parent / "output" / "documents"


@pytest.fixture
def plan(db: None) -> Plan:
    load_file(units_file_path(), actor=SETUP, now=OFFICE["now"])
    file = places.CONTENT / "plans" / "dong-thap-2019.txt"
    found = reading.read_upload(file.name, file.read_bytes(), organisation.root_id(DAY), **OFFICE)
    reading.settle_all(found.pk, **OFFICE)
    return adoption.adopt(found.pk, **OFFICE)


def read(content: bytes, kind: str = "docx") -> dict[str, Any]:
    """Read a file as ``cchc plan read`` does, without the places of rows and the doubts."""
    found = read_plan(papers.read(f"ke-hoach.{kind}", content), organisation.directory(DAY)).as_json()
    del found["doubts"]
    for group in found["groups"]:
        for task in group["tasks"]:
            del task["source"]
    return found


def test_the_2019_plan_read_from_its_own_export_is_the_same_plan(plan: Plan) -> None:
    first = read((places.CONTENT / "plans" / "dong-thap-2019.txt").read_bytes(), "txt")
    content = plan_docx(plan)
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / "ke-hoach-272.docx").write_bytes(content)
    (KEPT / "ke-hoach-272.pdf").write_bytes(plan_pdf(plan))
    assert read(content) == first
    assert read((KEPT / "ke-hoach-272.pdf").read_bytes(), "pdf") == first
    assert read(plan_xlsx(plan), "xlsx") == first


@pytest.mark.parametrize("sum_", ["1.500.000.000 đồng", "999.999.999.999", "221.000.000"])
def test_a_large_sum_comes_back_from_the_pdf(plan: Plan, sum_: str) -> None:
    """Beside a column of funding, which makes the others narrower: nothing runs over a border."""
    total = int(sum_.replace(".", "").removesuffix("đồng"))
    task = Task.objects.filter(plan=plan).order_by("position").first()
    assert task
    with attributed(SETUP):
        Task.objects.filter(pk=task.pk).update(
            budget_kind="money", budget_text=sum_, amount=total, total=total, per="", count=None,
            funding="NS tỉnh", note="Theo Quyết định số 1234/QĐ-UBND",
        )  # fmt: skip
    for kind, content in (("pdf", plan_pdf(plan)), ("docx", plan_docx(plan))):
        found = read_plan(papers.read(f"ke-hoach.{kind}", content), organisation.directory(DAY))
        first = next(found.tasks)
        assert (first.budget.total, first.funding, first.budget.text) == (total, "NS tỉnh", sum_), kind


def test_a_units_own_plan_likewise(plan: Plan) -> None:
    unit = organisation.unit_id_by_slug("so-tai-chinh")
    given_out = list(Assignment.objects.filter(plan=plan, unit_id=unit).values_list("pk", flat=True)[:3])
    title = "Cải cách hành chính của Sở Tài chính năm 2019"
    pk = own_plans.draw_up(plan.pk, unit, title, given_out, **OFFICE)
    for kind, start, end, rule in [
        ("deadline", None, dt.date(2019, 6, 30), ""),
        ("window", dt.date(2019, 2, 1), dt.date(2019, 5, 31), ""),
        ("recurring", None, None, "FREQ=YEARLY;BYMONTH=2,5,8,11;BYMONTHDAY=10"),
        ("standing", None, None, ""),
    ]:
        task = OwnTask("Công tác riêng", f"Việc riêng {kind}", ("Báo cáo", "Văn bản"), (unit,), kind, start, end, rule)
        own_tasks.add(pk, task, **OFFICE)
    own = Plan.objects.get(pk=pk)
    found = read(plan_docx(own))
    assert (found["title"], found["issuer"], found["year"]) == (title, "Sở Tài chính", 2019)
    rows = {task["code"]: task for group in found["groups"] for task in group["tasks"]}
    stored = list(Task.objects.filter(plan=own))
    assert set(rows) == {task.code for task in stored}
    for task in stored:
        row = rows[task.code]
        assert (row["title"], row["products"], row["lead"]["units"]) == (task.title, task.products, ["so-tai-chinh"])
        schedule = row["schedule"]
        if not task.schedule_text:
            assert (schedule["kind"], schedule["rrule"] or "") == (task.schedule_kind, task.rrule)
            assert schedule["end"] == (task.end_on.isoformat() if task.end_on else None)


DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2019, 12, 31))
RULES = ["FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=6"]


@given(st.sampled_from(["deadline", "window", "recurring", "standing"]), DAYS, DAYS, st.sampled_from(RULES))
def test_a_schedule_chosen_by_form_is_read_as_it_was_chosen(kind: str, one: dt.date, other: dt.date, rule: str) -> None:
    start, end = sorted((one, other))
    opens = start if kind in {"window", "recurring"} else None
    closes = end if kind != "standing" else None
    found = understand(schedule_words(kind, opens, closes, rule if kind == "recurring" else ""), 2019)
    assert (found.kind, found.start, found.end, found.rrule) == (
        kind, opens, closes, rule if kind == "recurring" else None
    )  # fmt: skip


YEARS = (Period.year(2019), Period.year(2020))  # one of them with a 29 February


@pytest.mark.parametrize("end", [None, dt.date(2019, 11, 30)])
@pytest.mark.parametrize("every", ["day", "week", "month", "quarter", "half_year", "year"])
def test_every_recurrence_that_can_be_chosen_is_written_and_read_back(every: str, end: dt.date | None) -> None:
    """No choice of the form is lost on the paper, with a span or without; each of them is tried."""
    start = dt.date(2019, 2, 1) if end else None
    chosen = {rule_of(choice) for choice in _CHOICES.values() if choice.every == every}
    assert chosen
    for rule in sorted(chosen):
        said = schedule_words("recurring", start, end, rule)
        found = understand(said, 2019)
        assert (found.kind, found.start, found.end) == ("recurring", start, end), said
        read, meant = ([one.due for year in YEARS for one in spans(each or "", year)] for each in (found.rrule, rule))
        assert read == meant, (said, rule, found.rrule)


def test_numbers_and_codes_as_the_document_writes_them() -> None:
    assert number_parts("272/KH-UBND") == (272, "KH-UBND", "")
    assert number_parts("05/KH-UBND") == (5, "KH-UBND", "")
    assert number_parts("5/KH-UBND") == (None, "KH-UBND", "5")
    assert number_parts("12b/KH") == (None, "KH", "12b")
    assert [shown_code("", "1.a", "1"), shown_code("II", "3.b", "3"), shown_code("II", "3.1", "3")] == [
        "a)",
        "b)",
        "3.1",
    ]
    assert [shown_code("1", code) for code in ("1.a", "1.đ", "1.R2", "KH20_1", "1.2.3")] == [
        "a)", "đ)", "1.R2", "KH20_1", "1.2.3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("money", "words"),
    [
        (Money("50 triệu đồng", "money", 50_000_000, total=50_000_000), "50 triệu đồng"),
        (Money("250", "money", 250_000_000, total=250_000_000), "250.000.000 đồng"),
        (
            Money("Tỉnh: 30; Xã: 20", "money", 50_000_000, total=50_000_000),
            "50.000.000 đồng (Tỉnh: 30; Xã: 20)",
        ),
        (Money("05tr/kỳ", "money", 5_000_000, "kỳ", 24, 120_000_000), "05tr/kỳ"),
        (Money("5", "money", 5_000_000, "huyện"), "5.000.000 đồng/huyện"),
    ],
)
def test_a_sum_is_written_so_that_its_words_tell_it(money: Money, words: str) -> None:
    assert budget_words(money, "Mỗi tháng 02 kỳ", 2019) == words
    again = understand_money(words, understand("Mỗi tháng 02 kỳ", 2019), 2019)
    assert (again.amount, again.per, again.total) == (money.amount, money.per, money.total)


def test_the_sheet_of_tasks_shows_progress_money_and_months(plan: Plan) -> None:
    from cchc.kernel import sheets
    from cchc.plans.pages.tasks_listed import TASKS, rows_of
    from cchc.ui import lists

    tasks, work = Task.objects.filter(plan=plan).order_by("position"), Assignment.objects.filter(plan=plan)
    answer = lists.whole(TASKS, rows_of(tasks, work, dt.date(2019, 3, 1), 2019), "xlsx", "Nhiệm vụ")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    lines = sheets.read(
        "nhiem-vu.xlsx", content, ["Mã", "Việc đã giao", "Đã chi (đồng)", "T1", "T4", "T6", "T12"], extras=None
    )
    rows = {line.text("Mã"): line for line in lines}
    assert len(rows) == 37
    assert sum(int(row.text("Việc đã giao")) for row in lines) == Assignment.objects.filter(plan=plan).count()
    second_quarter = next(task for task in Task.objects.filter(plan=plan) if task.schedule_text == "Quý II/2019")
    row = rows[second_quarter.code]
    assert [row.text(month) for month in ("T1", "T4", "T6", "T12")] == ["", "■", "■", ""]
