"""Entries of the menu."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cchc.kernel import navigation

navigation.register(
    group="work",
    order=80,
    label=pgettext_lazy("menu", "Văn bản"),
    url_name="documents:outgoing",
    permission="document.read",
)
navigation.register(
    group="system", order=50, label=_("Mẫu văn bản"), url_name="documents:blanks", permission="document.template"
)
