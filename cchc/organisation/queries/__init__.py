"""Reads of the registry and of the calendars; the registry's are named here, calendars are in ``queries.calendars``."""

from cchc.organisation.queries._snapshot import registry_seen, registry_stamp
from cchc.organisation.queries.aliases import aliases
from cchc.organisation.queries.bearing import bearing
from cchc.organisation.queries.calling import called_around
from cchc.organisation.queries.cards import changes, history, unit_card
from cchc.organisation.queries.offering import offered, require_living
from cchc.organisation.queries.registry import (
    choices,
    count_by_level,
    directory,
    full_names,
    ids_by_code,
    letterhead,
    listed,
    names,
    names_inside,
    origins,
    reach,
    root_id,
    search,
    search_ended,
    slugs,
    successors,
    tree,
    unit_id_by_slug,
    units,
    written_directory,
)
from cchc.organisation.queries.resolving import Written, of_code

__all__ = [
    "Written",
    "aliases",
    "bearing",
    "called_around",
    "changes",
    "choices",
    "count_by_level",
    "directory",
    "full_names",
    "history",
    "ids_by_code",
    "letterhead",
    "listed",
    "names",
    "names_inside",
    "of_code",
    "offered",
    "origins",
    "reach",
    "registry_seen",
    "registry_stamp",
    "require_living",
    "root_id",
    "search",
    "search_ended",
    "slugs",
    "successors",
    "tree",
    "unit_card",
    "unit_id_by_slug",
    "units",
    "written_directory",
]
