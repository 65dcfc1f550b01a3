"""Which state of a record follows which: one table a field, which actions ask and the database keeps.

A model says ``moves = REPORT_MOVES``; its migration puts ``trigger`` beside the table. ``tests/surface/test_moves.py``
holds the two together, tries every pair, and asks that an action makes every move that is allowed.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Generic, TypeVar

from django.db.models import TextChoices

State = TypeVar("State", bound=TextChoices)

FUNCTION = """
CREATE OR REPLACE FUNCTION kernel_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% does not go from "%" to "%"', TG_TABLE_NAME, to_jsonb(OLD) ->> TG_ARGV[0],
        to_jsonb(NEW) ->> TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
"""The words are English, for whoever writes past the platform; an action refuses the same in its reader's language."""


class Moves(Generic[State]):
    """The moves of one field: from each state, those that may follow, each with why it is there ("" where plain)."""

    def __init__(
        self, states: type[State], table: Mapping[State, Mapping[State, str]], *, field: str = "state"
    ) -> None:
        self.states, self.field = states, field
        self._table = {state: dict(table.get(state, {})) for state in states}

    def __iter__(self) -> Iterator[tuple[State, State]]:
        """Yield every pair that is allowed, in the order of the table."""
        return ((state, to) for state, after in self._table.items() for to in after)

    def after(self, state: str) -> Collection[State]:
        """Return the states that may follow; none where the state is final."""
        return self._table[self.states(state)].keys()

    def before(self, to: State) -> Collection[State]:
        """Return the states from which ``to`` may be reached."""
        return [state for state, after in self._table.items() if to in after]

    def allows(self, state: str, to: State) -> bool:
        """Tell whether ``to`` may follow ``state``."""
        return to in self.after(state)

    def why(self, state: State, to: State) -> str:
        """Return why the move is there; "" where it needs no reason."""
        return self._table[state][to]

    @property
    def final(self) -> frozenset[State]:
        """Return the states that nothing follows."""
        return frozenset(state for state, after in self._table.items() if not after)


def trigger(table: str, moves: Mapping[str, str], *, column: str = "state") -> str:
    """Return the trigger that refuses every change of ``column`` but ``moves``: state → those that follow, in one line.

    A migration writes them out, so that it stays what it was when the table of the code changes.
    """
    allowed = ", ".join(f"('{state}', '{to}')" for state, after in moves.items() for to in after.split())
    return (
        f"CREATE TRIGGER {table}_moves BEFORE UPDATE ON {table} FOR EACH ROW"
        f" WHEN (OLD.{column} IS DISTINCT FROM NEW.{column} AND (OLD.{column}, NEW.{column}) NOT IN ({allowed}))"
        f" EXECUTE FUNCTION kernel_moved('{column}');\n"
    )
