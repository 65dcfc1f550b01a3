"""Entries of the menu."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cchc.kernel import navigation

navigation.register(
    group="system",
    order=10,
    label=pgettext_lazy("menu", "Đơn vị"),
    url_name="organisation:units",
    permission="unit.read",
)
navigation.register(
    group="system", order=15, label=_("Lịch làm việc"), url_name="calendar_year", permission="calendar.read"
)
