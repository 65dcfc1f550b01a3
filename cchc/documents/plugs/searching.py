"""Outgoing and incoming documents in search: by number and symbol, title, author, unit."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cchc.documents import access
from cchc.documents.models import Blank, Incoming, Outgoing
from cchc.documents.states import IncomingState, OutgoingState
from cchc.kernel import clock, searching
from cchc.kernel.narrowing import Columns, narrowed, searched
from cchc.kernel.permission import Subject
from cchc.kernel.wanted import Wanted
from cchc.organisation import queries as organisation

_UNITS = {"unit_id": organisation.bearing}
_OUTGOING = Columns(Outgoing, is_numbered=True, units=_UNITS)
_INCOMING = Columns(Incoming, is_numbered=True, units=_UNITS)
_BLANKS = Columns(Blank, units=_UNITS)


@searched(_OUTGOING, order=("-issued_on", "-pk"))
def _outgoing_with(reader: Subject) -> QuerySet[Outgoing]:
    return access.visible_outgoing(reader)


def _outgoing(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    rows = _outgoing_with(subject, wanted, most)
    names = organisation.full_names([row.unit_id for row in rows], clock.today())
    return [
        searching.Hit(
            f"{row}: {row.title}",
            reverse("documents:document", args=[row.pk]),
            names.get(row.unit_id, ""),
            None if row.state == OutgoingState.ISSUED else ("neutral", row.get_state_display()),
        )
        for row in rows
    ]


@searched(_INCOMING, order=("-arrived_on", "-pk"))
def _incoming_with(reader: Subject) -> QuerySet[Incoming]:
    return access.visible_incoming(reader)


def _incoming(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    return [
        searching.Hit(
            f"{row.code}: {row.title}",
            reverse("documents:arrived", args=[row.pk]),
            row.author,
            ("done" if row.state == IncomingState.DONE else "info", row.get_state_display()),
        )
        for row in _incoming_with(subject, wanted, most)
    ]


def _blanks(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    # whose templates a unit may fill in hangs on the day's tree as well, so this statement is written each time
    found = narrowed(access.visible_blanks(subject), wanted, _BLANKS, order=("title", "pk"))
    rows = list(found[:most])
    names = organisation.full_names([row.unit_id for row in rows], clock.today())
    return [
        searching.Hit(row.title, reverse("documents:blank", args=[row.pk]), names.get(row.unit_id, "")) for row in rows
    ]


searching.register(searching.Source(pgettext_lazy("menu", "Văn bản đi"), 40, access.READ, _outgoing, _OUTGOING))
searching.register(searching.Source(pgettext_lazy("menu", "Văn bản đến"), 45, access.READ, _incoming, _INCOMING))
searching.register(searching.Source(_("Mẫu văn bản"), 48, access.FILL, _blanks, _BLANKS))
