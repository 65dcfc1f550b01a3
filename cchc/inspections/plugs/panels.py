"""The inspections of a unit, on its page."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc.inspections import access
from cchc.inspections.states import DONE
from cchc.kernel import panels
from cchc.kernel.permission import Subject
from cchc.ui.reader import date


def _visits(subject: Subject, unit_id: int) -> Sequence[panels.Line]:
    found = access.visible_visits(subject).filter(target_id=unit_id).order_by("-planned_on", "-pk")
    return [
        panels.Line(
            _("Kiểm tra ngày %(day)s") % {"day": date(row.held_on or row.planned_on)},
            reverse("inspections:visit", args=[row.pk]),
            ("done" if row.state in DONE else "info", row.get_state_display()),
        )
        for row in found[: panels.MAX_LINES]
    ]


panels.register(panels.Panel(40, gettext_lazy("Kiểm tra"), access.READ, _visits))
