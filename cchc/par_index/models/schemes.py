"""Schemes: one document each, frozen once published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.kernel.folding import FoldedField
from cchc.par_index.states import SCHEME_MOVES, SchemeState


class Scheme(models.Model):
    """What units of a level are scored by in a year; ``content`` is what its .yaml file holds."""

    moves = SCHEME_MOVES

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Cơ quan ban hành"))
    level = models.CharField(_("Chấm điểm cấp"), max_length=20)
    year = models.PositiveSmallIntegerField(_("Năm"))
    title = models.CharField(_("Tên"), max_length=300)
    number = models.CharField(_("Quyết định số"), max_length=60, blank=True)
    content = models.JSONField(_("Nội dung"))
    # Of the content: whoever writes on an older one is told.
    revision = models.PositiveIntegerField(_("Lần sửa"), default=1)
    state = models.CharField(_("Trạng thái"), max_length=10, choices=SchemeState.choices, default=SchemeState.DRAFT)
    framework = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Khung của cấp trên")
    )
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Chép từ")
    )
    is_official = models.BooleanField(_("Chính thức"), default=False)
    published_at = models.DateTimeField(_("Ban hành lúc"), null=True, blank=True)
    is_demo = models.BooleanField(_("Dữ liệu mẫu"), default=False)
    folded = FoldedField("number", "title", "year")

    class Meta:
        verbose_name = _("Bộ tiêu chí")
        constraints = [
            models.UniqueConstraint("unit", "level", "year", name="scheme_once"),
            models.CheckConstraint(
                condition=models.Q(state="draft", published_at=None)
                | models.Q(state="published", published_at__isnull=False),
                name="scheme_published_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title
