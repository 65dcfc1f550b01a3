"""A mend changes how a field is understood, never the document's words, and takes the doubts about it away."""

import datetime as dt
from typing import Any

import pytest

from cchc.kernel.refusal import Refusal
from cchc.plans.rules.doubts import doubts
from cchc.plans.rules.draft import find, rows
from cchc.plans.rules.mending import (
    Bearers,
    Money,
    TaskMend,
    Timing,
    add_task,
    mend_frame,
    mend_group,
    mend_task,
    remove_task,
)
from cchc.plans.tests.drafts import bearers, draft, task
from cchc.plans.types import When, Who

JANUARY, MARCH = dt.date(2019, 1, 1), dt.date(2019, 3, 31)


def test_a_mended_lead_keeps_the_words_and_loses_its_doubt() -> None:
    before = draft(
        task("1.a", lead=bearers("Sở Lạ", unresolved=["Sở Lạ"])),
        doubts=[{"where": "1.a", "field": "lead", "why": "Không rõ"}, {"where": "1.a", "field": "note", "why": "?"}],
    )
    after = mend_task(before, "1", TaskMend(lead=Bearers(("STC",), complete=True)))
    assert find(after, "1")[1].lead == Who("Sở Lạ", ("STC",))
    assert [doubt.field for doubt in after.doubts] == ["note"]
    assert find(before, "1")[1].lead.unresolved == ("Sở Lạ",), "the draft given is not touched"


def test_a_name_that_nobody_has_explained_is_never_dropped() -> None:
    before = draft(task("1.a", lead=bearers("Sở Lạ", unresolved=["Sở Lạ"])))
    after = mend_task(before, "1", TaskMend(lead=Bearers(units=("STC",))))
    assert find(after, "1")[1].lead.unresolved == ("Sở Lạ",)
    assert [doubt.blocks for doubt in doubts(after)] == [True]


def test_a_condition_is_decided_without_naming_units() -> None:
    made = draft(task("1.b", lead=bearers("huyện", classes=["district"], condition="có điều kiện")))
    assert [doubt.blocks for doubt in doubts(made)] == [True]
    left = mend_task(made, "1", TaskMend(lead=Bearers(classes=("district",), optional=True)))
    assert doubts(left) == ()
    assert find(left, "1")[1].lead.optional is True


@pytest.mark.parametrize(
    ("timing", "kept"),
    [
        (Timing("deadline", "2019-01-01", "2019-03-31", "FREQ=MONTHLY", "x"), {"end": MARCH}),
        (Timing("window", "2019-01-01", "2019-03-31"), {"start": JANUARY, "end": MARCH}),
        (Timing("recurring", rrule="FREQ=MONTHLY"), {"rrule": "FREQ=MONTHLY"}),
        (Timing("event", "2019-01-01", event="có văn bản mới"), {"event": "có văn bản mới"}),
        (Timing("standing", "2019-01-01", "2019-03-31"), {}),
    ],
)
def test_a_schedule_keeps_only_the_fields_of_its_kind(timing: Timing, kept: dict[str, Any]) -> None:
    mended = mend_task(draft(task("1.a")), "1", TaskMend(schedule=timing))
    assert find(mended, "1")[1].schedule == When("", timing.kind, **kept)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("money", "total"),
    [
        (Money("money", 40_000_000), 40_000_000),
        (Money("money", 5_000_000, "kỳ", 24), 120_000_000),
        (Money("money", 50_000_000, "huyện"), None),
        (Money("words"), None),
    ],
)
def test_the_total_follows_from_amount_and_count(money: Money, total: int | None) -> None:
    mended = mend_task(draft(task("1.a")), "1", TaskMend(budget=money))
    assert find(mended, "1")[1].budget.total == total


@pytest.mark.parametrize(
    ("mend", "field"),
    [
        (TaskMend(code="1.b"), "code"),
        (TaskMend(code=" "), "code"),
        (TaskMend(code="x" * 41), "code"),
        (TaskMend(group="g9"), "group"),
        (TaskMend(funding="x" * 201), "funding"),
        (TaskMend(schedule=Timing("deadline")), "end"),
        (TaskMend(schedule=Timing("deadline", end="2019-02-30")), "end"),
        (TaskMend(schedule=Timing("window", "2019-05-01", "2019-04-01")), "end"),
        (TaskMend(schedule=Timing("recurring", rrule="FREQ=HOURLY")), "rrule"),
        (TaskMend(schedule=Timing("event")), "event"),
        (TaskMend(schedule=Timing("một ngày đẹp trời")), "schedule_kind"),
        (TaskMend(budget=Money("money")), "amount"),
        (TaskMend(budget=Money("money", -1)), "amount"),
        (TaskMend(budget=Money("money", 5, "kỳ", 0)), "count"),
        (TaskMend(budget=Money("vàng")), "budget_kind"),
    ],
)
def test_what_can_not_be_is_refused_at_its_field(mend: TaskMend, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        mend_task(draft(task("1.a"), task("1.b")), "1", mend)
    assert refusal.value.field == field


def test_a_new_code_takes_doubts_and_children_along() -> None:
    made = draft(task("1"), task("1.1", parent="1"), doubts=[{"where": "1", "field": "note", "why": "?"}])
    mended = mend_task(made, "1", TaskMend(code="2"))
    assert [t.parent for t in mended.tasks] == [None, "2"]
    assert mended.doubts[0].where == "2"


def test_a_missed_task_is_added_and_a_wrong_row_removed_without_reusing_its_number() -> None:
    made = add_task(draft(task("1.a")), TaskMend(code="1.b", title="Việc sót", group="g2", lead=Bearers(("SNV",))))
    assert [(group.no, t.key, t.code) for group, t in rows(made)] == [("1", "1", "1.a"), ("2", "2", "1.b")]
    shorter = remove_task(made, "2")
    again = add_task(shorter, TaskMend(code="1.c", title="Việc khác", group="g1"))
    assert [t.key for t in again.tasks] == ["1", "3"]
    with pytest.raises(Refusal, match="không còn trong bản bóc tách"):
        mend_task(again, "2", TaskMend(title="x"))


def test_the_frame_is_mended_and_checked() -> None:
    made = draft(task("1.a"), number="", year=None, doubts=[{"where": "", "field": "number", "why": "Không thấy số"}])
    assert {doubt.field for doubt in doubts(made)} == {"number", "year"}
    mended = mend_frame(made, {"number": " 272/KH-UBND ", "year": 2019, "issued_on": "2018-12-06"})
    assert (mended.number, mended.year, doubts(mended)) == ("272/KH-UBND", 2019, ())
    for values in ({"year": 19}, {"issued_on": "2018-13-01"}, {"title": "x" * 501}):
        with pytest.raises(Refusal):
            mend_frame(made, values)


def test_a_group_is_renamed_or_added_but_no_number_twice() -> None:
    made = mend_group(draft(task("1.a")), "", "3", "Hiện đại hóa")
    assert [group.no for group in made.groups] == ["1", "2", "3"]
    assert mend_group(made, "g3", "3", "Tài chính công").groups[2].title == "Tài chính công"
    with pytest.raises(Refusal, match="Đã có lĩnh vực"):
        mend_group(made, "g3", "1", "x")
