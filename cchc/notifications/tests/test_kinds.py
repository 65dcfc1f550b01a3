"""The kinds of message that modules declare."""

import ast
from pathlib import Path

import pytest

from cchc.kernel import clock
from cchc.notifications.actions import telling
from cchc.notifications.models import Notice
from cchc.notifications.queries import kinds
from cchc.notifications.rules import kinds as rules
from cchc.notifications.types import News, Told

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("what", "calls", "tone"),
    [
        ("overdue", "reminder", "late"),
        ("due", "reminder", "risk"),
        ("urged", "urging", "risk"),
        ("returned", "decision", "late"),
        ("extended", "decision", "done"),
        ("assigned", "work", "info"),
        ("index_published", "decision", "info"),
    ],
)
def test_a_kind_says_once_what_follows_from_it(what: str, calls: str, tone: str) -> None:
    told = kinds.known()[what]
    assert (told.calls, told.tone) == (calls, tone)
    assert Notice(what=what).tone == tone
    assert Notice(what=what, settled_at=clock.now()).tone == "done"


def test_what_is_due_for_somebody_else_counts_no_days_to_the_reader() -> None:
    assert {one.what for one in kinds.known().values() if one.of_another} == {
        "handed_in", "difficulty", "extension", "mended",
    }  # fmt: skip
    assert Notice(what="assigned", matter="x").counts
    assert not Notice(what="handed_in", matter="x").counts


def test_a_digest_begins_with_what_is_late() -> None:
    ordered = sorted(kinds.known().values(), key=lambda one: one.urgency)
    assert [one.what for one in ordered[:7]] == [
        "overdue", "urged", "returned", "due", "difficulty", "handed_in", "delivered",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (Told("overdue", "Quá hạn"), "'overdue' are declared already"),
        (Told("petition", "Đơn mới", "petition"), "can't be"),  # type: ignore[arg-type]
        (Told("petition", "Đơn mới", tone="red"), "can't be"),  # type: ignore[arg-type]
        (Told("petition" * 6, "Đơn mới"), "can't be"),
    ],
)
def test_a_slip_stops_the_start(kind: Told, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        kinds.register(kind)


def test_a_new_kind_is_told_and_shown_without_a_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_kinds", dict(rules._kinds))
    kinds.register(Told("petition_overdue", "Đơn quá hạn", "work", tone="late"))
    row = telling.notice(News("petitions:1", "petition_overdue", 1, "Đơn của ông A", "/don/1/"), 1, clock.now())
    assert (row.kind, row.tone, row.message.label) == ("work", "late", "Đơn quá hạn")


def test_a_kind_that_nobody_declares_is_not_told_but_an_old_one_is_still_shown() -> None:
    with pytest.raises(ValueError, match="'overdu' in plugs/messages"):
        telling.notice(News("petitions:1", "overdu", 1, "Đơn", "/don/1/"), 1, clock.now())
    assert Notice(what="of_a_module_that_is_gone").message.label == "of_a_module_that_is_gone"


def test_every_kind_that_a_reaction_names_is_declared() -> None:
    """A word of a reaction that looks like a kind is one; else its event would fail when it is first announced."""
    named = {
        call.args[1].value
        for path in ROOT.glob("*/reactions.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"News", "_news", "_told", "_tell"}
        if len(call.args) > 1 and isinstance(call.args[1], ast.Constant) and isinstance(call.args[1].value, str)
    }
    assert {"assigned", "delivered", "incoming", "index_opened", "sign_ins"} <= named
    assert named <= set(kinds.known())
