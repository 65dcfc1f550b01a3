"""What people call a report wherever a list only has its number: its period and its unit."""

from collections.abc import Collection, Mapping

from cchc.inbox.queries import titles
from cchc.kernel import clock
from cchc.kernel.text import inside
from cchc.organisation import queries as organisation
from cchc.reports.models import Report
from cchc.reports.queries import content


def reports(keys: Collection[int]) -> Mapping[int, str]:
    """Return number → "báo cáo quý I 2019, Sở Nội vụ"; 1 query and the registry's."""
    found = list(Report.objects.filter(pk__in=keys).values_list("pk", "kind", "year", "unit_id"))
    names = organisation.full_names([unit for *_rest, unit in found], clock.today())
    terms = {(kind, year): content.term(kind, year) for _pk, kind, year, _unit in found}
    periods = {key: inside(titles.said(term.title)) if term else key[0] for key, term in terms.items()}
    return {pk: f"{periods[kind, year]} {year}, {names.get(unit, '')}" for pk, kind, year, unit in found}
