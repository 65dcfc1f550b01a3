"""Who of a unit deals with what."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cchc.inbox.models import Handling

_MOST = 1_000


@dataclass(frozen=True)
class Given:
    """An item that a unit gave to a person, as it was called then."""

    matter: str
    title: str
    path: str
    unit_id: int


def people_of(records: Collection[str], unit_id: int | None) -> Mapping[str, tuple[int, str]]:
    """Return record → number and name of who deals with it in a unit; 1 query, none without records."""
    if not records or unit_id is None:
        return {}
    rows = Handling.objects.filter(unit_id=unit_id, key__in=records, person__unit_id=unit_id, person__is_active=True)
    return {key: (number, name) for key, number, name in rows.values_list("key", "person_id", "person__full_name")}


def records_of(user_id: int | None) -> frozenset[str]:
    """Return the records that were given to a person, the latest thousand; 1 query."""
    rows = Handling.objects.filter(person_id=user_id).order_by("-given_at", "-pk")
    return frozenset(rows.values_list("key", flat=True)[:_MOST])


def matters_of(person_id: int, matters: Collection[str]) -> frozenset[str]:
    """Return those of some keys under which a person has items; 1 query."""
    return frozenset(Handling.objects.filter(person_id=person_id, matter__in=matters).values_list("matter", flat=True))


def given(handling_ids: Collection[int], person_id: int) -> Sequence[Given]:
    """Return of some items those that a person has still; 1 query."""
    rows = Handling.objects.filter(pk__in=handling_ids, person_id=person_id).order_by("pk")
    return [Given(*row) for row in rows.values_list("matter", "title", "path", "unit_id")]
