from typing import cast

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cchc.plans.rules import stored
from cchc.plans.states import READING_MOVES, ReadingState
from cchc.plans.types import Draft


class Reading(models.Model):
    """What the reader understood of one file, and what the office has mended of it so far.

    ``as_read`` never changes; ``draft`` has the same form (``docs/reference/plan-reading.md``) and gets adopted.
    """

    moves = READING_MOVES

    plan = models.ForeignKey("plans.Plan", models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Cơ quan ban hành"))
    source = models.ForeignKey("plans.Attachment", models.PROTECT, related_name="+", verbose_name=_("Văn bản"))
    as_of = models.DateField(_("Đơn vị tính đến ngày"))
    as_read = models.JSONField()
    draft = models.JSONField()
    settled = models.JSONField(_("Nghi ngờ đã xử lý"), default=list)
    seconds = models.FloatField(_("Thời gian đọc (giây)"))
    state = models.CharField(_("Trạng thái"), max_length=12, choices=ReadingState.choices, default=ReadingState.OPEN)
    version = models.PositiveIntegerField(default=1)
    read_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(_("Lúc đọc"))
    closed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Bản bóc tách")
        constraints = [
            models.UniqueConstraint("plan", condition=Q(state="open"), name="reading_one_open_per_plan"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="reading_closed_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.state}"

    @property
    def opened(self) -> Draft:
        """Return the draft as it stands in ``draft``, which alone is written (``rules/stored.py``)."""
        held = self.__dict__.get("_opened")
        if held is None or held[0] is not self.draft:
            held = self.__dict__["_opened"] = (self.draft, stored.opened(self.draft))
        return cast(Draft, held[1])
