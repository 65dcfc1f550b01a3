"""The parts of sources: rows of a table in statements written once, or a list that a module derives."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import Count, F, Model, Q, QuerySet, Value

from cchc.inbox.queries.keys import numbers
from cchc.inbox.rules import merging
from cchc.inbox.types import Asked, Counts, Item, Line, Place, Window
from cchc.kernel.statements import statement, totals

Row = TypeVar("Row", bound=Model)
_EVERYTHING, _NOTHING = ~Q(pk__in=()), Q(pk__in=())


class Stream(Generic[Row]):
    """Rows of a table as items.

    ``rows`` returns the open ones of all units with what ``item`` needs; ``unit`` and ``due`` are columns of theirs,
    and without ``due`` they have no day. Their keys are the name of the model and the row's number
    (``plans.assignment:12``), perhaps with words behind. Who is asked: those who hold ``needs`` in their own unit, or
    where ``acts`` over a unit for which they act without being of it.
    """

    def __init__(
        self, name: str, rows: Callable[[], QuerySet[Row]], item: Callable[[Row], Item], *, needs: str,
        unit: str = "unit", due: str = "", acts: bool = False, is_decision: bool = False,
    ) -> None:  # fmt: skip
        self.name, self._made, self._item = name, rows, item
        self._unit, self._due, self._acts = unit, due, acts
        self.needs: Collection[str] = (needs,)
        self._is_decision = is_decision
        self._first: Any = statement(self._written)
        self._counted: Any = statement(self._tally)

    def lines(self, asked: Asked) -> Sequence[Line]:
        """Return the lines that are asked for; 1 query, none where nobody is asked."""
        units = self._units(asked)
        if units == frozenset():
            return []
        if asked.window == Window() and asked.after is None and asked.records is None:
            rows = self._first(*_value(units), most=asked.most)
        else:
            rows = self._narrowed(asked, *_value(units))[: asked.most]
        items = ((row.pk, self._item(row)) for row in rows)
        return [(Place(item.due_on, self.name, pk), item) for pk, item in items]

    def counts(self, asked: Asked) -> Counts:
        """Return how many there are; 1 query."""
        units = self._units(asked)
        if units == frozenset():
            return Counts()
        [row] = self._counted(asked.today, asked.today + merging.SOON, *_value(units))
        return Counts(*row)

    def _units(self, asked: Asked) -> frozenset[int] | None:
        """Return whose rows are asked for: none of anybody's where another kind of item is."""
        if asked.is_decision not in (None, self._is_decision):
            return frozenset()
        [needed] = self.needs
        return asked.acting(needed) if self._acts else asked.own(needed)

    def _open(self, *units: Any) -> QuerySet[Row]:
        rows = self._made()
        return rows.filter(**{f"{self._unit}__among": units[0]}) if units else rows

    def _written(self, *units: Any, most: int | None) -> QuerySet[Row]:
        day = [F(self._due).asc(nulls_last=True)] if self._due else []
        return self._open(*units).order_by(*day, "pk")[:most]

    def _narrowed(self, asked: Asked, *units: Any) -> QuerySet[Row]:
        rows = self._written(*units, most=None).filter(self._within(asked.window))
        if asked.after is not None:
            rows = rows.filter(self._behind(asked.after))
        if asked.records is None:
            return rows
        own = [record for record in asked.records if record.partition(":")[0] == rows.model._meta.label_lower]
        return rows.filter(pk__in=set(numbers(own).values()))

    def _none(self) -> Q:
        """Return the condition of rows without a day."""
        return Q(**{f"{self._due}__isnull": True}) if self._due else _EVERYTHING

    def _within(self, window: Window) -> Q:
        none = self._none() if window.undated else _NOTHING
        if not self._due or not window.dated:
            return none
        days = Q(**{f"{self._due}__isnull": False})
        if window.first is not None:
            days &= Q(**{f"{self._due}__gte": window.first})
        if window.last is not None:
            days &= Q(**{f"{self._due}__lte": window.last})
        return days | none

    def _behind(self, after: Place) -> Q:
        """Return the condition of what stands behind a place: on a later day, or on that day later in the order."""
        if after.part == self.name:
            same = Q(pk__gt=after.tie) if isinstance(after.tie, int) else _NOTHING
        else:
            same = _EVERYTHING if after.part < self.name else _NOTHING
        if after.due_on is None:
            return self._none() & same
        if not self._due:
            return _EVERYTHING
        return Q(**{f"{self._due}__gt": after.due_on}) | Q(**{self._due: after.due_on}) & same | self._none()

    def _tally(self, today: Any, soon: Any, *units: Any) -> QuerySet[Row, tuple[int, int, int, int]]:
        rows: QuerySet[Any, Any] = self._open(*units).select_related(None)
        if not self._due:
            return totals(rows, a=Value(0), b=Value(0), c=Value(0), d=Count("pk"))
        day = self._due
        return totals(
            rows,
            a=Count("pk", filter=Q(**{f"{day}__lt": today})),
            b=Count("pk", filter=Q(**{f"{day}__gte": today, f"{day}__lte": soon})),
            c=Count("pk", filter=Q(**{f"{day}__gt": soon})),
            d=Count("pk", filter=Q(**{f"{day}__isnull": True})),
        )


def _value(units: frozenset[int] | None) -> tuple[frozenset[int], ...]:
    return () if units is None else (units,)


class Derived:
    """A list that a module derives for the units in question: ordered and cut here.

    ``items`` returns them for what is asked, after asking itself by the permissions ``needs`` who may see each; of
    window, place and number it may look at the window, to derive no more than it needs.
    """

    def __init__(self, name: str, items: Callable[[Asked], Iterable[Item]], *, needs: Collection[str]) -> None:
        self.name, self._items, self.needs = name, items, needs

    def lines(self, asked: Asked) -> Sequence[Line]:
        """Return the lines that are asked for."""
        return merging.cut(((Place(item.due_on, self.name, item.key), item) for item in self._items(asked)), asked)

    def counts(self, asked: Asked) -> Counts:
        """Return how many there are."""
        whole = Asked(asked.today, asked.own, asked.acting, is_decision=asked.is_decision)
        return merging.counted((item for _place, item in self.lines(whole)), asked.today)


def horizon(asked: Asked) -> dt.date:
    """Return up to which day a derived list looks ahead where nothing says so: the next weeks."""
    return asked.window.last or asked.today + dt.timedelta(45)
