"""What blocks adoption and what only asks."""

import datetime as dt

import pytest

from cchc.plans.rules.doubts import Gaps, doubts
from cchc.plans.tests.drafts import bearers, draft, schedule, task


def test_a_clear_draft_has_no_doubts() -> None:
    assert doubts(draft(task("1.a"), task("1.b"))) == ()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (task("", title="x"), "code"),
        (task("1.b", title=""), "title"),
        (task("1.b", lead=bearers("Ai đó", unresolved=["Ai đó"])), "lead"),
        (task("1.b", lead=bearers()), "lead"),
        (task("1.b", lead=bearers(classes=["district"], condition="có điều kiện")), "lead"),
        (task("1.b", schedule=schedule("deadline", end="2019-02-30")), "schedule"),
        (task("1.b", schedule=schedule("window", start="2019-03-01", end="2019-02-01")), "schedule"),
        (task("1.b", schedule=schedule("recurring", rrule="mỗi tuần")), "schedule"),
        (task("1.b", funding="x" * 201), "funding"),
        (task("x" * 41), "code"),
    ],
)
def test_what_can_not_become_a_task_blocks(wrong: dict[str, object], field: str) -> None:
    found = doubts(draft(task("1.a"), wrong))
    assert [(doubt.task, doubt.field, doubt.blocks) for doubt in found] == [("2", field, True)]
    assert doubts(draft(task("1.a"), wrong), settled=[doubt.key for doubt in found]) == found, "settling is no mending"


def test_a_code_used_twice_blocks_both() -> None:
    assert [(d.task, d.blocks) for d in doubts(draft(task("1.a"), task("1.a")))] == [("1", True), ("2", True)]


@pytest.mark.parametrize("field", ["issued_on", "year", "issuer", "title"])
def test_a_frame_without_what_a_plan_needs_blocks(field: str) -> None:
    found = doubts(draft(task("1.a"), **{field: None}))
    assert [(doubt.task, doubt.field, doubt.blocks) for doubt in found] == [(None, field, True)]


def test_no_task_at_all_blocks() -> None:
    assert [doubt.field for doubt in doubts(draft())] == ["tasks"]


def test_a_lead_that_covers_no_unit_blocks() -> None:
    assert [doubt.field for doubt in doubts(draft(task("1.a")), gaps=Gaps(["1"]))] == ["lead"]


def test_a_class_without_members_is_named_while_others_carry_the_task() -> None:
    empty = Gaps(empty_classes={"radio": "Đài Truyền thanh cấp huyện"})
    made = draft(task("1.a", lead=bearers(classes=["district", "radio"])), task("1.b"))
    (found,) = doubts(made, gaps=empty)
    assert (found.task, found.blocks) == ("1", False)
    assert "“Đài Truyền thanh cấp huyện”" in found.why
    assert doubts(made, settled=[found.key], gaps=empty) == ()


def test_what_the_reader_asks_is_settled_once_and_asks_again_if_it_says_something_else() -> None:
    asking = [{"where": "1.a", "field": "schedule", "why": "Có lẽ là quý II"}]
    (found,) = doubts(draft(task("1.a"), doubts=asking))
    assert not found.blocks
    assert doubts(draft(task("1.a"), doubts=asking), settled=[found.key]) == ()
    other = [{**asking[0], "why": "Có lẽ là quý III"}]
    assert len(doubts(draft(task("1.a"), doubts=other), settled=[found.key])) == 1


def test_the_readers_own_sentence_is_kept_where_it_blocks() -> None:
    said = [{"where": "1.a", "field": "lead", "why": "“Sở Lạ” gần giống Sở Nội vụ"}]
    (found,) = doubts(draft(task("1.a", lead=bearers("Sở Lạ", unresolved=["Sở Lạ"])), doubts=said))
    assert (found.blocks, found.why) == (True, said[0]["why"])


@pytest.mark.parametrize(
    ("typed", "is_asked"),
    [
        (schedule("deadline", end="2091-06-30"), True),
        (schedule("window", start="2009-01-01", end="2019-06-30"), True),
        (schedule("recurring", rrule="FREQ=MONTHLY", end="2029-12-31"), True),
        (schedule("deadline", end="2020-12-31"), False),
        (schedule("window", start="2018-01-01", end="2020-06-30"), False),
    ],
)
def test_a_day_far_from_the_plans_year_is_asked_whoever_wrote_it(typed: dict[str, object], is_asked: bool) -> None:
    written = draft(task("1.a", schedule=typed))
    found = [one for one in doubts(written) if one.field == "schedule"]
    assert [(one.blocks, one.may_stand) for one in found] == ([(True, True)] if is_asked else [])
    assert doubts(written, [one.key for one in found]) == ()


def test_what_the_reader_asked_of_a_far_day_is_over_with_the_year_or_the_period() -> None:
    why = "“Năm 2021” cho ngày 31/12/2021, cách xa năm 2019 của kế hoạch: hãy xem lại."
    far = task("1.a", schedule=schedule("deadline", text="Năm 2021", end="2021-12-31"))
    asked = [{"where": "1.a", "field": "schedule", "why": why, "blocks": True}]
    assert [one.why for one in doubts(draft(far, doubts=asked))] == [why]
    title = "Cải cách hành chính giai đoạn 2019 - 2021"
    assert doubts(draft(far, doubts=asked, title=title)) == ()


def test_the_frame_comes_first_and_tasks_in_order() -> None:
    asked = [{"where": code, "field": "note", "why": "?"} for code in ("1.b", "1.a", "nơi nào đó")]
    assert [doubt.where for doubt in doubts(draft(task("1.a"), task("1.b"), doubts=asked))] == [
        "nơi nào đó",
        "1.a",
        "1.b",
    ]


def test_a_day_before_the_plans_own_is_asked_whoever_wrote_it() -> None:
    early = task("1.a", schedule=schedule("deadline", end="2018-12-05", text="Trước 05/12/2018"))
    asked = doubts(draft(early, issued_on="2018-12-06"))
    assert [(one.field, one.blocks, one.may_stand) for one in asked] == [("schedule", True, True)]
    assert doubts(draft(early, issued_on="2018-12-06"), settled=[asked[0].key]) == ()
    assert doubts(draft(early, issued_on="2018-12-05")) == (), "the day of issue itself is no day before it"


@pytest.mark.parametrize(
    ("issued_on", "count", "asks"),
    [
        ("2019-01-10", 12, False),
        ("2019-09-20", 12, True),
        ("2019-09-20", 5, True),
        ("2019-09-20", 4, False),  # counted for what is left of the year's twelve
        ("2019-01-10", 13, False),  # for more than the year has: no question of the day of issue
    ],
)
def test_money_counted_for_periods_before_the_plan_is_asked(issued_on: str, count: int, asks: bool) -> None:
    monthly = schedule("recurring", rrule="FREQ=MONTHLY;BYMONTHDAY=-1", text="Hằng tháng")
    paid = {
        "text": "5 triệu/tháng",
        "kind": "money",
        "amount": 5_000_000,
        "per": "tháng",
        "count": count,
        "total": count * 5_000_000,
    }
    found = doubts(draft(task("1.a", schedule=monthly, budget=paid), issued_on=issued_on, year=2019))
    assert [one.why for one in found] == (
        [f"“5 triệu/tháng” được tính cho {count} kỳ, từ ngày ban hành chỉ còn 4 kỳ: hãy xem lại."] if asks else []
    )


TODAY = dt.date(2019, 9, 30)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"number": "302/BC-UBND"}, "number"),
        ({"number": "KH-UBND"}, "number"),
        ({"year": 2030}, "year"),
        ({"title": "Cải cách hành chính năm 2018"}, "year"),
        ({"issued_on": "2019-10-01"}, "issued_on"),
        ({"issued_on": "2035-09-20"}, "issued_on"),
        ({"issued_on": "2017-09-20"}, "issued_on"),
    ],
)
def test_a_head_that_fits_no_plan_is_asked_whoever_wrote_it(typed: dict[str, object], field: str) -> None:
    written = draft(task("1.a"), **typed)
    asked = {one.field: one for one in doubts(written, today=TODAY)}
    assert (asked[field].task, asked[field].blocks, asked[field].may_stand) == (None, True, True)
    assert field not in {one.field for one in doubts(written, [asked[field].key], today=TODAY)}


@pytest.mark.parametrize(
    "typed",
    [
        {"number": "15/QĐ-UBND"},
        {"number": "15-KH/TU"},
        {"title": "Cải cách hành chính giai đoạn 2016-2020"},
        {"issued_on": "2019-09-30"},  # today
        {},
    ],
)
def test_a_head_that_fits_is_not_asked(typed: dict[str, object]) -> None:
    assert doubts(draft(task("1.a"), **typed), today=TODAY) == ()
