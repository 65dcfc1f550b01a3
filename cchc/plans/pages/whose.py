"""Whose figures a page shows: every figure counts only what its reader may see, and the page says so."""

import datetime as dt

from django.utils.translation import gettext as _

from cchc.kernel.permission import Scope
from cchc.kernel.text import sort_key
from cchc.organisation import queries as organisation
from cchc.ui.display import date as said

_NAMED = 3


WHOLE_PLAN = "ca-ke-hoach"
"""What an address says (``?pham-vi=``) to ask for the whole plan; without it a reader gets the tasks of their scope."""


def narrowed_to(scope: Scope, asked: str) -> frozenset[int] | None:
    """Return the units whose tasks are shown; nothing where all of the plan is."""
    return None if scope.everything or asked == WHOLE_PLAN else scope.unit_ids


def whose(scope: Scope, today: dt.date, language: str) -> str:
    """Return whose figures those of ``scope`` are, and of which day."""
    day = {"day": said(today, language)}
    if scope.everything:
        return _("Số liệu của toàn tỉnh, tính đến %(day)s.") % day
    names = ", ".join(_tops(scope, today)[:_NAMED])
    if len(scope.unit_ids) == 1:
        return _("Số liệu riêng của %(names)s, tính đến %(day)s.") % {"names": names, **day}
    return _("Số liệu của %(names)s và các đơn vị trực thuộc, tính đến %(day)s.") % {"names": names, **day}


def _tops(scope: Scope, today: dt.date) -> list[str]:
    """Return the names of the units of a scope that have nothing of it above them."""
    reach = organisation.reach(today)
    below: set[int] = set().union(*(reach.get(one, frozenset()) - {one} for one in scope.unit_ids))
    tops = [one for one in scope.unit_ids if one not in below]
    names = organisation.full_names(tops, today)
    return sorted(names.values(), key=sort_key)
