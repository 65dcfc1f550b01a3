"""Entries of the menu."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel import navigation

navigation.register(
    group="work", order=65, label=_("Kiểm tra"), url_name="inspections:visits", permission="inspection.read"
)
