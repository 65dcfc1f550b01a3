"""What follows from rights is made once for all who have the same, and anew for whoever has others."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from cchc.kernel import by_rights
from cchc.kernel.by_rights import ByRights
from cchc.kernel.permission import Record, Scope, Subject


@dataclass
class Reader:
    """Somebody with scopes by action, who counts what is asked."""

    scopes: dict[str, Scope] = field(default_factory=dict)
    unit_id: int | None = None
    asked: list[str] = field(default_factory=list)

    def scope(self, action: str) -> Scope:
        self.asked.append(action)
        return self.scopes.get(action, Scope())

    def may(self, action: str, record: Record | None = None) -> bool:
        return bool(self.scope(action)) if record is None else record.unit_id in self.scope(action)


made: list[str] = []


@pytest.fixture(autouse=True)
def nothing_made() -> None:
    made.clear()


def rows(reader: Subject, what: str = "") -> str:
    """Ask more where the first answer is yes, as ``access`` does."""
    seen = (
        f"{what}:{sorted(reader.scope('read').unit_ids)}" if reader.may("read") else f"{what}:none of {reader.unit_id}"
    )
    made.append(seen)
    return seen


def reader(*units: int, at: int | None = None) -> Any:
    return Reader({"read": Scope(unit_ids=frozenset(units))}, at)


def test_the_same_rights_are_the_same_answer() -> None:
    of = ByRights(rows)
    assert [of(reader(1, 2)), of(reader(2, 1)), of(reader(1, 2, at=7))] == [":[1, 2]"] * 3
    assert made == [":[1, 2]"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (reader(1), reader(2), ":[2]"),
        (reader(1), reader(), ":none of None"),
        (reader(), reader(1), ":[1]"),
        (reader(at=3), reader(at=4), ":none of 4"),
        (Reader({"read": Scope(everything=True)}), reader(), ":none of None"),
    ],
)
def test_other_rights_are_another_answer(first: Any, second: Any, expected: str) -> None:
    of = ByRights(rows)
    before = of(first)
    assert of(second) == expected
    assert of(first) == before
    assert len(made) == 2


def test_a_right_that_is_taken_back_holds_no_more() -> None:
    of, somebody = ByRights(rows), reader(1)
    assert of(somebody) == ":[1]"
    somebody.scopes["read"] = Scope()
    assert of(somebody) == ":none of None"


def test_what_else_it_is_made_of_counts() -> None:
    of = ByRights(rows)
    assert [of(reader(1), "a"), of(reader(1), "b"), of(reader(1), "a")] == ["a:[1]", "b:[1]", "a:[1]"]
    assert made == ["a:[1]", "b:[1]"]


def test_a_record_is_asked_as_a_record() -> None:
    of = ByRights(lambda one: one.may("read", Record("plan", 1)))
    assert [of(reader(1)), of(reader(2)), of(reader(1, 2))] == [True, False, True]


def test_what_nobody_asked_of_lately_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_rights, "_KEPT", 3)
    of = ByRights(rows)
    for unit in (1, 2, 3, 4, 1):
        assert of(reader(unit)) == f":[{unit}]"
    assert len(made) == 5
    assert of(reader(4)) == ":[4]"
    assert len(made) == 5
