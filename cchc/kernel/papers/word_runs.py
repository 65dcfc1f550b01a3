"""The words of a Word paragraph in order, and what became of them: seen, crossed out, added by a tracked change."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from cchc.kernel.papers.ooxml import W, tree
from cchc.kernel.papers.safety import Archive
from cchc.kernel.papers.strikes import raised

State: TypeAlias = Literal["", "struck", "added", "note"]

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# The second form of a drawing, and what a field is computed from: not what a reader sees.
_UNSEEN = {f"{W}instrText", f"{W}delInstrText", f"{W}rPr", f"{W}pPr", _FALLBACK}
_STRUCK = {f"{W}del", f"{W}moveFrom"}
_ADDED = {f"{W}ins", f"{W}moveTo"}
_OFF = {"0", "false", "off", "none"}
_DEEPEST = 20  # styles that each go back to another


@dataclass(frozen=True)
class Piece:
    """Words; ``\\n`` for a line break, ``\\f`` for a page break; a ``note`` is a reference to a footnote."""

    text: str
    state: State = ""


@dataclass(frozen=True)
class Pieces:
    """Tells the words of paragraphs apart; ``styles`` are those that cross out what they are given to."""

    styles: frozenset[str] = frozenset()

    @classmethod
    def of(cls, archive: Archive) -> "Pieces":
        """Return what a document's styles cross out."""
        if "word/styles.xml" not in archive:
            return cls()
        styles = tree(archive.part("word/styles.xml")).iter(f"{W}style")
        found = {style.get(f"{W}styleId", ""): style for style in styles}
        return cls(frozenset(name for name in found if _crosses_out(name, found)))

    def of_paragraph(self, paragraph: Any) -> Iterator[Piece]:
        """Yield the visible and the struck words in order."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        is_struck = style is not None and style.get(f"{W}val") in self.styles
        yield from self._pieces(paragraph, "struck" if is_struck else "")

    def _pieces(self, element: Any, state: State) -> Iterator[Piece]:
        for child in element:
            tag = child.tag
            if tag in _UNSEEN or not isinstance(tag, str) or (tag == f"{W}r" and _is_on(child, "vanish")):
                continue
            now = self._state(child, state)
            if tag in {f"{W}t", f"{W}delText"}:
                yield Piece(raised(child.text or "") if _is_raised(element) else child.text or "", now)
            elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                yield Piece("", "note")
            elif tag == f"{W}br":
                yield Piece("\f" if child.get(f"{W}type") == "page" else "\n", now)
            elif tag == f"{W}lastRenderedPageBreak":
                yield Piece("\f")
            elif tag in {f"{W}tab", f"{W}cr"}:
                yield Piece(" " if tag == f"{W}tab" else "\n", now)
            elif tag == f"{W}noBreakHyphen":
                yield Piece("-", now)
            elif tag != f"{W}p":
                yield from self._pieces(child, now)
            else:  # a text box inside the paragraph: its words stand on lines of their own
                yield Piece("\n")
                yield from self._pieces(child, now)
                yield Piece("\n")

    def _state(self, element: Any, state: State) -> State:
        if state == "struck" or element.tag in _STRUCK:
            return "struck"
        if element.tag == f"{W}r" and self._is_struck(element):
            return "struck"
        return "added" if element.tag in _ADDED else state

    def _is_struck(self, run: Any) -> bool:
        """Tell whether a run is crossed out, by a style or by itself, which may also take a style's stroke away."""
        own = [mark for name in ("strike", "dstrike") if (mark := run.find(f"{W}rPr/{W}{name}")) is not None]
        if own:
            return any(mark.get(f"{W}val", "1") not in _OFF for mark in own)
        style = run.find(f"{W}rPr/{W}rStyle")
        return style is not None and style.get(f"{W}val") in self.styles


def is_bold(paragraph: Any) -> bool:
    """Tell whether every run that has words is bold."""
    runs = [run for run in paragraph.iter(f"{W}r") if any(text.text for text in run.iter(f"{W}t"))]
    return bool(runs) and all(_is_on(run, "b") for run in runs)


def _is_on(run: Any, name: str) -> bool:
    mark = run.find(f"{W}rPr/{W}{name}")
    return mark is not None and mark.get(f"{W}val", "1") not in _OFF


def _is_raised(run: Any) -> bool:
    mark = run.find(f"{W}rPr/{W}vertAlign")
    return mark is not None and mark.get(f"{W}val") == "superscript"


def _crosses_out(name: str, styles: dict[str, Any]) -> bool:
    """Tell whether a style, or the nearest of those it goes back to that says anything about it, crosses words out."""
    for _ in range(_DEEPEST):
        style = styles.get(name)
        if style is None:
            return False
        marks = [mark for kind in ("strike", "dstrike") if (mark := style.find(f"{W}rPr/{W}{kind}")) is not None]
        if marks:
            return any(mark.get(f"{W}val", "1") not in _OFF for mark in marks)
        based = style.find(f"{W}basedOn")
        name = "" if based is None else based.get(f"{W}val", "")
    return False
