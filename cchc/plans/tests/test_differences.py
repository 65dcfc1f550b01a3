"""A corrected document: the same tasks are found again, whatever moved."""

from cchc.plans.rules.differences import differences
from cchc.plans.tests.drafts import bearers, draft, task

RADIO = "Duy trì chuyên mục cải cách hành chính trên sóng phát thanh và truyền hình"
VIDEO = "Xây dựng video tuyên truyền các mô hình hay về cải cách hành chính"
BOOK = "Biên soạn sổ tay hướng dẫn nghiệp vụ"


def kinds(old: list[dict[str, object]], new: list[dict[str, object]]) -> list[tuple[str, str | None, str | None]]:
    found = differences(draft(*old), draft(*new)).tasks
    return [(c.kind, c.old and c.old.code, c.new and c.new.code) for c in found]


def test_the_same_document_changes_nothing() -> None:
    whole = [task("1.a", title=RADIO), task("1.b", title=VIDEO)]
    assert kinds(whole, whole) == [("same", "1.a", "1.a"), ("same", "1.b", "1.b")]
    assert differences(draft(*whole), draft(*whole)).frame == ()


def test_an_inserted_task_renumbers_the_rest_and_keeps_them() -> None:
    old = [task("1.a", title=RADIO), task("1.b", title=VIDEO)]
    new = [task("1.a", title=RADIO), task("1.b", title=BOOK), task("1.c", title=VIDEO)]
    assert kinds(old, new) == [("same", "1.a", "1.a"), ("added", None, "1.b"), ("changed", "1.b", "1.c")]


def test_two_tasks_that_swap_codes_are_told_apart() -> None:
    old, new = (
        [task("1.a", title=RADIO), task("1.b", title=VIDEO)],
        [task("1.a", title=VIDEO), task("1.b", title=RADIO)],
    )
    assert kinds(old, new) == [("changed", "1.b", "1.a"), ("changed", "1.a", "1.b")]


def test_a_task_that_is_gone_comes_last() -> None:
    assert kinds([task("1.a", title=RADIO), task("1.b", title=VIDEO)], [task("1.b", title=VIDEO)]) == [
        ("same", "1.b", "1.b"),
        ("vanished", "1.a", None),
    ]


def test_a_reworded_task_with_the_same_lead_and_time_is_the_same() -> None:
    assert kinds([task("1.a", title=RADIO)], [task("1.a", title=BOOK)]) == [("changed", "1.a", "1.a")]
    other = task("1.a", title=BOOK, lead=bearers("Sở Tài chính", ["STC"]))
    assert kinds([task("1.a", title=RADIO)], [other]) == [("added", None, "1.a"), ("vanished", "1.a", None)]


def test_two_communes_whose_names_fold_alike_do_not_have_the_same_work() -> None:
    one = task("1.a", title=RADIO, lead=bearers("UBND xã Tân Thành", ["30226"]))
    two = task("1.a", title=BOOK, lead=bearers("UBND xã Tân Thạnh", ["30157"]))
    assert kinds([one], [two]) == [("added", None, "1.a"), ("vanished", "1.a", None)]
    respelled = task("1.a", title=BOOK, lead=bearers("UBND  XÃ Tân Thành", ["30226"]))
    assert kinds([one], [respelled]) == [("changed", "1.a", "1.a")]


def test_the_fields_that_differ_are_named_and_an_unset_mark_is_no_difference() -> None:
    old = draft(task("1.a", title=RADIO))
    new = draft(task("1.a", title=RADIO, lead=bearers("Sở Nội vụ", ["SNV"], optional=None), note="mới"), number="2/KH")
    found = differences(old, new)
    assert [change.field for change in found.tasks[0].fields] == ["note"]
    assert [(change.field, change.old, change.new) for change in found.frame] == [("number", "1/KH-UBND", "2/KH")]
