"""The kernel's own tables; the rows of the audit trail are written by the database (``history/functions.sql``)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One change of one row, or one reading of personal data; appended at commit, never changed."""

    seq = models.BigIntegerField(_("Số thứ tự"), primary_key=True)
    at = models.DateTimeField(_("Thời điểm"))
    actor_id = models.BigIntegerField(null=True)
    actor = models.TextField(_("Người thực hiện"))
    source = models.TextField(_("Từ đâu"))
    request = models.TextField(_("Mã yêu cầu"))
    table_name = models.TextField(_("Bảng"))
    row_pk = models.TextField(_("Bản ghi"))
    action = models.TextField(_("Thao tác"))
    before = models.JSONField(_("Trước"), null=True)
    after = models.JSONField(_("Sau"), null=True)
    previous = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        verbose_name = verbose_name_plural = _("Nhật ký")
        indexes = [
            models.Index("table_name", "row_pk", "seq", name="audit_of_record"),
            models.Index("actor_id", "seq", name="audit_of_actor"),
            models.Index("at", name="audit_at"),
            models.Index("seq", condition=models.Q(actor=""), name="audit_unattributed"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.table_name} {self.row_pk}"


class AuditHead(models.Model):
    """The end of the chain: one row, which every writing transaction locks at its commit."""

    seq = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return str(self.seq)


class AuditRoot(models.Model):
    """What the chain had come to when a day was sealed; published, so that anyone may keep a copy."""

    day = models.DateField(_("Ngày"), primary_key=True)
    last_seq = models.BigIntegerField(_("Đến số"))
    root = models.BinaryField(_("Mã gốc"))
    published_at = models.DateTimeField(_("Lúc công bố"))

    class Meta:
        verbose_name = verbose_name_plural = _("Mã gốc của ngày")

    def __str__(self) -> str:
        return f"{self.day} {self.last_seq}"
