"""Who of a unit deals with an item."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Handling(models.Model):
    """The last word of a unit on who of its people deals with an item, known by its key whatever source it is of.

    The item stays the unit's: whoever answers for it is the unit. ``title`` and ``path`` are those of then.
    """

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    key = models.CharField(_("Khóa"), max_length=120)
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
