"""The check of translations tells English that a count of one makes wrong, and leaves alone what cannot be one."""

import pytest

from tools import messages


@pytest.mark.parametrize(
    ("english", "is_wrong"),
    [
        ("%(n)s units have sent", True),
        ("reaches %(n)s people in %(m)s units", True),
        ("%(count)d more errors", True),
        ("Units that have sent: %(n)s", False),
        ("at most %(count)s tokens", False),
        ("The list has more than %(count)s rows", False),
        ("every %(n)d months", False),
        ("%(n)s/%(m)s points", False),
        ("%(n)s is not a number", False),
    ],
)
def test_a_count_before_a_plural_needs_its_singular(english: str, is_wrong: bool) -> None:
    assert bool(messages.COUNTED.search(english)) == is_wrong


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        ('Refusal("Thiếu tên.", "name")', {"Thiếu tên."}),
        ('Refusal("Một." if one else "Hai.")', {"Một.", "Hai."}),
        ('history.record_read(actor, "accounts_user", ids, what="Danh sách", why="tệp")', {"Danh sách"}),
        ('record_read(actor, "a", [], what="Một" if one else "Hai")', {"Một", "Hai"}),
        ('other(what="Danh sách")', set()),
    ],
)
def test_english_is_asked_for_what_is_said_later(source: str, asked: set[str]) -> None:
    assert messages._in_python(source) == asked
