"""Work calendars: weekly hours in dated periods and special days, of everybody or of one unit."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

__all__ = ["Calendar", "DayOff", "WorkingHours"]


class DaysOf(Func):
    """The days of a period, both ends included; an open end is for good."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


class MinutesOf(Func):
    """The minutes of a shift; without hours, the whole day, so that "closed" excludes every shift."""

    template = "int4range((EXTRACT(EPOCH FROM opens) / 60)::int, (EXTRACT(EPOCH FROM closes) / 60)::int)"


_EVERYBODY = Coalesce("unit_id", Value(0))


class Origin(models.TextChoices):
    """Who wrote a row: what the project carries is renewed with it, what the office wrote is not touched."""

    CONTENT = "content", _("Kèm theo phần mềm")
    OFFICE = "office", _("Văn phòng nhập")


class Calendar(models.Model):
    """A named calendar; it adds to, or replaces, what it takes from ``extends``."""

    slug = models.SlugField(_("Mã lịch"), max_length=60, unique=True)
    name = models.CharField(_("Tên lịch"), max_length=200)
    extends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Kế thừa lịch")
    )
    is_default = models.BooleanField(_("Lịch mặc định"), default=False)
    version = models.PositiveIntegerField(_("Phiên bản"), default=1)
    changed_at = models.DateTimeField(_("Sửa lần cuối"))

    class Meta:
        verbose_name = verbose_name_plural = _("Lịch làm việc")
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="calendar_one_default"),
            models.CheckConstraint(condition=~Q(extends=F("id")), name="calendar_not_its_own_base"),
        ]

    def __str__(self) -> str:
        return self.name


class WorkingHours(models.Model):
    """One shift of a weekday (0 = Monday); ``valid_to`` is the last day. Without hours the unit is closed then."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="+", verbose_name=_("Lịch"))
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Đơn vị")
    )
    weekday = models.PositiveSmallIntegerField(_("Thứ"))
    opens = models.TimeField(_("Mở cửa"), null=True, blank=True)
    closes = models.TimeField(_("Đóng cửa"), null=True, blank=True)
    valid_from = models.DateField(_("Từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)
    origin = models.CharField(_("Nguồn"), max_length=10, choices=Origin.choices, default=Origin.OFFICE)

    class Meta:
        verbose_name = verbose_name_plural = _("Giờ làm việc")
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_weekday"),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                name="hours_open_before_close",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="hours_span"
            ),
            ExclusionConstraint(
                name="hours_do_not_overlap",
                expressions=[
                    ("calendar", RangeOperators.EQUAL),
                    (_EVERYBODY, RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (DaysOf("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                    (MinutesOf(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}–{self.closes}"


class DayOff(models.Model):
    """A day off, a working day out of turn or half a day; ``is_removed`` keeps the file from bringing it back."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="+", verbose_name=_("Lịch"))
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Đơn vị")
    )
    date = models.DateField(_("Ngày"))
    kind = models.CharField(_("Loại"), max_length=10)
    name = models.CharField(_("Tên"), max_length=200)
    decision = models.CharField(_("Số quyết định"), max_length=200, blank=True)
    certainty = models.CharField(_("Độ chắc chắn"), max_length=12)
    swapped_with = models.DateField(_("Hoán đổi với"), null=True, blank=True)
    opens = models.TimeField(_("Từ giờ"), null=True, blank=True)
    closes = models.TimeField(_("Đến giờ"), null=True, blank=True)
    origin = models.CharField(_("Nguồn"), max_length=10, choices=Origin.choices, default=Origin.OFFICE)
    is_removed = models.BooleanField(_("Đã bỏ"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("Ngày nghỉ, ngày làm bù")
        constraints = [
            models.UniqueConstraint("calendar", _EVERYBODY, "date", name="day_once_a_calendar"),
            models.CheckConstraint(condition=Q(kind__in=["off", "working", "half"]), name="day_kind"),
            models.CheckConstraint(
                condition=Q(certainty__in=["decided", "by_law", "unverified", "computed"]), name="day_certainty"
            ),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(kind="half"), name="day_hours_only_for_half"
            ),
            models.CheckConstraint(
                condition=Q(opens=None) | Q(closes=None) | Q(closes__gt=F("opens")), name="day_open_before_close"
            ),
            models.CheckConstraint(
                condition=Q(swapped_with=None) | ~Q(swapped_with=F("date")), name="day_not_swapped_with_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
