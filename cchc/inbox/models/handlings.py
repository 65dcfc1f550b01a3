"""Who of a unit deals with an item."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Handling(models.Model):
    """The last word of a unit on who of its people deals with a record, whatever source its items are of.

    The items stay the unit's: whoever answers for them is the unit. ``key`` names the record; ``matter``, the key of
    the item that was given, ``title`` and ``path`` are those of then: work that gets a day stays with its person.
    """

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    key = models.CharField(_("Khóa"), max_length=120)
    matter = models.CharField(max_length=120, default="")
    title = models.CharField(_("Việc"), max_length=500)
    path = models.CharField(_("Nơi xem"), max_length=300)
    person = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", verbose_name=_("Người thực hiện"))
    given_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(_("Lúc phân công"))

    class Meta:
        verbose_name = verbose_name_plural = _("Phân công trong đơn vị")
        constraints = [models.UniqueConstraint("unit", "key", name="handling_once")]
        indexes = [models.Index(fields=["person", "-given_at"], name="handling_of_person")]

    def __str__(self) -> str:
        return self.title
