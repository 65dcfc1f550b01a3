"""Invented provinces: the bodies that every province has, districts and communes of no place on the map."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache

from cchc.organisation.queries import registry
from cchc.organisation.types import Directory, DirectoryClass, DirectoryUnit

NAMES = ("Trà Sơn", "An Khánh Hòa", "Sông Lam", "Bình Long Giang")
_DISTRICTS = (("Huyện", "Phú Đông"), ("Huyện", "Tân Mỹ Trung"), ("Huyện", "Vĩnh Thạnh Tây"), ("Thị xã", "Long Hải"),
              ("Thành phố", "Mỹ Khê"))  # fmt: skip
_COMMUNES = (("Xã", "Hòa Lộc"), ("Xã", "Tân Thành Đông"), ("Xã", "Tân Thạnh Đông"), ("Phường", "An Bình Tây"),
             ("Phường", "2"), ("Thị trấn", "Phú Đông"))  # fmt: skip
_LEVELS = {"department": "department", "district": "district", "commune": "commune"}


@dataclass(frozen=True)
class Province:
    """A province as of a day."""

    name: str
    directory: Directory

    @property
    def has_districts(self) -> bool:
        return any(unit.level == "district" for unit in self.directory.units)

    def units(self, level: str) -> list[DirectoryUnit]:
        return [unit for unit in self.directory.units if unit.level == level]


@cache
def province(name: str, on: dt.date) -> Province:
    """Return a province with the bodies of ``on``; districts only before the middle of 2025."""
    real = registry.written_directory(on)
    has_districts = on < dt.date(2025, 7, 1)
    bodies = [_renamed(unit, name) for unit in real.units if unit.level in {"province", "department", "body"}]
    top = next(unit.code for unit in bodies if unit.level == "province")
    districts = [_place(kind, short, f"H{n}", "district", top) for n, (kind, short) in enumerate(_DISTRICTS)]
    if not has_districts:
        districts = []
    communes = [
        _place(kind, short, f"X{n}", "commune", f"H{n % len(_DISTRICTS)}" if has_districts else top)
        for n, (kind, short) in enumerate(_COMMUNES)
        if has_districts or kind != "Thị trấn"
    ]
    units = (*bodies, *districts, *communes)
    return Province(name, Directory(on, units, tuple(_class(one, units) for one in real.classes), real.extra_aliases))


def _renamed(unit: DirectoryUnit, name: str) -> DirectoryUnit:
    def new(text: str) -> str:
        return text.replace("Đồng Tháp", name)

    return replace(unit, name=new(unit.name), short=new(unit.short), aliases=tuple(map(new, unit.aliases)))


def _place(kind: str, short: str, code: str, level: str, parent: str) -> DirectoryUnit:
    name = f"{kind} {short}"
    council = f"{kind.lower()} {short}"
    return DirectoryUnit(
        code, name, name, level, kind.lower(), parent, (f"UBND {council}", f"Ủy ban nhân dân {council}")
    )


def _class(group: DirectoryClass, units: tuple[DirectoryUnit, ...]) -> DirectoryClass:
    """Return the class with members of this province; those not told by level keep theirs."""
    level = _LEVELS.get(group.key)
    codes = {unit.code for unit in units}
    members = tuple(unit.code for unit in units if unit.level == level) if level else group.members
    return replace(group, members=tuple(code for code in members if code in codes) or members[:0] or ("x",))
