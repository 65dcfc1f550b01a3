"""Published results: frozen, sealed, corrected only by another version."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Publication(models.Model):
    """The results of a round as they were published; ``content`` is canonical JSON and ``sha256`` its hash."""

    round = models.ForeignKey("par_index.Round", models.PROTECT, related_name="+", verbose_name=_("Đợt chấm điểm"))
    version = models.PositiveSmallIntegerField(_("Phiên bản"))
    reason = models.TextField(_("Lý do đính chính"), blank=True)
    content = models.TextField(_("Kết quả"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    signature = models.BinaryField(_("Niêm phong"), max_length=64, default=b"")
    sealing_key = models.BinaryField(_("Khóa niêm phong"), max_length=32, default=b"")
    number = models.CharField(_("Thông báo số"), max_length=60)
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Người công bố")
    )
    at = models.DateTimeField(_("Công bố lúc"))

    class Meta:
        verbose_name = _("Bản công bố kết quả")
        constraints = [
            models.UniqueConstraint("round", "version", name="publication_version_once"),
            models.CheckConstraint(
                condition=models.Q(version=1) | ~models.Q(reason=""), name="publication_correction_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} v{self.version}"
