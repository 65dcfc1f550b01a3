"""Units in search, by any of their names of today and by their codes; those that ended, by their last ones."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from cchc.kernel import clock, searching
from cchc.kernel.permission import Subject
from cchc.kernel.wanted import Wanted
from cchc.organisation import queries
from cchc.organisation.types import Ended
from cchc.ui import reader


def _units(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    today = clock.today()
    found = queries.search(wanted.text, today)[:most]
    names = queries.full_names([unit.id for unit in found], today)
    living = [
        searching.Hit(
            names.get(unit.id, unit.name),
            reverse("organisation:unit", args=[unit.slug]),
            is_named=wanted.names(unit.name, unit.short, names.get(unit.id, "")),
        )
        for unit in found
    ]
    ended = [_hit(one, wanted) for one in queries.search_ended(wanted.text, today)[: most - len(living)]]
    return [*living, *ended]


def _hit(one: Ended, wanted: Wanted) -> searching.Hit:
    day, heirs = reader.date(one.last), ", ".join(one.heirs)
    detail = _("đã kết thúc ngày %(day)s; %(heirs)s kế thừa") if heirs else _("đã kết thúc ngày %(day)s")
    return searching.Hit(
        one.full_name,
        reverse("organisation:unit", args=[one.slug]),
        detail % {"day": day, "heirs": heirs},
        is_named=wanted.names(one.name, one.short, one.full_name),
    )


searching.register(searching.Source(pgettext_lazy("menu", "Đơn vị"), 100, "unit.read", _units))
