"""Reminders of the work of units that the reader watches: one line for each plan or period, with the list behind it."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from cchc.kernel.statements import statement, totals
from cchc.notifications.models import Notice
from cchc.notifications.queries.lists import WAITS
from cchc.notifications.rules import kinds
from cchc.notifications.types import OVERDUE


@dataclass(frozen=True)
class Bundle:
    """Notices of one kind about one plan, period or round: how many matters, of how many units, and how many wait."""

    what: str
    of: str
    title: str
    matters: int
    units: int
    waiting: int
    first_due: dt.date | None
    told_at: dt.datetime

    @property
    def word(self) -> str:
        """Return by which an address or a button names it: ``overdue plans.plan:2``."""
        return f"{self.what} {self.of}"

    @property
    def label(self) -> str:
        """Return what they are: "Đã quá hạn"."""
        return str(kinds.kept(self.what).label)

    @property
    def tone(self) -> str:
        """Return the tag with which the line stands."""
        return kinds.kept(self.what).tone


def bundled(home: int | None) -> Q:
    """Return the condition of what goes into a bundle: of a plan or a period, and not of the reader's own unit."""
    return ~Q(of="") & ~Q(unit_id=home) if home is not None else ~Q(of="")


def named(word: str) -> Q:
    """Return the condition of one bundle by its word; a word of nothing finds nothing."""
    what, _, of = word.partition(" ")
    return Q(what=what, of=of) if of else Q(pk__in=())


def lines(found: QuerySet[Notice], home: int | None) -> list[Bundle]:
    """Return the bundles among notices, what is late first; 1 query."""
    rows = found.filter(bundled(home)).order_by().values("what", "of")
    counted = rows.annotate(
        title=Max("of_title"), matters=Count("matter", distinct=True), units=Count("unit", distinct=True),
        waiting=Count("pk", filter=WAITS), first_due=Min("due_on"), told=Max("told_at"),
    )  # fmt: skip
    return [
        Bundle(
            row["what"], row["of"], row["title"], row["matters"], row["units"], row["waiting"], row["first_due"],
            row["told"],
        )
        for row in counted.order_by("-what", "first_due", "of")
    ]  # fmt: skip


def unread(user_id: int, home: int | None) -> int:
    """Return how many lines wait to be read, a bundle counted as one; 1 query."""
    [(count,)] = _unread(user_id) if home is None else _unread(user_id, home)
    return count


@statement
def _unread(user_id: int, home: int | None = None) -> "QuerySet[Notice, tuple[int]]":
    word = Concat("what", Value(" "), "of", output_field=CharField())
    line = Case(When(bundled(home), then=word), default=Cast("pk", CharField()), output_field=CharField())
    return totals(Notice.objects.filter(WAITS, user_id=user_id), n=Count(line, distinct=True))


def apart(notices: Iterable[Notice], home: int | None) -> tuple[list[Notice], list[Bundle]]:
    """Return what a letter names by itself, and the bundles of the rest; no query."""
    own: list[Notice] = []
    rest: dict[tuple[str, str], list[Notice]] = {}
    for one in notices:
        if one.of and one.unit_id != home:
            rest.setdefault((one.what, one.of), []).append(one)
        else:
            own.append(one)
    return own, sorted((_of(rows) for rows in rest.values()), key=_order)


def _of(rows: Sequence[Notice]) -> Bundle:
    days: Collection[dt.date] = [row.due_on for row in rows if row.due_on]
    return Bundle(
        rows[0].what, rows[0].of, max(row.of_title for row in rows), len({row.matter for row in rows}),
        len({row.unit_id for row in rows}), len(rows), min(days, default=None), max(row.told_at for row in rows),
    )  # fmt: skip


def _order(one: Bundle) -> tuple[bool, dt.date, str]:
    return (one.what != OVERDUE, one.first_due or dt.date.max, one.of)
