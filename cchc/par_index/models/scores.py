"""Figures of a leaf side by side, what proves them, and every change of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.par_index.states import Figure, Source


class Score(models.Model):
    """One figure of one leaf of one unit: what was given, and the points it came to."""

    held_by = ("sheet",)

    sheet = models.ForeignKey("par_index.Sheet", models.CASCADE, related_name="+", verbose_name=_("Phiếu chấm điểm"))
    code = models.CharField(_("Tiêu chí"), max_length=30)
    figure = models.CharField(_("Điểm của"), max_length=10, choices=Figure.choices)
    source = models.CharField(_("Nguồn"), max_length=10, choices=Source.choices, default=Source.ENTERED)
    value = models.CharField(_("Giá trị"), max_length=500, blank=True)
    num = models.CharField(_("Tử số"), max_length=40, blank=True)
    den = models.CharField(_("Mẫu số"), max_length=40, blank=True)
    points = models.DecimalField(_("Điểm"), max_digits=30, decimal_places=20)
    most = models.DecimalField(_("Điểm tối đa áp dụng"), max_digits=30, decimal_places=20)
    applies = models.BooleanField(_("Áp dụng"), default=True)
    why = models.TextField(_("Cách tính"))
    note = models.TextField(_("Giải thích"), blank=True)
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Người nhập")
    )
    at = models.DateTimeField(_("Lúc"))

    class Meta:
        verbose_name = _("Điểm của tiêu chí")
        constraints = [models.UniqueConstraint("sheet", "code", "figure", name="score_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.figure}"


class Change(models.Model):
    """A figure that came to be or changed; lines are only ever added."""

    sheet = models.ForeignKey("par_index.Sheet", models.CASCADE, related_name="+", verbose_name=_("Phiếu chấm điểm"))
    code = models.CharField(_("Tiêu chí"), max_length=30)
    figure = models.CharField(_("Điểm của"), max_length=10, choices=Figure.choices)
    old_value = models.CharField(_("Giá trị cũ"), max_length=600, blank=True)
    new_value = models.CharField(_("Giá trị mới"), max_length=600, blank=True)
    old_points = models.DecimalField(_("Điểm cũ"), max_digits=30, decimal_places=20, null=True, blank=True)
    new_points = models.DecimalField(_("Điểm mới"), max_digits=30, decimal_places=20, null=True, blank=True)
    reason = models.TextField(_("Lý do"), blank=True)
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Người sửa")
    )
    by_name = models.CharField(_("Tên người sửa"), max_length=150)
    at = models.DateTimeField(_("Lúc"))

    class Meta:
        verbose_name = _("Thay đổi điểm")
        indexes = [models.Index(fields=["sheet", "code"], name="change_of_leaf")]

    def __str__(self) -> str:
        return f"{self.code} {self.figure}"


class Evidence(models.Model):
    """What proves a leaf: a file, or a document by number and date with the place in it."""

    held_by = ("sheet",)

    sheet = models.ForeignKey("par_index.Sheet", models.CASCADE, related_name="+", verbose_name=_("Phiếu chấm điểm"))
    code = models.CharField(_("Tiêu chí"), max_length=30)
    # Handed in with the self-score, or later with the explanation.
    figure = models.CharField(_("Nộp kèm"), max_length=10, choices=Figure.choices, default=Figure.SELF)
    number = models.CharField(_("Số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("Ngày"), null=True, blank=True)
    place = models.CharField(_("Mục, trang"), max_length=120, blank=True)
    title = models.CharField(_("Trích yếu"), max_length=300, blank=True)
    file_name = models.CharField(_("Tên tệp"), max_length=150, blank=True)
    media_type = models.CharField(_("Loại tệp"), max_length=100, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    file = models.ForeignKey(
        "kernel.File", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Tệp trong kho")
    )
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Người nộp")
    )
    at = models.DateTimeField(_("Lúc"))

    class Meta:
        verbose_name = _("Tài liệu kiểm chứng")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(number="") | ~models.Q(sha256=""), name="evidence_is_file_or_document"
            ),
        ]
        indexes = [models.Index(fields=["sheet", "code"], name="evidence_of_leaf")]

    def __str__(self) -> str:
        return self.number or self.file_name
