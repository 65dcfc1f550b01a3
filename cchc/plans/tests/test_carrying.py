"""What the office decided is not asked again about the corrected document, unless that says otherwise."""

from typing import Any

from cchc.plans.rules.carrying import Decided, carry_over
from cchc.plans.rules.doubts import doubts
from cchc.plans.rules.draft import Draft, find
from cchc.plans.rules.mending import Bearers, TaskMend, add_task, mend_task, remove_task
from cchc.plans.tests.drafts import bearers, draft, task

RADIO = task("1.a", title="Duy trì chuyên mục trên sóng phát thanh", lead=bearers("Sở Lạ", unresolved=["Sở Lạ"]))
VIDEO = task("1.b", title="Xây dựng video tuyên truyền mô hình hay")
BOOK = task("1.x", title="Biên soạn sổ tay hướng dẫn nghiệp vụ")
MEND = TaskMend(lead=Bearers(("STC",), complete=True))
ASKS = [{"where": "1.b", "field": "schedule", "why": "Có lẽ là quý II"}]


def decided(mended: Draft, *tasks: dict[str, Any], settled: tuple[str, ...] = (), **more: Any) -> Decided:
    return Decided(draft(*tasks, **more), mended, settled)


def test_a_mended_field_stays_mended_where_the_document_says_the_same() -> None:
    before = draft(RADIO, VIDEO)
    unknown = [{"where": "1.b", "field": "lead", "why": "Không có “Sở Lạ”"}]
    new = draft(BOOK, {**RADIO, "code": "1.b"}, {**VIDEO, "code": "1.c"}, doubts=unknown)
    carried, _settled = carry_over(decided(mend_task(before, "1", MEND), RADIO, VIDEO), new)
    assert find(carried, "2")[1].lead.units == ("STC",)
    assert (carried.doubts, doubts(carried)) == ((), ())
    assert find(new, "2")[1].lead.unresolved == ("Sở Lạ",), "the reading given is not touched"


def test_a_field_that_the_correction_changed_is_asked_anew() -> None:
    mended = mend_task(draft(RADIO), "1", MEND)
    other = {**RADIO, "lead": bearers("Sở Khác Hẳn", unresolved=["Sở Khác Hẳn"])}
    carried, _settled = carry_over(decided(mended, RADIO), draft(other))
    assert find(carried, "1")[1].lead == find(draft(other), "1")[1].lead


def test_a_settled_doubt_stays_settled_on_the_same_task() -> None:
    before = draft(VIDEO, doubts=ASKS)
    (asked,) = doubts(before)
    moved = [{**ASKS[0], "where": "1.c"}]
    new = draft(BOOK, {**VIDEO, "code": "1.c"}, doubts=moved)
    carried, settled = carry_over(decided(before, VIDEO, settled=(asked.key,), doubts=ASKS), new)
    assert doubts(carried, settled) == ()
    assert doubts(carried) != ()


def test_a_doubt_about_the_frame_stays_settled_too() -> None:
    asking = [{"where": "", "field": "number", "why": "Không thấy số"}]
    before = draft(VIDEO, doubts=asking)
    (asked,) = doubts(before)
    carried, settled = carry_over(
        decided(before, VIDEO, settled=(asked.key,), doubts=asking), draft(VIDEO, doubts=asking)
    )
    assert doubts(carried, settled) == ()


def test_a_row_added_by_hand_is_added_again_and_one_taken_out_stays_out() -> None:
    added = add_task(draft(RADIO, VIDEO), TaskMend(code="1.z", title="Việc hệ thống đọc sót", group="g1"))
    mended = remove_task(added, "2")
    carried, _settled = carry_over(decided(mended, RADIO, VIDEO), draft(RADIO, VIDEO, BOOK))
    assert [row.code for row in carried.tasks] == ["1.a", "1.x", "1.z"]
    assert len({row.key for row in carried.tasks}) == 3


def test_a_row_added_by_hand_that_the_correction_has_itself_comes_once() -> None:
    mended = add_task(draft(RADIO), TaskMend(code="1.y", title=BOOK["title"], group="g1"))
    carried, _settled = carry_over(decided(mended, RADIO), draft(RADIO, BOOK))
    assert [row.code for row in carried.tasks] == ["1.a", "1.x"]
