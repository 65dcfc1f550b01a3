"""A name that somebody wrote → the unit that is meant, or those between which it does not choose.

What folds alike may be found together; it is taken for a unit only where the name is written without any tones and no
other unit could be meant. Whoever writes tones means them: "Xã An Hóa" is not Xã An Hòa.
"""

import re
from collections.abc import Iterator, Mapping

from cchc.kernel.text import fold, is_plain, spelling, squeeze
from cchc.organisation.rules.registry import Registry, Version

_MARKS = re.compile(r"[\W_]+")
_QUI = re.compile(r"\bqui\b")  # "quí" and "quý" are one word with one tone


class Names:
    """Every way to write units, the surest first: key and code; names; other names; and all that without tones.

    ``units`` are those that may be meant, ``aliases`` their other names, both by slug.
    """

    def __init__(
        self, registry: Registry, units: Mapping[str, Version], aliases: Mapping[str, tuple[str, ...]]
    ) -> None:
        codes: dict[str, set[str]] = {}
        names: dict[str, set[str]] = {}
        others: dict[str, set[str]] = {}
        loose: dict[str, set[tuple[str, str]]] = {}
        for slug, one in units.items():
            above = units.get(one.parent or "")
            codes.update({code: {*codes.get(code, ()), slug} for code in (slug, one.code) if code})
            for table, texts in ((names, _names(one, above)), (others, (one.short, *aliases.get(slug, ())))):
                for text in filter(None, texts):
                    table.setdefault(key(text), set()).add(slug)
                    loose.setdefault(_loose(text), set()).add((slug, text))
        self._exact = ((codes, squeeze), (names, key), (others, key))
        self._loose = loose
        self._registry = registry

    def meant(self, text: str, allowed: frozenset[str], *, partly: bool = False) -> frozenset[str]:
        """Return the units that ``text`` may mean, of those ``allowed``: one is meant, several are not told apart.

        Written exactly, what is allowed decides between two of one name; without tones it does not, because a unit
        that is not allowed may be meant as well. ``partly``: words without a mark may lack theirs although others have
        them ("Huyện Cao Lanh"), for whoever has the unit confirmed.
        """
        for table, way in self._exact:
            if found := table.get(way(text), set()):
                return frozenset(found & allowed or found)
        alike = self._alike(text, partly=partly)
        return frozenset() if len(alike) == 1 and self._is_another(text, *alike) else alike

    def is_own(self, text: str, slug: str) -> bool:
        """Tell whether ``text`` is the unit's key, its code or a name of its own, with its tones."""
        return any(slug in table.get(way(text), ()) for table, way in self._exact[:2])

    def near(self, text: str) -> frozenset[str]:
        """Return the units that ``text`` does not name but comes near to: to be told, never taken.

        Names that differ by tones alone, and those with which it begins: "Xã Tân Thành, huyện Thanh Bình" is near to
        Xã Tân Thạnh of that district, and to Xã Tân Thành of another one.
        """
        found = {slug for slug, _ in self._loose.get(_loose(text), ())}
        words = key(text).split(" ")
        for length in range(len(words) - 1, 1, -1):
            if begun := self._exact[1][0].get(" ".join(words[:length])):
                return frozenset(found | begun)
        return frozenset(found)

    def _alike(self, text: str, *, partly: bool) -> frozenset[str]:
        found = self._loose.get(_loose(text), set())
        if is_plain(text):
            return frozenset(slug for slug, _ in found)
        return frozenset(slug for slug, name in found if _lacks_only(text, name)) if partly else frozenset()

    def _is_another(self, text: str, slug: str) -> bool:
        """Tell whether a unit of another day bears exactly this name: then that one is meant, and it is not there."""
        written = key(text)
        return any(
            written in {key(one.name), key(one.official_name)}
            for other, unit in self._registry.units.items()
            if other != slug
            for one in unit.versions
        )


def _names(one: Version, above: Version | None) -> Iterator[str]:
    for name in (one.name, one.official_name):
        yield name
        if above is not None and name:
            yield from (f"{name} {above.name}", f"{name} {above.short}")


def key(text: str) -> str:
    """Return what two writings of one name share; marks between words are no difference."""
    return _QUI.sub("quy", spelling(_words(text)))


def _lacks_only(text: str, name: str) -> bool:
    """Tell whether each word of ``text`` that has marks is the word of ``name``: the others lack theirs."""
    words = zip(_words(text).split(), _words(name).split(), strict=False)  # they fold alike: of one length
    return all(is_plain(word) or key(word) == key(meant) for word, meant in words)


def _loose(text: str) -> str:
    return fold(_words(text))


def _words(text: str) -> str:
    return _MARKS.sub(" ", squeeze(text).replace("&", " và "))  # composed: a tone by itself counts as a mark
