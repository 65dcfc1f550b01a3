"""What people were told of and is owed still: work, a day, a word of the office. Each 1 query, however many keys."""

import datetime as dt
from collections.abc import Collection, Mapping

from cchc.inbox.queries.keys import numbers
from cchc.inbox.types import Still
from cchc.plans.models import Difficulty, Extension, Report
from cchc.plans.queries.assignment import facts_of
from cchc.plans.queries.due import open_now
from cchc.plans.states import DifficultyState, ExtensionState, ReportState

_SENT = Report.objects.filter(state=ReportState.SENT)
_ASKED = Extension.objects.filter(state=ExtensionState.ASKED)


def work(keys: Collection[str]) -> Mapping[str, dt.date | None]:
    """Return open work with its day, and with " day" at the end of the key that which still lacks one."""
    asked = numbers(keys)
    rows = {one.pk: one for one in open_now().filter(pk__in=set(asked.values()))}
    found: dict[str, dt.date | None] = {}
    for key, number in asked.items():
        one, lacks_a_day = rows.get(number), key.endswith(" day")
        if one is not None and (one.due_on is None or not lacks_a_day):
            found[key] = facts_of(one).owed_on if lacks_a_day else one.due_on
    return found


def products(keys: Collection[str]) -> Mapping[str, dt.date | None]:
    """Return the products that wait for the office; nothing of work that was cancelled waits."""
    asked = numbers(keys)
    sent = _SENT.filter(pk__in=set(asked.values()), assignment__cancelled_at=None)
    return _among(asked, set(sent.values_list("pk", flat=True)))


def extensions(keys: Collection[str]) -> Mapping[str, dt.date | None]:
    """Return the extensions that are asked for and not decided, of work that was not cancelled."""
    asked = numbers(keys)
    undecided = _ASKED.filter(pk__in=set(asked.values()), assignment__cancelled_at=None)
    return _among(asked, set(undecided.values_list("pk", flat=True)))


def waiting(assignment_ids: Collection[int]) -> list[str]:
    """Return the words of what assignments, cancelled or not, brought before the office undecided; 2 queries."""
    sent, undecided = (
        rows.filter(assignment__in=assignment_ids).values_list("pk", flat=True) for rows in (_SENT, _ASKED)
    )
    return [*map(product, sent), *map(extension, undecided)]


def difficulties(keys: Collection[str]) -> Mapping[str, dt.date | None]:
    """Return the difficulties that stand open with the unit that the key names: "plans.difficulty:3 at 5"."""
    found = Difficulty.objects.filter(pk__in=set(numbers(keys).values()), state=DifficultyState.OPEN)
    standing = {at(pk, unit_id) for pk, unit_id in found.values_list("pk", "at_unit_id")}
    return dict.fromkeys(key for key in keys if key in standing)


def at(difficulty_id: int, unit_id: int) -> str:
    """Return the word by which notices remember a difficulty that stands with a unit."""
    return f"{difficulty(difficulty_id)} at {unit_id}"


def product(report_id: int) -> str:
    """Return the word by which notices remember a product that waits for the office."""
    return f"plans.report:{report_id}"


def extension(extension_id: int) -> str:
    """Return the word by which notices remember a later day that was asked for."""
    return f"plans.extension:{extension_id}"


def difficulty(difficulty_id: int) -> str:
    """Return what the notices of a difficulty are about, with whomever it stands."""
    return f"plans.difficulty:{difficulty_id}"


def _among(asked: Mapping[str, int], left: Collection[int]) -> Mapping[str, dt.date | None]:
    return dict.fromkeys(key for key, number in asked.items() if number in left)


STILL: Mapping[str, Still] = {
    "plans.assignment": work, "plans.report": products, "plans.extension": extensions,
    "plans.difficulty": difficulties,
}  # fmt: skip
"""By the first word of the keys."""
