"""Items of the communication register in search."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc.communications import access
from cchc.communications.models import Item
from cchc.communications.states import Channel
from cchc.kernel import clock, searching
from cchc.kernel.narrowing import Columns, searched
from cchc.kernel.permission import Subject
from cchc.kernel.wanted import Wanted
from cchc.organisation import queries as organisation

_COLUMNS = Columns(Item, units={"unit_id": organisation.bearing}, choices={"channel": lambda: dict(Channel.choices)})


@searched(_COLUMNS, order=("-published_on", "-pk"))
def _items_with(reader: Subject) -> QuerySet[Item]:
    return access.visible_items(reader)


def _items(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    rows = _items_with(subject, wanted, most)
    names = organisation.full_names([row.unit_id for row in rows], clock.today())
    return [
        searching.Hit(
            row.title,
            reverse("communications:item", args=[row.pk]),
            f"{names.get(row.unit_id, '')} · {row.get_channel_display()}",
            ("neutral", _("đã hủy dòng ghi")) if row.struck_reason else None,
        )
        for row in rows
    ]


searching.register(
    searching.Source(gettext_lazy("Tin, bài, hoạt động truyền thông"), 80, access.READ, _items, _COLUMNS)
)
