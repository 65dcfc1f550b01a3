"""Templates that people upload."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.kernel.folding import FoldedField


class Blank(models.Model):
    """A .docx with blanks, of a unit and for all below it; withdrawn, never deleted."""

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    title = models.CharField(_("Tên mẫu"), max_length=200)
    file_name = models.CharField(_("Tên tệp"), max_length=200)
    sha256 = models.CharField(_("Mã băm SHA-256"), max_length=64)
    file = models.ForeignKey("kernel.File", models.PROTECT, related_name="+", verbose_name=_("Tệp trong kho"))
    names = ArrayField(models.CharField(max_length=80), verbose_name=_("Chỗ điền"), default=list)
    is_active = models.BooleanField(_("Đang dùng"), default=True)
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("Tải lên lúc"))
    folded = FoldedField("title")

    class Meta:
        verbose_name = verbose_name_plural = _("Mẫu văn bản")
        indexes = [models.Index(fields=["unit", "title"], name="blank_list")]

    def __str__(self) -> str:
        return self.title
