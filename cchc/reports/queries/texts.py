"""Texts beside the one being written: of the period before, and of the units below."""

from dataclasses import dataclass
from typing import Any

from cchc.reports.models import Report, Section
from cchc.reports.queries import content, structure
from cchc.reports.queries.delivered import newest


@dataclass(frozen=True)
class TextBelow:
    """What one unit below wrote in the same section."""

    unit_id: int
    name: str
    report_id: int
    text: str


def of_section(report_id: int, key: str) -> dict[str, Any]:
    """Return the text of a section and whose it is, as its form shows them; 1 query."""
    row = Section.objects.filter(report=report_id, key=key).first()
    return {"text": row.text if row else "", "owner": row.owner_id if row else None}


def rows_of(report_id: int, key: str) -> list[tuple[str, int]]:
    """Return the rows whose trail tells who wrote a section; 1 query."""
    rows = Section.objects.filter(report=report_id, key=key).values_list("pk", flat=True)
    return [(Section._meta.db_table, pk) for pk in rows]


def below(report: Report, key: str) -> list[TextBelow]:
    """Return what the units below that have sent wrote in a section, in the order of the registry; 2 queries."""
    return collected(report, [key]).get(key, [])


def collected(report: Report, keys: list[str]) -> dict[str, list[TextBelow]]:
    """Return for each section what the units below wrote, under their names; empty texts are left out; 2 queries."""
    term = content.term(report.kind, report.year)
    units = structure.below(term, report.unit_id) if term else []
    if not units:
        return {}
    sent = newest(report.kind, report.year, [unit.unit_id for unit in units])
    rows = Section.objects.filter(report__in=sent.values(), key__in=keys).exclude(text="")
    texts = {(row.report_id, row.key): row.text for row in rows}
    found: dict[str, list[TextBelow]] = {}
    for unit in units:
        pk = sent.get(unit.unit_id)
        for key in keys if pk else ():
            text = texts.get((pk or 0, key))
            if pk and text:
                found.setdefault(key, []).append(TextBelow(unit.unit_id, unit.name, pk, text))
    return found


def of_before(before: Report | None, key: str) -> str:
    """Return the text of the same section in the report of the period before, or nothing; 1 query."""
    if before is None:
        return ""
    return Section.objects.filter(report=before, key=key).values_list("text", flat=True).first() or ""
