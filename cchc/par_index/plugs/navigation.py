"""Entries of the menu."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel import navigation

navigation.register(
    group="figures", order=20, label=_("Chỉ số CCHC"), url_name="par_index:rounds", permission="index.read"
)
