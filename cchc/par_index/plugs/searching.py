"""Schemes, rounds and score sheets in search."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc.kernel import clock, searching
from cchc.kernel.narrowing import Columns, Through, searched
from cchc.kernel.permission import Subject
from cchc.kernel.wanted import Wanted
from cchc.organisation import queries as organisation
from cchc.par_index import access
from cchc.par_index.models import Round, Scheme, Sheet
from cchc.par_index.states import SchemeState, Stage

_UNIT = {"unit_id": organisation.bearing}
_ROUNDS = Columns(Round, units=_UNIT)
_SHEETS = Columns(Sheet, folded="", through={"round": Through(Round)}, units=_UNIT)
_SCHEMES = Columns(Scheme, is_numbered=True, units=_UNIT)


@searched(_ROUNDS, order=("-year", "-pk"))
def _rounds_with(reader: Subject) -> QuerySet[Round]:
    return access.visible_rounds(reader)


def _rounds(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    return [
        searching.Hit(
            row.title, reverse("par_index:round", args=[row.pk]), status=(_tone(row.stage), row.get_stage_display())
        )
        for row in _rounds_with(subject, wanted, most)
    ]


@searched(_SHEETS, order=("-round__year", "-round_id", "pk"))
def _sheets_with(reader: Subject) -> QuerySet[Sheet]:
    return access.visible_sheets(reader).select_related("round").defer("sums", "missing", "open_leaves")


def _sheets(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    rows = _sheets_with(subject, wanted, most)
    names = organisation.full_names([row.unit_id for row in rows], clock.today())
    return [
        searching.Hit(
            _("Phiếu chấm điểm của %(unit)s") % {"unit": names.get(row.unit_id, "")},
            reverse("par_index:sheet", args=[row.pk]),
            row.round.title,
            (_tone(row.round.stage), row.round.get_stage_display()),
        )
        for row in rows
    ]


@searched(_SCHEMES, order=("-year", "pk"))
def _schemes_with(reader: Subject) -> QuerySet[Scheme]:
    return access.visible_schemes(reader).defer("content")


def _schemes(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    return [
        searching.Hit(
            f"{row.number}: {row.title}" if row.number else row.title,
            reverse("par_index:scheme", args=[row.pk]),
            status=None if row.state == SchemeState.PUBLISHED else ("info", row.get_state_display()),
        )
        for row in _schemes_with(subject, wanted, most)
    ]


def _tone(stage: str) -> str:
    return "done" if stage == Stage.PUBLISHED else "neutral" if stage == Stage.CANCELLED else "info"


searching.register(searching.Source(gettext_lazy("Phiếu chấm điểm"), 90, access.READ, _sheets, _SHEETS, "của"))
searching.register(searching.Source(gettext_lazy("Đợt chấm điểm"), 92, access.READ, _rounds, _ROUNDS))
searching.register(searching.Source(gettext_lazy("Bộ tiêu chí"), 94, access.READ, _schemes, _SCHEMES))
