"""Entries of the menu."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel import navigation

navigation.register(
    group="work", order=70, label=_("Báo cáo định kỳ"), url_name="reports:reports", permission="report.read"
)
navigation.register(
    group="figures", order=10, label=_("Chỉ tiêu theo dõi"), url_name="reports:figures", permission="report.read"
)
