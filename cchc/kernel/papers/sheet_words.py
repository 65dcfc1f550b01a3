"""Cells of a workbook that are crossed out, whole or in part, and figures in them that are set as a footnote's mark."""

from dataclasses import dataclass, field
from typing import Any

from cchc.kernel.papers.ooxml import elements, tree
from cchc.kernel.papers.safety import Archive
from cchc.kernel.papers.strikes import raised
from cchc.kernel.text import squeeze

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFF = {"0", "false"}
_STRINGS = "xl/sharedStrings.xml"


@dataclass(frozen=True)
class Said:
    """What a cell says: ``text`` without the struck words, nothing where the parser's own text stands, and those."""

    text: str | None = None
    struck: str | None = ""


@dataclass(frozen=True)
class Words:
    """The styles that cross a cell out, and the shared strings whose letters don't all look alike, by number."""

    styles: frozenset[str] = frozenset()
    strings: dict[int, Said] = field(default_factory=dict)

    @classmethod
    def of(cls, archive: Archive) -> "Words":
        """Return what a workbook says about its letters."""
        styles = _styles(tree(archive.part("xl/styles.xml"))) if "xl/styles.xml" in archive else frozenset()
        strings = dict(_strings(archive)) if _STRINGS in archive else {}
        return cls(styles, strings)

    def of_cell(self, element: Any) -> Said | None:
        """Return what a cell says where that is not plainly its text; ``struck`` is None for all of it."""
        if element.get("s", "") in self.styles:
            return Said("", None)
        if element.get("t") == "s":
            number = "".join(child.text or "" for child in element if child.tag.endswith("}v"))
            return self.strings.get(int(number)) if number.isdecimal() and len(number) < 9 else None
        inline = next((child for child in element if child.tag.endswith("}is")), None)
        return None if inline is None else _said(inline)


def _styles(root: Any) -> frozenset[str]:
    fonts, used = root.find(f"{_S}fonts"), root.find(f"{_S}cellXfs")
    struck = {str(number) for number, font in enumerate(() if fonts is None else fonts) if _is_struck(font)}
    return frozenset(
        str(place) for place, style in enumerate(() if used is None else used) if style.get("fontId", "0") in struck
    )


def _is_struck(font: Any) -> bool:
    mark = None if font is None else font.find(f"{_S}strike")
    return mark is not None and mark.get("val", "1") not in _OFF


def _strings(archive: Archive) -> list[tuple[int, Said]]:
    made = ((number, _said(one)) for number, one in enumerate(elements(archive.part(_STRINGS), ("si",))))
    return [(number, said) for number, said in made if said is not None]


def _said(string: Any) -> Said | None:
    """Return what a string of several runs says, nothing where none is crossed out or raised."""
    text, struck, is_plain = "", "", True
    for run in string.iter(f"{_S}r"):
        words = "".join(part.text or "" for part in run.iter(f"{_S}t"))
        look = run.find(f"{_S}rPr")
        raising = None if look is None else look.find(f"{_S}vertAlign")
        if _is_struck(look):
            struck, is_plain = f"{struck} {words}", False
        elif raising is not None and raising.get("val") == "superscript":
            text, is_plain = text + raised(words), False
        else:
            text += words
    return None if is_plain else Said(text, squeeze(struck))
