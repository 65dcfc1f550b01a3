"""Which version of a unit's report counts: the newest that was sent and not returned."""

from collections.abc import Collection, Mapping

from cchc.reports.models import Report
from cchc.reports.states import DELIVERED


def newest(kind: str, year: int, unit_ids: Collection[int]) -> Mapping[int, int]:
    """Return unit → number of the version that counts, for those that have one; 1 query."""
    found = (
        Report.objects.filter(kind=kind, year=year, unit_id__in=unit_ids, state__in=DELIVERED)
        .order_by("unit_id", "-version")
        .distinct("unit_id")
    )
    return dict(found.values_list("unit_id", "pk"))
