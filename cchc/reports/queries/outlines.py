"""Outlines and their versions."""

from cchc.reports.models import Outline

PERIODIC = "dinh-ky"
"""The outline of the four periodic reports."""


def in_force(key: str = PERIODIC) -> Outline | None:
    """Return the newest published version."""
    return Outline.objects.filter(key=key, published_at__isnull=False).order_by("-number").first()


def draft(key: str = PERIODIC) -> Outline | None:
    """Return the version that is being edited, if one is."""
    return Outline.objects.filter(key=key, published_at=None).first()


def versions(key: str = PERIODIC) -> list[Outline]:
    """Return every version, the newest first."""
    return list(Outline.objects.filter(key=key).order_by("-number"))
