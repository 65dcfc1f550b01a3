"""Entries of the menu."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel import navigation

navigation.register(group="work", order=10, label=_("Tổng quan"), url_name="plans:running", permission="plan.read")
navigation.register(group="work", order=20, label=_("Kế hoạch"), url_name="plans:plans", permission="plan.read")
navigation.register(
    group="work", order=30, label=_("Việc theo kế hoạch"), url_name="plans:my_work", permission="assignment.read"
)
navigation.register(
    group="work", order=40, label=_("Chờ xác nhận"), url_name="plans:waiting", permission="assignment.confirm"
)
navigation.register(
    group="work", order=50, label=_("Vướng mắc"), url_name="plans:difficulties", permission="assignment.read"
)
navigation.register(
    group="work", order=60, label=_("Kế hoạch riêng"), url_name="plans:own_plans", permission="unit_plan.write"
)
