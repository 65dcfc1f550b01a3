"""What people call a score sheet wherever a list only has its number: its unit and its round."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from cchc.kernel import clock
from cchc.organisation import queries as organisation
from cchc.par_index.models import Sheet


def sheets(keys: Collection[int]) -> Mapping[int, str]:
    """Return number → "phiếu của Sở Nội vụ, Đợt chấm 2019"; 1 query and the registry's."""
    found = list(Sheet.objects.filter(pk__in=keys).values_list("pk", "unit_id", "round__title"))
    names = organisation.full_names([unit for _pk, unit, _title in found], clock.today())
    return {
        pk: _("phiếu của %(unit)s, %(round)s") % {"unit": names.get(unit, ""), "round": title}
        for pk, unit, title in found
    }
