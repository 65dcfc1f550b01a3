"""The one place where a written name becomes a unit: lists, forms and data that are brought in come here."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from cchc.kernel.refusal import Refusal
from cchc.kernel.text import sort_key
from cchc.organisation.queries import _snapshot, registry
from cchc.organisation.rules import views
from cchc.organisation.rules.resolving import Names
from cchc.organisation.types import UnitId


def of_code(code: str, as_of: dt.date, field: str | None = None) -> UnitId:
    """Return the unit that carries ``code`` on a day.

    ``Refusal`` for one that none carries: of another day's code it says since when, and who follows.
    """
    found = registry.id_of(code, as_of)
    if found is None:
        raise Written(as_of).without(code, field)
    return found


class Written:
    """The ways in which the units of a day are written; made once for a file, asked for each of its lines."""

    def __init__(self, as_of: dt.date, among: Collection[UnitId] | None = None) -> None:
        day = _snapshot.current().on(as_of)
        units = dict(day.valid)
        self._ids, self._day = day.snapshot.ids, as_of
        self._allowed = {day.snapshot.slugs[one] for one in among or () if one in day.snapshot.slugs}
        for slug in self._allowed - units.keys():  # scored although it ended within the period
            units[slug] = day.snapshot.registry.units[slug].nearest(as_of)
        aliases = {day.by_code[unit.code]: unit.aliases for unit in day.directory.units}
        self._units, self._directory = units, day.directory
        self._names = Names(day.snapshot.registry, units, aliases)

    def unit(
        self,
        text: str,
        *,
        level: str = "",
        parent: UnitId | None = None,
        field: str | None = None,
        confirmed: bool = False,
    ) -> UnitId:
        """Return the unit that ``text`` means: by key or code, by name, by another name, or wholly without tones.

        ``level`` and ``parent`` narrow it down where they are given. ``Refusal`` for a name that no unit bears on the
        day, with those it comes near to, and for one that may mean several: it names them all. ``confirmed``: somebody
        is shown what was understood before it counts, so that some words may lack their tones ("Huyện Cao Lanh").
        """
        meant = self._names.meant(text, frozenset(self._allowed), partly=confirmed)
        found = {slug for slug in meant if self._fits(slug, level, parent)}
        if not found:
            raise self._unknown(text, level, parent, field)
        if len(found) > 1:
            raise Refusal(
                "“%(text)s” có thể là %(names)s: hãy ghi đúng tên, có dấu, hoặc ghi mã của đơn vị.",
                field,
                text=text,
                names=self._full_names(found),
            )
        return self._ids[found.pop()]

    def is_own(self, text: str, unit_id: UnitId) -> bool:
        """Tell whether ``text`` is the unit's key, its code or a name of its own, with its tones."""
        return any(self._names.is_own(text, slug) for slug in self._units if self._ids.get(slug) == unit_id)

    def without(self, code: str, field: str | None = None) -> Refusal:
        """Return why nobody carries ``code`` on the day."""
        found = self._directory.bore(code)
        if len(found) == 1 and found[0].is_renamed:  # the unit lives, under another code
            one = found[0]
            if one.first:
                return Refusal(
                    "Mã “%(code)s” chưa dùng vào ngày %(day)s: có từ ngày %(first)s.",
                    field, code=code, day=self._day, first=one.first,
                )  # fmt: skip
            return Refusal(
                "Mã “%(code)s” không còn dùng vào ngày %(day)s: từ sau ngày %(last)s, %(name)s mang mã %(now)s.",
                field, code=code, day=self._day, last=one.last, name=one.name, now=list(one.heirs),
            )  # fmt: skip
        unknown = Refusal("Không có đơn vị mang mã “%(code)s” vào ngày %(day)s.", field, code=code, day=self._day)
        return self._of_another_day(code, "", field) or unknown

    def _unknown(self, text: str, level: str, parent: UnitId | None, field: str | None) -> Refusal:
        of_another_day = self._of_another_day(text, level, field)
        if of_another_day:
            return of_another_day
        near = {slug for slug in self._names.near(text) if self._fits(slug, level, parent)}
        if not near:
            return Refusal("Không có đơn vị nào tên “%(text)s” vào ngày %(day)s.", field, text=text, day=self._day)
        return Refusal(
            "Không có đơn vị nào tên “%(text)s” vào ngày %(day)s; gần giống là %(names)s: hãy ghi đúng tên, có dấu,"
            " hoặc ghi mã của đơn vị.",
            field,
            text=text,
            day=self._day,
            names=self._full_names(near),
        )

    def _of_another_day(self, text: str, level: str, field: str | None) -> Refusal | None:
        """Return what the registry knows of a name that means a unit on another day."""
        found = [one for one in self._directory.bore(text) if one.level and level in ("", one.level)]
        if len(found) != 1:
            return None
        one = found[0]
        heirs = [self._directory.full_name(code) for code in one.heirs]
        values: dict[str, Any] = {"name": one.name, "day": self._day, "heirs": heirs}
        if one.first:
            return Refusal(
                "“%(name)s” chưa hoạt động vào ngày %(day)s: đơn vị này có từ ngày %(first)s.",
                field, first=one.first, **values,
            )  # fmt: skip
        if one.is_renamed:
            return Refusal(
                "“%(name)s” không còn là tên vào ngày %(day)s: từ sau ngày %(last)s gọi là %(heirs)s.",
                field, last=one.last, **values,
            )  # fmt: skip
        if heirs:
            return Refusal(
                "“%(name)s” không còn hoạt động vào ngày %(day)s: đã kết thúc ngày %(last)s; kế thừa: %(heirs)s.",
                field, last=one.last, **values,
            )  # fmt: skip
        return Refusal(
            "“%(name)s” không còn hoạt động vào ngày %(day)s: đã kết thúc ngày %(last)s.",
            field, last=one.last, **values,
        )  # fmt: skip

    def _full_names(self, slugs: Collection[str]) -> list[str]:
        return sorted((views.full_name(self._units, slug) for slug in slugs), key=sort_key)

    def _fits(self, slug: str, level: str, parent: UnitId | None) -> bool:
        one = self._units[slug]
        return level in ("", one.level) and (parent is None or self._ids.get(one.parent or "") == parent)
