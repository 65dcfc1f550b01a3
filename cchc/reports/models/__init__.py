"""Rows of outlines and reports."""

from cchc.reports.models.outlines import Outline
from cchc.reports.models.reports import Figure, Report, Section, Step

__all__ = ["Figure", "Outline", "Report", "Section", "Step"]
