"""Units and classes to choose from, as of the plan's day: in groups short enough to look through."""

from collections.abc import Iterable
from typing import TypeAlias

from django.utils.translation import gettext as _

from cchc.kernel.text import sort_key
from cchc.organisation.types import Directory, DirectoryUnit

Choice: TypeAlias = tuple[str, str]


def classes(directory: Directory) -> list[Choice]:
    """Return key and name of each class, with the number of its members."""
    words = _("%(name)s (%(count)d đơn vị)")
    return [(c.key, words % {"name": c.name, "count": len(c.members)}) for c in directory.classes]


def units(directory: Directory) -> list[tuple[str, list[Choice]]]:
    """Return code and name of each unit: those of the province by level, communes by the unit above them."""
    headings = {"province": _("Tỉnh"), "department": _("Sở, ban, ngành"), "body": _("Cơ quan, tổ chức khác")}
    headings["district"] = _("Cấp huyện")
    found = []
    for level in ("province", "department", "body", "district"):
        members = [unit for unit in directory.units if unit.level == level]
        if members:
            found.append((headings[level], _choices(members)))
    communes = [unit for unit in directory.units if unit.level not in headings]
    for parent in dict.fromkeys(unit.parent for unit in communes):
        above = directory.unit_by_code.get(parent or "")
        heading = _("Cấp xã: %(name)s") % {"name": above.name} if above else _("Cấp xã")
        found.append((heading, _choices(unit for unit in communes if unit.parent == parent)))
    return found


def _choices(found: Iterable[DirectoryUnit]) -> list[Choice]:
    return [(unit.code, unit.name) for unit in sorted(found, key=lambda unit: sort_key(unit.name))]
