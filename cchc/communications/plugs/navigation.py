"""Entries of the menu."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel import navigation

navigation.register(
    group="work",
    order=60,
    label=_("Truyền thông"),
    url_name="communications:register",
    permission="communication.read",
)
