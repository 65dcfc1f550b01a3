"""Meetings in search: by number of the conclusions, chair, place, and by what they concluded."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc.kernel import clock, searching
from cchc.kernel.narrowing import Columns, Through, searched
from cchc.kernel.permission import Subject
from cchc.kernel.wanted import Wanted
from cchc.meetings import access
from cchc.meetings.models import Conclusion, Meeting
from cchc.meetings.states import MeetingState
from cchc.organisation import queries as organisation
from cchc.ui.reader import date
from cchc.ui.templatetags.ui import vn_quarter

_QUARTERS = {
    number: f"phiên họp quý {number} quý {said} năm, ngày" for number, said in enumerate(("I", "II", "III", "IV"), 1)
}
"""The words in which the page of a meeting is headed, beside its year and its day."""

_UNIT = {"unit_id": organisation.bearing}
_MEETINGS = Columns(Meeting, is_numbered=True, units=_UNIT, choices={"quarter": lambda: _QUARTERS})
_CONCLUSIONS = Columns(Conclusion, through={"meeting": Through(Meeting, number_only=True)}, units=_UNIT)


@searched(_MEETINGS, order=("-held_on", "pk"))
def _meetings_with(reader: Subject) -> QuerySet[Meeting]:
    return access.visible(reader).defer("brief")


def _meetings(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    rows = _meetings_with(subject, wanted, most)
    names = organisation.full_names([row.unit_id for row in rows], clock.today())
    return [
        searching.Hit(
            _title(row),
            reverse("meetings:meeting", args=[row.pk]),
            names.get(row.unit_id, ""),
            ("done" if row.state == MeetingState.CONCLUDED else "info", row.get_state_display()),
        )
        for row in rows
    ]


@searched(_CONCLUSIONS, order=("-meeting__held_on", "position", "pk"))
def _conclusions_with(reader: Subject) -> QuerySet[Conclusion]:
    visible = Conclusion.objects.filter(meeting__in=access.visible(reader))
    return visible.select_related("meeting").defer("meeting__brief")


def _conclusions(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    return [
        searching.Hit(row.text, reverse("meetings:meeting", args=[row.meeting_id]), _title(row.meeting))
        for row in _conclusions_with(subject, wanted, most)
    ]


def _title(row: Meeting) -> str:
    said = {"quarter": vn_quarter(row.quarter), "year": row.year, "day": date(row.held_on)}
    title = _("Phiên họp quý %(quarter)s năm %(year)s, ngày %(day)s") % said
    return f"{row.number}: {title}" if row.number else title


searching.register(searching.Source(gettext_lazy("Phiên họp"), 60, access.READ, _meetings, _MEETINGS))
searching.register(searching.Source(gettext_lazy("Kết luận phiên họp"), 65, access.READ, _conclusions, _CONCLUSIONS))
