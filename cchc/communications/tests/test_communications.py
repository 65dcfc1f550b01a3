"""The register, how it feeds the plan's progress, and what it measures."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from cchc.communications.actions import recording
from cchc.communications.models import Item, Norm
from cchc.communications.queries import measures
from cchc.communications.rules.feeding import Span, percent, spread
from cchc.communications.types import Published
from cchc.kernel.clock import ZONE
from cchc.kernel.period import Period
from cchc.kernel.refusal import Refusal
from cchc.plans.actions import confirming
from cchc.plans.models import Assignment, Occurrence, Report
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import by, signed_in, text_of, with_roles

NOW = dt.datetime(2019, 3, 20, 9, tzinfo=ZONE)
JAN = (dt.date(2019, 1, 1), dt.date(2019, 1, 31))
FEB = (dt.date(2019, 2, 1), dt.date(2019, 2, 28))
MAR = (dt.date(2019, 3, 1), dt.date(2019, 3, 31))
APR = (dt.date(2019, 4, 1), dt.date(2019, 4, 30))


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-20")
    return with_roles()


def who(case: Case, name: str = "clerk") -> dict:
    return {**by(case, name), "now": NOW}


def monthly(case: Case, needed: int = 2) -> Norm:
    work = case.assignment("S1", periods=[JAN, FEB, MAR, APR], schedule_kind="recurring", rrule="FREQ=MONTHLY")
    return Norm.objects.get(pk=recording.set_norm(work.pk, needed, "newspaper", **who(case)))


def published(case: Case, norm: Norm | None, day: str, title: str = "Bài") -> int:
    on = dt.date.fromisoformat(day)
    given = Published("newspaper", f"{title} {day}", "Báo", on, norm_id=norm.pk if norm else None)
    return recording.enter(case.units["S1"].pk, given, **who(case))


def standing(norm: Norm) -> list[tuple[int, str]]:
    rows = Report.objects.filter(assignment=norm.assignment).exclude(state="withdrawn").order_by("pk")
    return list(rows.values_list("percent", "state"))


def test_items_become_the_progress_of_their_period(case: Case) -> None:
    norm = monthly(case)
    published(case, norm, "2019-01-10")
    assert standing(norm) == [(50, "noted")]
    published(case, norm, "2019-01-20")
    assert standing(norm) == [(50, "noted"), (100, "sent")]
    report = Report.objects.get(percent=100)
    assert (report.reference_number, report.reference_date) == ("Sổ truyền thông", dt.date(2019, 1, 20))
    assert report.done_text == "Sổ truyền thông: 2/2 tin, bài, hoạt động từ 01/01/2019 đến 31/01/2019."
    assert Occurrence.objects.get(assignment=norm.assignment, start_on=JAN[0]).is_pending
    published(case, norm, "2019-02-10")
    assert Report.objects.filter(occurrence__start_on=FEB[0]).get().percent == 50


def test_a_struck_item_takes_the_progress_back(case: Case) -> None:
    norm = monthly(case, 1)
    number = published(case, norm, "2019-01-10")
    assert standing(norm) == [(100, "sent")]
    recording.strike(number, "Đăng nhầm báo", **who(case))
    assert standing(norm) == [(0, "noted")]
    assert not Occurrence.objects.get(assignment=norm.assignment, start_on=JAN[0]).is_pending
    with pytest.raises(Refusal, match="đã được hủy"):
        recording.strike(number, "Lần nữa", **who(case))


def test_what_the_office_confirmed_stays(case: Case) -> None:
    norm = monthly(case, 1)
    number = published(case, norm, "2019-01-10")
    confirming.confirm(Report.objects.get().pk, **who(case, "office"))
    recording.strike(number, "Không phải bài của mình", **who(case))
    assert standing(norm) == [(100, "confirmed")]


def test_an_assignment_without_periods_counts_over_the_year(case: Case) -> None:
    work = case.assignment("S1", end_on=dt.date(2019, 12, 31), schedule_kind="window", start_on=dt.date(2019, 1, 1))
    recording.set_norm(work.pk, 4, "", **who(case))
    published(case, Norm.objects.get(), "2019-01-10")
    work.refresh_from_db()
    assert (work.percent, work.is_started) == (25, True)


def test_a_later_norm_reckons_what_is_there(case: Case) -> None:
    norm = monthly(case, 2)
    published(case, norm, "2019-01-10")
    recording.set_norm(norm.assignment_id, 1, "", **who(case))
    assert standing(norm)[-1] == (100, "sent")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": " "}, "tên và nơi"),
        ({"published_on": dt.date(2019, 3, 21)}, "tương lai"),
        ({"norm_id": -1}, "không phải của đơn vị"),
        ({"file": ("a.exe", b"MZ\x90\x00")}, "tệp|Tệp"),
    ],
)
def test_what_can_not_be_is_refused(case: Case, change: dict, says: str) -> None:
    given = Published(**{"channel": "radio", "title": "A", "outlet": "B", "published_on": JAN[0], **change})
    with pytest.raises(Refusal, match=says):
        recording.enter(case.units["S1"].pk, given, **who(case))
    assert not Item.objects.exists()


def test_the_same_item_twice_is_told(case: Case) -> None:
    published(case, None, "2019-01-10")
    with pytest.raises(Refusal, match="đã vào sổ"):
        published(case, None, "2019-01-10")


def test_the_measures_count_and_cap(case: Case) -> None:
    norm = monthly(case, 2)
    for day in ("2019-01-05", "2019-01-06", "2019-01-07", "2019-02-05"):
        published(case, norm, day)
    so, year = case.units["S1"].pk, Period.year(2019)
    assert measures.count([so, 0], year) == {so: (4, 1), 0: (0, 1)}
    quarter = Period.quarter(2019, 1)
    # March isn't over, and January's third makes up for nothing.
    assert measures.kept([so, 0], quarter) == {so: (3, 4), 0: (0, 0)}
    assert len(measures.counted(so, quarter, "numerator")) == 4


days = st.lists(st.dates(dt.date(2019, 1, 1), dt.date(2019, 12, 31)), max_size=60)
spans = st.lists(
    st.tuples(st.integers(0, 11), st.integers(1, 40)).map(
        lambda one: (dt.date(2019, one[0] + 1, 1), dt.date(2019, one[0] + 1, 1) + dt.timedelta(one[1]))
    ),
    max_size=12,
    unique=True,
).map(lambda found: [Span(number, *one) for number, one in enumerate(found)])


@given(days, spans, st.integers(1, 5))
def test_no_item_counts_twice_and_none_outside(days: list, spans: list, needed: int) -> None:
    counts = spread(days, spans, needed)
    within = [day for day in days if any(span.start <= day <= span.due for span in spans)]
    assert sum(counts.values()) == len(within)
    assert set(counts) == {span.id for span in spans}


@given(st.integers(0, 1000), st.integers(1, 500))
def test_the_share_is_whole_only_when_nothing_is_missing(done: int, needed: int) -> None:
    assert 0 <= percent(done, needed) <= 100
    assert (percent(done, needed) == 100) == (done >= needed)


def test_the_pages_carry_an_item_from_entry_to_being_struck(case: Case) -> None:
    norm = monthly(case, 1)
    client = signed_in(case, "clerk")
    form = {
        "unit": case.units["S1"].pk, "norm": norm.pk, "channel": "newspaper", "title": "Nụ cười công sở",
        "outlet": "Báo tỉnh", "published_on": "12/3/2019", "url": "https://vi-du.vn/bai",
        "file": SimpleUploadedFile("trang-bao.pdf", b"%PDF-1.4 x", "application/pdf"),
    }  # fmt: skip
    page = client.post("/truyen-thong/vao-so/", form, follow=True)
    assert "Nụ cười công sở" in text_of(page)
    item = Item.objects.get()
    assert b"".join(client.get(f"/truyen-thong/{item.pk}/tep/").streaming_content) == b"%PDF-1.4 x"
    assert "T1" in text_of(client.get("/truyen-thong/theo-thang/"))
    assert "1/1" in text_of(client.get("/truyen-thong/theo-thang/"))
    assert client.post("/truyen-thong/vao-so/", {**form, "published_on": "1/1/2030"}).status_code == 422
    assert client.post(f"/truyen-thong/{item.pk}/", {"reason": ""}).status_code == 422
    assert "Đã hủy dòng ghi" in text_of(client.post(f"/truyen-thong/{item.pk}/", {"reason": "Nhầm"}, follow=True))
    assert "đã hủy" in text_of(client.get("/truyen-thong/?kenh=newspaper&q=công"))
    assert client.get("/truyen-thong/?xuat=xlsx").status_code == 200
    other = signed_in(case, "other")
    assert other.get(f"/truyen-thong/{item.pk}/").status_code == 404
    assert other.post("/truyen-thong/vao-so/", form).status_code == 422  # another's unit is no choice


def test_the_register_remembers_columns_and_filters_of_each_reader(
    case: Case, django_assert_num_queries: Callable[[int], Any]
) -> None:
    client, other = signed_in(case, "clerk"), signed_in(case, "other")
    assert client.get("/truyen-thong/?thang=3").status_code == 200  # warm
    with CaptureQueriesContext(connection) as before:
        client.get("/truyen-thong/?thang=3")
    asked = len(before)
    mine = {"ds": "communications.register", "ve": "/truyen-thong/?thang=3"}
    said = client.post("/danh-sach/cot/", {**mine, "cot": ["ngay", "ghi-chu"]}, follow=True)
    assert said.redirect_chain == [("/truyen-thong/?thang=3", 302)]
    client.post("/danh-sach/bo-loc/", {**mine, "ten": "Tháng ba", "loc": "thang=3"})
    with django_assert_num_queries(asked):
        page = text_of(client.get("/truyen-thong/?thang=3"))
    assert "Bộ lọc của tôi (1)" in page
    assert "Bỏ lưu" in page
    sent = b"".join(client.get("/truyen-thong/?xuat=csv").streaming_content).decode("utf-8-sig")
    assert sent.splitlines()[0].split(",")[0] == "Ngày"
    assert sent.splitlines()[0].endswith("Đơn vị,Ghi chú")
    assert "Bộ lọc của tôi (1)" not in text_of(other.get("/truyen-thong/?thang=3"))
    client.post("/danh-sach/bo-loc/bo/", {**mine, "ten": "Tháng ba"})
    assert "Lưu bộ lọc" in text_of(client.get("/truyen-thong/?thang=3"))
    assert client.post("/danh-sach/cot/", {**mine, "ve": "//vi-du.vn/"}).url == "/"


def test_a_norm_is_set_for_ones_own_work_only(case: Case) -> None:
    mine, theirs = case.assignment("S1"), case.assignment("S2")
    client = signed_in(case, "clerk")
    assert client.post("/truyen-thong/dinh-muc/", {"assignment": theirs.pk, "needed": 1}).status_code == 422
    assert client.post("/truyen-thong/dinh-muc/", {"assignment": mine.pk, "needed": 2}).status_code == 302
    assert Assignment.objects.get(pk=mine.pk).percent == 0
    assert Norm.objects.get().needed == 2
