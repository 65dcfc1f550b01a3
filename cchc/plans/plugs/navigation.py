"""Entries of the menu."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel import navigation

navigation.register(group="work", order=10, label=_("Tổng quan"), url_name="plans:home", permission="plan.read")
navigation.register(group="work", order=20, label=_("Kế hoạch"), url_name="plans:plans", permission="plan.read")
