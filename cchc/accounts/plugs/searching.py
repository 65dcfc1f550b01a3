"""People in search, for whoever manages accounts."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc.accounts.access.people import within
from cchc.accounts.models import User
from cchc.kernel import clock, searching
from cchc.kernel.narrowing import Columns, searched
from cchc.kernel.permission import Subject
from cchc.kernel.wanted import Wanted
from cchc.organisation import queries as organisation

_COLUMNS = Columns(User, folded="searched", units={"unit_id": organisation.bearing})


@searched(_COLUMNS, order=("sort_key", "pk"))
def _people_with(reader: Subject) -> QuerySet[User]:
    return within(reader.scope("account.read"))


def _people(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    rows = _people_with(subject, wanted, most)
    names = organisation.full_names([row.unit_id for row in rows if row.unit_id], clock.today())
    return [
        searching.Hit(
            f"{row.full_name} ({row.username})",
            reverse("person", args=[row.pk]),
            names.get(row.unit_id or 0, ""),
            None if row.is_active else ("neutral", _("đã ngừng")),
        )
        for row in rows
    ]


searching.register(searching.Source(gettext_lazy("Người dùng"), 110, "account.read", _people, _COLUMNS))
