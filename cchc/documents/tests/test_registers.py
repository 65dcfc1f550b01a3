"""Registers: numbers without gaps or doubles, what issuing keeps, doubles of incoming documents (Nghị định 30/2020)."""

import datetime as dt
import hashlib
import threading
import uuid
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from cchc.documents.actions import arriving, entering, issuing, numbering
from cchc.documents.actions.issuing import Elsewhere
from cchc.documents.models import Incoming, Outgoing, Series, StoredFile
from cchc.documents.queries import registers
from cchc.documents.rules import layout
from cchc.documents.states import IncomingState, OutgoingState
from cchc.documents.tests.samples import LETTER
from cchc.kernel.clock import ZONE
from cchc.kernel.files import contents
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.organisation import queries as organisation
from cchc.organisation.actions import load_file
from cchc.organisation.models import Unit
from cchc.organisation.queries.written_units import units_file_path

NOW = dt.datetime(2019, 3, 18, 9, tzinfo=ZONE)
WHO = {"actor": Actor(None, "Văn thư", "test"), "now": NOW}
DAY = dt.date(2019, 3, 18)
PDF = b"%PDF-1.7 a small file"


@pytest.fixture
def unit(db: None) -> int:
    return Unit.objects.create(slug="so").pk


def report(**changes: object) -> Elsewhere:
    return replace(Elsewhere("BC", "BC-SNV", DAY, "Kết quả quý I", "Nguyễn Văn Ký"), **changes)  # type: ignore[arg-type]


def arrived(**changes: object) -> arriving.Arrived:
    made = arriving.Arrived(DAY, "Bộ Nội vụ", "581/BNV-CCHC", dt.date(2019, 3, 10), "Về báo cáo")
    return replace(made, **changes)  # type: ignore[arg-type]


def test_each_type_and_year_counts_by_itself(unit: int) -> None:
    given_out = [
        issuing.enter(report(kind=kind, issued_on=day, order_reason="Vào sổ bổ sung"), unit, **WHO).number
        for kind, day in [("BC", DAY), ("BC", DAY), ("TB", DAY), ("BC", dt.date(2018, 12, 3)), ("BC", DAY)]
    ]
    assert given_out == [1, 2, 1, 1, 3]


def test_numbers_follow_days_or_somebody_says_why(unit: int) -> None:
    """Điều 15 Nghị định 30/2020: numbers run through the year in the order of the days of issue."""
    issuing.enter(report(issued_on=DAY), unit, **WHO)
    before = DAY - dt.timedelta(days=1)
    for reason in ("", "   "):
        with pytest.raises(Refusal, match="Số 1 đã cấp cho ngày") as refused:
            issuing.enter(report(issued_on=before, order_reason=reason), unit, **WHO)
        assert refused.value.field == "order_reason"
    assert issuing.enter(report(issued_on=DAY), unit, **WHO).number == 2, "a refusal takes no number"
    issuing.enter(report(kind="TB", issued_on=before), unit, **WHO)  # another series
    late = issuing.enter(report(issued_on=before, order_reason="Số chừa cho kỳ họp"), unit, **WHO)
    kept = {row.pk: row.order_reason for row in Outgoing.objects.all()}
    assert kept.pop(late.outgoing_id) == "Số chừa cho kỳ họp"
    assert set(kept.values()) == {""}


@pytest.mark.parametrize("year", [1990, 2018])
def test_a_number_of_another_years_register_is_meant(unit: int, year: int) -> None:
    with pytest.raises(Refusal, match=f"sổ năm {year}"):
        issuing.enter(report(issued_on=dt.date(year, 5, 2)), unit, **WHO)


def test_arrivals_follow_days_too(unit: int) -> None:
    arriving.register(arrived(arrived_on=DAY), unit, **WHO)
    earlier = arrived(arrived_on=DAY - dt.timedelta(days=1), dated_on=DAY - dt.timedelta(days=3), code="7/BNV")
    with pytest.raises(Refusal, match="Số 1 đã cấp cho ngày"):
        arriving.register(earlier, unit, **WHO)
    kept = arriving.register(replace(earlier, order_reason="Văn thư nghỉ, vào sổ sau"), unit, **WHO)
    assert Incoming.objects.get(pk=kept).order_reason == "Văn thư nghỉ, vào sổ sau"


def test_what_is_rolled_back_leaves_its_number_to_the_next(unit: int) -> None:
    issuing.enter(report(), unit, **WHO)
    with pytest.raises(Refusal, match="Chỉ nhận tệp"):
        issuing.enter(report(files=[("a.exe", b"MZ program")]), unit, **WHO)
    assert issuing.enter(report(), unit, **WHO).number == 2
    assert Outgoing.objects.count() == 2


def given_up(unit: int) -> None:
    """Take a number and fail before the document is complete."""
    with transaction.atomic():
        numbering.next_number(unit, DAY, "BC")
        Outgoing.objects.create(unit_id=unit)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_no_gap_and_no_double() -> None:
    unit = Unit.objects.create(slug="so").pk
    failed: list[Exception] = []

    def issue(number: int) -> None:
        try:
            for _ in range(5):
                if number % 3 == 0:  # every third gives up half way
                    with pytest.raises(IntegrityError):
                        given_up(unit)
                else:
                    issuing.enter(report(), unit, **WHO)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    numbers = sorted(Outgoing.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 26))  # five of the eight issue five each
    assert Series.objects.get().last == 25


@pytest.mark.django_db(transaction=True)
def test_a_number_is_taken_only_inside_the_transaction_that_uses_it() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        numbering.next_number(1, DAY, "BC")


def test_issuing_keeps_both_files_with_their_hashes_and_what_they_are_about(unit: int) -> None:
    official = replace(LETTER, number=None, issued_on=None)
    issued = issuing.issue(official, unit, "reports.report:7", **WHO)
    row = Outgoing.objects.get(pk=issued.outgoing_id)
    assert (issued.written, row.issued_on, row.about) == ("01/SNV-CCHC", DAY, "reports.report:7")
    found = registers.issued_about("reports.report:7")
    assert found is not None
    assert [file.name for file in found.files] == ["01-SNV-CCHC.docx", "01-SNV-CCHC.pdf"]
    for stored in StoredFile.objects.all():
        assert hashlib.sha256(contents.of(stored.file)).hexdigest() == stored.sha256
        assert len(contents.of(stored.file)) == stored.size


def test_a_withdrawn_document_keeps_its_number_and_is_no_longer_in_force(unit: int) -> None:
    issued = issuing.issue(replace(LETTER, issued_on=None), unit, "reports.report:7", **WHO)
    with pytest.raises(Refusal, match="lý do"):
        issuing.withdraw(issued.outgoing_id, " ", **WHO)
    issuing.withdraw(issued.outgoing_id, "Sai số liệu", **WHO)
    with pytest.raises(Refusal, match="đã được thu hồi"):
        issuing.withdraw(issued.outgoing_id, "Lần nữa", **WHO)
    assert registers.issued_about("reports.report:7") is None
    row = Outgoing.objects.get(pk=issued.outgoing_id)
    assert (row.state, row.number, row.reason) == (OutgoingState.WITHDRAWN, 1, "Sai số liệu")
    assert issuing.issue(replace(LETTER, issued_on=None), unit, "reports.report:7", **WHO).number == 2


WRONG = [
    ({"kind": "XX"}, "loại văn bản"),
    ({"symbol": "12/BC-SNV"}, "không có số"),
    ({"title": " "}, "trích yếu"),
    ({"issued_on": dt.date(2019, 3, 19)}, "tương lai"),
]


@pytest.mark.parametrize(("changes", "said"), WRONG)
def test_a_wrong_entry_is_refused_with_its_field(unit: int, changes: dict[str, object], said: str) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        issuing.enter(report(**changes), unit, **WHO)
    assert refused.value.field == next(iter(changes))


def test_a_double_is_pointed_out_and_entered_only_if_it_is_meant(unit: int) -> None:
    arriving.register(arrived(files=[("cv.pdf", PDF)]), unit, **WHO)
    with pytest.raises(Refusal, match="số đến 1 ngày 18/03/2019"):
        arriving.register(arrived(code="581/bnv-cchc"), unit, **WHO)
    second = arriving.register(arrived(), unit, even_if_double=True, **WHO)
    assert Incoming.objects.get(pk=second).number == 2
    assert arriving.register(arrived(author="Bộ Tài chính"), unit, **WHO)


WRONG_DAYS = [
    ({"arrived_on": dt.date(2019, 3, 19)}, "Ngày đến ở tương lai"),
    ({"dated_on": dt.date(2019, 3, 19)}, "Ngày văn bản 19/03/2019 sau ngày đến 18/03/2019"),
    ({"dated_on": dt.date(1990, 3, 10)}, "Ngày văn bản 10/03/1990 trước ngày đến hơn một năm"),
    ({"dated_on": dt.date(2018, 3, 16)}, "hơn một năm"),
    ({"due_on": dt.date(2019, 3, 17)}, "trước ngày đến"),
    ({"author": ""}, "cơ quan ban hành"),
    ({"code": " "}, "số, ký hiệu"),
    ({"title": ""}, "trích yếu"),
]


@pytest.mark.parametrize(("changes", "said"), WRONG_DAYS)
def test_a_wrong_arrival_is_refused(unit: int, changes: dict[str, object], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        arriving.register(arrived(**changes), unit, **WHO)


@pytest.mark.parametrize("day", [dt.date(2018, 3, 17), dt.date(2018, 12, 30), DAY])
def test_a_document_of_the_last_year_arrives_without_a_question(unit: int, day: dt.date) -> None:
    assert arriving.register(arrived(dated_on=day), unit, **WHO)


@pytest.mark.parametrize("day", [dt.date(1990, 3, 10), dt.date(2019, 3, 20)])
def test_a_day_that_looks_like_a_slip_is_entered_if_it_is_meant(unit: int, day: dt.date) -> None:
    with pytest.raises(Refusal) as refused:
        arriving.register(arrived(dated_on=day), unit, **WHO)
    assert refused.value.field == "even_if_dated"
    kept = arriving.register(arrived(dated_on=day), unit, even_if_dated=True, **WHO)
    assert Incoming.objects.get(pk=kept).dated_on == day


SENDERS = [
    ("55/UBND-NC", "UBND huyện Lấp Vò", "55/ubnd-nc", "Ủy ban nhân dân huyện Lấp Vò", True),
    ("55/UBND-NC", "UBND huyện Lấp Vò", "55/UBND–NC", "UBND huyện Lấp Vò", True),
    ("Số: 055/UBND—NC", "UBND huyện Lấp Vò", "55/UBND-NC", "UBND huyện Lấp Vò", True),
    ("155/UBND-NC", "UBND huyện Lấp Vò", "55/UBND–NC", "UBND huyện Lấp Vò", False),
    ("55/UBND-NC", "UBND huyện Lấp Vò", "055/UBND - NC", "Uỷ ban Nhân dân  Huyện Lấp Vò", True),
    ("55/UBND-NC", "Sở Lao động - Thương binh và Xã hội", "55/UBND-NC", "Sở LĐTBXH", True),
    ("55/UBND-NC", "Bo Noi vu", "55/UBND-NC", "Bộ Nội vụ", True),
    ("55/UBND-NC", "UBND huyện Lấp Vò", "55/UBND-NC", "UBND huyện Lai Vung", False),
    ("55/UBND-NC", "UBND huyện Lấp Vò", "155/UBND-NC", "UBND huyện Lấp Vò", False),
    ("55/UBND-NC", "UBND huyện Lấp Vò", "55/UBND-VX", "UBND huyện Lấp Vò", False),
    ("không số", "UBND huyện Lấp Vò", "Không số", "UBND huyện Lấp Vò", True),
]


@pytest.mark.parametrize(("code", "author", "again", "other", "is_double"), SENDERS)
def test_one_sender_is_one_however_it_is_written(
    db: None, code: str, author: str, again: str, other: str, is_double: bool
) -> None:
    file = units_file_path()
    assert file is not None
    load_file(file, actor=WHO["actor"], now=NOW)
    office = organisation.unit_id_by_slug("so-noi-vu")
    arriving.register(arrived(code=code, author=author), office, **WHO)
    if not is_double:
        assert arriving.register(arrived(code=again, author=other), office, **WHO)
        return
    with pytest.raises(Refusal, match="đã vào sổ: số đến 1") as refused:
        arriving.register(arrived(code=again, author=other), office, **WHO)
    assert refused.value.field == "even_if_double"
    assert arriving.register(arrived(code=again, author=other), office, even_if_double=True, **WHO)


@pytest.mark.parametrize(
    ("words", "is_in"),
    [
        ("581/BNV-CCHC", True), ("0581/bnv—cchc", True), ("581 / BNV–CCHC", True), ("581", True), ("bao cao", True),
        ("58", False), ("1581/BNV-CCHC", False),
    ],
)  # fmt: skip
def test_a_register_is_searched_as_numbers_are_compared(unit: int, words: str, is_in: bool) -> None:
    arriving.register(arrived(code="581/BNV–CCHC"), unit, **WHO)
    found = registers.incoming(Incoming.objects.all(), registers.Asked(words=words))
    assert found.exists() is is_in
    issuing.enter(report(symbol="BC–SNV"), unit, **WHO)
    asked = registers.Asked(words="01/BC-SNV kết quả")
    assert registers.outgoing(Outgoing.objects.all(), asked).count() == 1


def test_the_same_form_sent_twice_takes_one_number(unit: int) -> None:
    given = report(token=uuid.uuid4())
    first, again = (issuing.enter(given, unit, **WHO) for _ in range(2))
    assert (first, first.number) == (again, 1)
    with pytest.raises(Refusal, match="đã vào sổ văn bản 01/BC-SNV"):
        issuing.enter(replace(given, title="Một văn bản khác"), unit, **WHO)
    assert issuing.enter(replace(given, token=uuid.uuid4()), unit, **WHO).number == 2, "refusals take no number"


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_five_times_at_once_takes_one_number() -> None:
    unit, given, told = Unit.objects.create(slug="so").pk, report(token=uuid.uuid4()), []

    def send() -> None:
        try:
            told.append(issuing.enter(given, unit, **WHO).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [1] * 5
    assert (Outgoing.objects.count(), Series.objects.get().last) == (1, 1)


def test_an_incoming_document_is_followed_until_it_is_answered(unit: int) -> None:
    pk = arriving.register(arrived(), unit, **WHO)
    other = Unit.objects.create(slug="khac").pk
    foreign = issuing.enter(report(), other, **WHO).outgoing_id
    with pytest.raises(Refusal, match="của đơn vị"):
        arriving.close(pk, foreign, **WHO)
    answer = issuing.enter(report(), unit, **WHO).outgoing_id
    arriving.close(pk, answer, **WHO)
    row = Incoming.objects.get(pk=pk)
    assert (row.state, row.answer_id) == (IncomingState.DONE, answer)
    with pytest.raises(Refusal, match="giải quyết xong"):
        arriving.close(pk, None, **WHO)


WRITTEN = [
    (5, "KH-UBND", "Số: 05/KH-UBND"),
    (272, "KH-UBND", "Số: 272/KH-UBND"),
    (None, "KH-UBND", "Số:       /KH-UBND"),
]


@pytest.mark.parametrize(("number", "symbol", "said"), WRITTEN)
def test_numbers_as_the_law_writes_them(number: int | None, symbol: str, said: str) -> None:
    assert layout.numbered(number, symbol) == said


@given(st.integers(1, 39))
def test_roman_numbers_are_read_back(number: int) -> None:
    worth = {"X": 10, "V": 5, "I": 1}
    values = [worth[letter] for letter in layout.roman(number)]
    assert sum(-one if any(one < later for later in values[i:]) else one for i, one in enumerate(values)) == number


def test_days_below_ten_and_the_first_two_months_carry_a_zero() -> None:
    said = [layout.dated("Đồng Tháp", day) for day in (dt.date(2021, 2, 3), dt.date(2018, 12, 6), dt.date(2019, 3, 15))]
    assert said == [
        "Đồng Tháp, ngày 03 tháng 02 năm 2021",
        "Đồng Tháp, ngày 06 tháng 12 năm 2018",
        "Đồng Tháp, ngày 15 tháng 3 năm 2019",
    ]


def test_many_documents_get_the_next_number_of_each_register(unit: int) -> None:
    other = Unit.objects.create(slug="huyen").pk
    issuing.enter(report(issued_on=DAY - dt.timedelta(days=1)), unit, **WHO)
    assert entering.enter_all([(unit, report()), (other, report())], **WHO) == ["02/BC-SNV", "01/BC-SNV"]
    assert issuing.enter(report(), unit, **WHO).number == 3
    assert not Outgoing.objects.filter(is_demo=True).exists()


def test_many_documents_keep_the_order_of_days(unit: int) -> None:
    """Điều 15 Nghị định 30/2020: all or none."""
    issuing.enter(report(), unit, **WHO)
    other = Unit.objects.create(slug="huyen").pk
    with pytest.raises(Refusal, match="đến sau số đã cấp cho ngày 18/03/2019"):
        entering.enter_all([(other, report()), (unit, report(issued_on=DAY - dt.timedelta(days=1)))], **WHO)
    with pytest.raises(Refusal, match="tương lai"):
        entering.enter_all([(other, report(issued_on=DAY + dt.timedelta(days=1)))], **WHO)
    with pytest.raises(ValueError, match="one after the other"):
        entering.enter_all([(other, report()), (other, report())], **WHO)
    assert Outgoing.objects.count() == 1
    assert not Series.objects.filter(unit=other).exists()


def test_what_a_demonstration_issues_is_marked(unit: int) -> None:
    invents = {**WHO, "actor": Actor(None, "Dữ liệu mẫu", "demo")}
    issuing.enter(report(), unit, **invents)
    entering.enter_all([(unit, report())], **invents)
    assert list(Outgoing.objects.values_list("is_demo", flat=True)) == [True, True]
