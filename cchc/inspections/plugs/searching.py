"""Programmes, visits and findings in search."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc.inspections import access
from cchc.inspections.models import Finding, Programme, Visit
from cchc.inspections.states import DONE, FindingState, Kind, ProgrammeState
from cchc.kernel import clock, searching
from cchc.kernel.narrowing import Columns, Through, searched
from cchc.kernel.permission import Subject
from cchc.kernel.wanted import Wanted
from cchc.organisation import queries as organisation
from cchc.ui.reader import date

_UNIT = {"unit_id": organisation.bearing}
_PROGRAMMES = Columns(Programme, is_numbered=True, units=_UNIT)
_VISITS = Columns(
    Visit,
    is_numbered=True,
    through={
        "pk": Through(Finding, "visit", visible=access.visible_findings),
        "programme": Through(Programme, visible=access.visible_programmes),
    },
    units={"target_id": organisation.bearing},
    choices={"kind": lambda: dict(Kind.choices)},
)
_FINDINGS = Columns(Finding, units=_UNIT)


@searched(_PROGRAMMES, order=("-year", "pk"))
def _programmes_with(reader: Subject) -> QuerySet[Programme]:
    return access.visible_programmes(reader)


def _programmes(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    return [
        searching.Hit(
            f"{row.number}: {row.title}" if row.number else row.title,
            reverse("inspections:programme", args=[row.pk]),
            status=None if row.state == ProgrammeState.ADOPTED else ("info", row.get_state_display()),
        )
        for row in _programmes_with(subject, wanted, most)
    ]


@searched(_VISITS, order=("-planned_on", "pk"))
def _visits_with(reader: Subject) -> QuerySet[Visit]:
    return access.visible_visits(reader)


def _visits(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    """Find visits also by what they found, by their day, and by their programme for whoever may open it.

    A word that is found tells that it stands there: what is looked through is what the reader's pages show.
    """
    rows = _visits_with(subject, wanted, most)
    names = organisation.full_names([row.target_id for row in rows], clock.today())
    return [
        searching.Hit(
            _("Kiểm tra %(unit)s, ngày %(day)s")
            % {"unit": names.get(row.target_id, ""), "day": date(row.held_on or row.planned_on)},
            reverse("inspections:visit", args=[row.pk]),
            row.decision or row.get_kind_display(),
            ("done" if row.state in DONE else "info", row.get_state_display()),
        )
        for row in rows
    ]


@searched(_FINDINGS, order=("-due_on", "pk"))
def _findings_with(reader: Subject) -> QuerySet[Finding]:
    return access.visible_findings(reader).select_related(None)


def _findings(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    rows = _findings_with(subject, wanted, most)
    names = organisation.full_names([row.unit_id for row in rows], clock.today())
    return [
        searching.Hit(
            row.text,
            reverse("inspections:finding", args=[row.pk]),
            names.get(row.unit_id, ""),
            ("done" if row.state == FindingState.CLOSED else "risk", row.get_state_display()),
        )
        for row in rows
    ]


searching.register(searching.Source(gettext_lazy("Kế hoạch kiểm tra"), 70, access.WRITE, _programmes, _PROGRAMMES))
searching.register(searching.Source(gettext_lazy("Cuộc kiểm tra"), 72, access.READ, _visits, _VISITS, "ngày"))
searching.register(searching.Source(gettext_lazy("Phát hiện qua kiểm tra"), 74, access.READ, _findings, _FINDINGS))
