"""Units in search, by any of their names of today and by their codes."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from cchc.kernel import clock, searching
from cchc.kernel.permission import Subject
from cchc.kernel.wanted import Wanted
from cchc.organisation import queries


def _units(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    found = queries.search(wanted.text, clock.today())[:most]
    names = queries.full_names([unit.id for unit in found], clock.today())
    return [
        searching.Hit(
            names.get(unit.id, unit.name),
            reverse("organisation:unit", args=[unit.slug]),
            is_named=wanted.names(unit.name, unit.short, names.get(unit.id, "")),
        )
        for unit in found
    ]


searching.register(searching.Source(pgettext_lazy("menu", "Đơn vị"), 100, "unit.read", _units))
