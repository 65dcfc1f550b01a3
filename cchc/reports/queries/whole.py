"""One report as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cchc.reports.models import Report, Section, Step
from cchc.reports.queries import content, structure
from cchc.reports.queries import figures as figures_of
from cchc.reports.queries.delivered import newest
from cchc.reports.queries.figures import FigureShown
from cchc.reports.rules import outlines
from cchc.reports.types import SectionOf, Term


@dataclass(frozen=True)
class Part:
    """A section with its text, whose it is, and its figures."""

    of: SectionOf
    text: str
    owner_id: int | None
    owner: str
    figures: Sequence[FigureShown]

    @property
    def is_empty(self) -> bool:
        return self.of.kind == "text" and not self.text.strip()


@dataclass(frozen=True)
class Whole:
    """A report: its period, its sections in order, its course, and how many of the units below have sent."""

    report: Report
    term: Term | None
    parts: Sequence[Part]
    steps: Sequence[Step]
    versions: Sequence[Report]
    units_below: int
    units_sent: int

    @property
    def empty_parts(self) -> int:
        return sum(part.is_empty for part in self.parts)


def sections_of(report: Report) -> tuple[SectionOf, ...]:
    """Return the sections of the outline that the report keeps; its outline must be loaded."""
    return outlines.sections(report.outline.sections)


def term_of(report: Report) -> Term | None:
    """Return the period of a report."""
    return content.term(report.kind, report.year)


def whole(report: Report) -> Whole:
    """Return all of a report; 5 queries, one more where units report to it."""
    sections = sections_of(report)
    texts = {row.key: row for row in Section.objects.filter(report=report).select_related("owner")}
    figures = figures_of.shown(report, sections)
    term = term_of(report)
    units = structure.below(term, report.unit_id) if term else []
    sent = newest(report.kind, report.year, [unit.unit_id for unit in units]) if units else {}
    same = Report.objects.filter(unit_id=report.unit_id, kind=report.kind, year=report.year)
    return Whole(
        report,
        term,
        [_part(section, texts.get(section.key), figures) for section in sections],
        list(Step.objects.filter(report=report).select_related("by").order_by("at", "pk")),
        list(same.order_by("version")),
        len(units),
        len(sent),
    )


def _part(section: SectionOf, row: Section | None, figures: Mapping[str, FigureShown]) -> Part:
    shown = [figures[figure.key] for figure in section.figures]
    if row is None:
        return Part(section, "", None, "", shown)
    return Part(section, row.text, row.owner_id, row.owner.full_name if row.owner else "", shown)


def previous(report: Report) -> Report | None:
    """Return the version that counts of the unit's report on the period before; its outline is loaded."""
    term = term_of(report)
    if term is None:
        return None
    one = content.before(term)
    pk = newest(one.kind, one.year, [report.unit_id]).get(report.unit_id)
    return Report.objects.select_related("outline").get(pk=pk) if pk else None
