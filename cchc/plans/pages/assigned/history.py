"""What changed in an assignment, by whom and when, from the audit trail."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cchc.kernel import clock
from cchc.kernel import history as trail
from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.models import Assignment
from cchc.ui import display

_MOST = 200
_SILENT = frozenset({"id", "plan_id", "task_id", "unit_id"})


@permission("assignment.read")
def history(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Show the changes of the assignment's own columns, the latest first."""
    record = access.assignment(subject_of(request), assignment_id)
    labels = {field.column: str(field.verbose_name) for field in Assignment._meta.concrete_fields}
    entries = [
        (entry, [(labels.get(c, c), _said(old), _said(new)) for c, old, new in entry.changes if c not in _SILENT])
        for entry in trail.of(Assignment._meta.db_table, record.pk, limit=_MOST)
    ]
    return render(
        request, "plans/pages/assigned/history.html", {"assignment": record, "entries": entries, "most": _MOST}
    )


def _said(value: Any) -> str:
    """Return a value of the trail as a reader says it: yes and no, days and moments, numbers with separators."""
    language = get_language() or "vi"
    if value is None or value == "":
        return display.NOTHING
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, int | float):
        return display.number(value, language=language)
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat):
        try:
            found = read(str(value))
        except ValueError:
            continue
        if isinstance(found, dt.datetime):
            return display.moment(found.astimezone(clock.ZONE), language)
        return display.date(found, language)
    return str(value)
