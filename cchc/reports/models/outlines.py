"""Outlines of reports: versions of a list of sections."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outline(models.Model):
    """One version of an outline (đề cương). Published ones are never written again; at most one is being edited."""

    key = models.SlugField(_("Khóa"), max_length=60)
    number = models.PositiveIntegerField(_("Phiên bản"))
    title = models.CharField(_("Tên"), max_length=200)
    sections = models.JSONField(_("Các mục"), default=list)
    published_at = models.DateTimeField(_("Ban hành lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("Đề cương báo cáo")
        constraints = [
            models.UniqueConstraint("key", "number", name="outline_version_once"),
            models.UniqueConstraint("key", condition=models.Q(published_at=None), name="outline_one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"
