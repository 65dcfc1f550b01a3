"""The files that are kept, and what is made of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class File(models.Model):
    """A file that somebody handed in or the platform made; its content lies in the store under its hash.

    Never changed. ``kept_by_id`` is no foreign key: accounts lies above.
    """

    sha256 = models.CharField(_("Mã băm SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("Dung lượng (byte)"))
    media_type = models.CharField(_("Loại"), max_length=120)
    name = models.CharField(_("Tên tệp"), max_length=200)
    kind = models.CharField(_("Thuộc"), max_length=60)
    kept_by_id = models.BigIntegerField(_("Người gửi"), null=True)
    kept_at = models.DateTimeField(_("Lúc gửi"))

    class Meta:
        verbose_name = verbose_name_plural = _("Tệp")
        indexes = [models.Index("sha256", name="file_of_content")]

    def __str__(self) -> str:
        return self.name


class FileContent(models.Model):
    """A content, where the store is the database (``stores/database.py``)."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    content = models.BinaryField()
    put_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("Nội dung tệp")

    def __str__(self) -> str:
        return self.sha256


class Preview(models.Model):
    """The picture of a content's first page, itself a content; empty where none can be drawn."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    picture = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("Hình xem trước")

    def __str__(self) -> str:
        return self.sha256
