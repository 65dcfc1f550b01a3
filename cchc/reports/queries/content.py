"""What officials decide about periodic reports: ``content/law/reports.yaml`` and the first outline."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cchc.inbox.queries import titles
from cchc.kernel import first_day, places, plain_yaml
from cchc.kernel.refusal import marked
from cchc.reports.rules import terms as rules
from cchc.reports.types import Term

OUTLINES = places.CONTENT / "reports"

for _name in (
    marked("Báo cáo quý I"),
    marked("Báo cáo 6 tháng đầu năm"),
    marked("Báo cáo quý III"),
    marked("Báo cáo năm"),
):
    titles.register(_name)  # as the content names the periods: a reader in English has them in English


def law() -> Mapping[str, Any]:
    """Return the content of periods and due days."""
    found: Mapping[str, Any] = plain_yaml.content("law", "reports.yaml")
    return found


def term(kind: str, year: int) -> Term | None:
    """Return the period of a kind and a year, or nothing if there is no such kind."""
    return rules.term(law(), kind, year) if kind in law()["kinds"] else None


def terms(year: int) -> list[Term]:
    """Return the periods of a year, the earliest first."""
    return rules.terms(law(), year)


def running(today: dt.date) -> Term:
    """Return the period whose data are being gathered on ``today``."""
    return rules.running(law(), today)


def before(one: Term) -> Term:
    """Return the period before."""
    return rules.before(law(), one)


def due_on(one: Term, level: str, slug: str) -> dt.date | None:
    """Return the day a unit owes its report, or nothing if it owes none."""
    return rules.due_on(law(), one, level, slug)


def owed_from() -> dt.date | None:
    """Return the day from which reports are owed here, nothing for always; 1 query unless the content says it.

    What was due before the installation began was reported on paper, and nobody is late with it here.
    """
    said: dt.date | None = law().get("reported_here_from")
    return said or first_day.known()
