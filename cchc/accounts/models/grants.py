from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from cchc.accounts.models.people import User
from cchc.accounts.rules.roles import Role
from cchc.accounts.states import ROLE_LABELS

_DAYS = Func(F("valid_from"), F("valid_to"), Value("[)"), function="daterange")


class Grant(models.Model):
    """A role over a unit and its subtree from ``valid_from`` until before ``valid_to``; ended, never deleted."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("Người dùng"))
    role = models.CharField(_("Vai trò"), max_length=20)  # a code of ``Role`` or of ``ComposedRole``
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("Người giao"))
    valid_from = models.DateField(_("Từ ngày"))
    valid_to = models.DateField(_("Hết hiệu lực từ ngày"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Vai trò được giao")
        constraints = [
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="grant_span"),
            ExclusionConstraint(
                name="grant_once_a_day",
                expressions=[
                    (F("user"), RangeOperators.EQUAL),
                    (F("role"), RangeOperators.EQUAL),
                    (F("unit"), RangeOperators.EQUAL),
                    (_DAYS, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"


class SecondFactorRule(models.Model):
    """A role whose holders need a second factor, from a day on."""

    role = models.CharField(_("Vai trò"), max_length=20, choices=[(role.value, ROLE_LABELS[role]) for role in Role])
    valid_from = models.DateField(_("Từ ngày"))
    valid_to = models.DateField(_("Hết hiệu lực từ ngày"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Quy định xác thực hai bước")
        constraints = [
            models.UniqueConstraint("role", "valid_from", name="second_factor_rule_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="second_factor_rule_span"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.valid_from}"
