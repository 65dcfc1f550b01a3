"""What a person is told in the platform."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.notifications.rules import kinds
from cchc.notifications.states import Kind
from cchc.notifications.types import Told

OPEN = models.Q(settled_at=None) & ~models.Q(matter="")
"""It asks something that was not settled yet."""


class About(models.Func):
    """The record that a matter is about: ``plans.assignment:12`` of ``plans.assignment:12 day``."""

    template = "substring(%(expressions)s from '^[^:]+:[0-9]+')"
    output_field = models.CharField(max_length=120)


class Notice(models.Model):
    """One thing one person is told; the words around ``title`` are made when it is read, in the reader's language."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", verbose_name=_("Người nhận"))
    what = models.CharField(_("Nội dung"), max_length=kinds.LONGEST)  # a kind of message (``rules.kinds``)
    kind = models.CharField(_("Loại"), max_length=10, choices=Kind.choices)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị phải làm"))
    title = models.CharField(_("Việc"), max_length=500)
    note = models.CharField(_("Lời nhắn"), max_length=1000, blank=True)
    path = models.CharField(_("Nơi xem"), max_length=300)
    due_on = models.DateField(_("Hạn"), null=True, blank=True)
    key = models.CharField(_("Khóa"), max_length=120)
    # What is asked by it, as its source knows it (``inbox.types.Item.key``); empty where the notice only tells.
    matter = models.CharField(_("Việc phải làm"), max_length=120, blank=True, default="", db_default="")
    # The plan, the period or the round of which it reminds; those of other units' work are shown as one line.
    of = models.CharField(_("Thuộc về"), max_length=120, blank=True, default="", db_default="")
    of_title = models.CharField(_("Tên của nơi thuộc về"), max_length=500, blank=True, default="", db_default="")
    told_at = models.DateTimeField(_("Lúc báo"))
    read_at = models.DateTimeField(_("Lúc đọc"), null=True, blank=True)
    settled_at = models.DateTimeField(_("Lúc không còn phải làm"), null=True, blank=True)
    moved_to = models.DateField(_("Hạn mới"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Thông báo")
        constraints = [models.UniqueConstraint("user", "key", name="notice_once")]
        indexes = [
            models.Index(fields=["user", "-told_at"], name="notice_list"),
            models.Index(fields=["user"], condition=models.Q(read_at=None, settled_at=None), name="notice_waiting"),
            models.Index(fields=["matter"], condition=OPEN, name="notice_matter"),
            models.Index(About("matter"), condition=OPEN, name="notice_about"),
            models.Index(fields=["told_at"], name="notice_recent"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def counts(self) -> bool:
        """Tell whether days are counted to its due day: that is asked of whoever is told, and not settled."""
        return bool(self.matter) and self.settled_at is None and not self.message.of_another

    @property
    def message(self) -> Told:
        """The kind of message that it is."""
        return kinds.kept(self.what)

    @property
    def tone(self) -> str:
        """The tag with which it stands in lists: what is settled is done, whatever it was."""
        return "done" if self.settled_at else self.message.tone
