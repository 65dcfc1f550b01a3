"""A schedule in the year of its plan; while that year is unknown, no day that depends on it."""

from collections.abc import Iterator
from dataclasses import replace

from cchc.plans.rules.reading import when
from cchc.plans.types import When

NO_YEAR = 1904
_OTHER = 1932  # as long, and beginning on the same day of the week: only the year itself differs


def understand(text: str, year: int | None) -> When:
    """Return when a cell says; without a year, only what is the same in every year."""
    if year is not None:
        return when.understand(text, year)
    found, other = when.understand(text, NO_YEAR), when.understand(text, _OTHER)
    if (found.start, found.end) == (other.start, other.end):
        return found
    return replace(found, kind="undetermined", start=None, end=None, rrule=None)


def questions(text: str, year: int | None) -> Iterator[tuple[str, bool]]:
    """Yield what is to be asked about a schedule, and whether nothing may come of the plan before it is answered."""
    asked = list(when.questions(text, year or NO_YEAR))
    yield from asked
    if not asked and understand(text, year).kind == "undetermined":
        yield f"“{text}” không cho biết ngày nào phải xong.", False
