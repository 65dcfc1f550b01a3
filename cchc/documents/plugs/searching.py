"""Outgoing and incoming documents in search: by number and symbol, title, author, unit."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cchc.documents import access
from cchc.documents.states import IncomingState, OutgoingState
from cchc.kernel import clock, searching
from cchc.kernel.permission import Subject
from cchc.organisation import queries as organisation

_UNITS = {"unit_id": organisation.bearing}


def _outgoing(subject: Subject, wanted: searching.Wanted, most: int) -> Sequence[searching.Hit]:
    visible = access.visible_outgoing(subject)
    found = searching.narrowed(visible, wanted, is_numbered=True, units=_UNITS, order=("-issued_on", "-pk"))
    rows = list(found[:most])
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


def _incoming(subject: Subject, wanted: searching.Wanted, most: int) -> Sequence[searching.Hit]:
    visible = access.visible_incoming(subject)
    found = searching.narrowed(visible, wanted, is_numbered=True, units=_UNITS, order=("-arrived_on", "-pk"))
    rows = list(found[:most])
    return [
        searching.Hit(
            f"{row.code}: {row.title}",
            reverse("documents:arrived", args=[row.pk]),
            row.author,
            ("done" if row.state == IncomingState.DONE else "info", row.get_state_display()),
        )
        for row in rows
    ]


def _blanks(subject: Subject, wanted: searching.Wanted, most: int) -> Sequence[searching.Hit]:
    found = searching.narrowed(access.visible_blanks(subject), wanted, units=_UNITS, order=("title", "pk"))
    rows = list(found[:most])
    names = organisation.full_names([row.unit_id for row in rows], clock.today())
    return [
        searching.Hit(row.title, reverse("documents:blank", args=[row.pk]), names.get(row.unit_id, "")) for row in rows
    ]


searching.register(searching.Source(pgettext_lazy("menu", "Văn bản đi"), 40, access.READ, _outgoing))
searching.register(searching.Source(pgettext_lazy("menu", "Văn bản đến"), 45, access.READ, _incoming))
searching.register(searching.Source(_("Mẫu văn bản"), 48, access.FILL, _blanks))
