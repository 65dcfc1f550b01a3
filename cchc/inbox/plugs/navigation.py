"""Entries of the menu."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel import navigation

navigation.register(group="work", order=4, label=_("Việc của tôi"), url_name="inbox:work", permission="inbox.read")
navigation.register(
    group="work", order=5, label=_("Chờ tôi duyệt"), url_name="inbox:decisions", permission="inbox.read"
)
