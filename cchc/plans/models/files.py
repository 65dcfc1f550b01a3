from django.db import models
from django.utils.translation import gettext_lazy as _


class Attachment(models.Model):
    """A file handed in, a plan's document or a task's product; its content lies in the store of files."""

    name = models.CharField(_("Tên tệp"), max_length=200)
    media_type = models.CharField(_("Loại"), max_length=100)
    size = models.PositiveIntegerField(_("Dung lượng (byte)"))
    sha256 = models.CharField(_("Mã băm"), max_length=64)
    file = models.ForeignKey("kernel.File", models.PROTECT, related_name="+", verbose_name=_("Tệp trong kho"))
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("Lúc gửi"))

    class Meta:
        verbose_name = verbose_name_plural = _("Tệp đính kèm")

    def __str__(self) -> str:
        return self.name
