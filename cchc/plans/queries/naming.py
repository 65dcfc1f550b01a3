"""What people call a piece of work wherever a list only has its number: its task and the unit that has it."""

from collections.abc import Collection, Mapping

from cchc.kernel import clock
from cchc.organisation import queries as organisation
from cchc.plans.models import Assignment


def assignments(keys: Collection[int]) -> Mapping[int, str]:
    """Return number → "1.a Rà soát thủ tục (Sở Nội vụ)"; 1 query and the registry's."""
    rows = Assignment.objects.filter(pk__in=keys).values_list("pk", "task__code", "task__title", "unit_id")
    found = list(rows)
    names = organisation.full_names([unit for *_rest, unit in found], clock.today())
    return {pk: f"{code} {title[:80]} ({names.get(unit, '')})" for pk, code, title, unit in found}
