"""Text typed for fonts from before Unicode (TCVN3, VNI): its letters are others than those one saw on the page."""

import re

from cchc.kernel.papers.types import Paper

# Letters and signs that these fonts use for Vietnamese vowels, and that no Vietnamese word has in Unicode.
_TCVN3 = "\u00b5\u00b8\u00b6\u00b7\u00b9\u00a8\u00bb\u00be\u00bc\u00bd\u00c6\u00a9\u00c7\u00cb\u00ae\u00ce\u00cf\u00d1\u00aa\u00d6\u00d8\u00dc\u00de\u00df\u00e4\u00ab\u00e5\u00e6\u00e7\u00ac\u00eb\u00ee\u00ef\u00f1\u00a6\u00a7\u00f6\u00f7\u00f8\u00fb\u00fc\u00fe"
_VNI = "\u00f8\u00fb\u00ef\u00e4\u00e5\u00eb\u00fc\u00e6\u00f1\u00f6\u00d1\u00d6\u00c4\u00cb\u00cf\u00d8\u00db\u00dc"
_WORD = re.compile(r"\S*[A-Za-z]\S*")
_FOREIGN = re.compile(f"[{_TCVN3}{_VNI}]")
_LEAST, _SHARE = 3, 0.15


def are_in(paper: Paper) -> bool:
    """Tell whether a paper, or one cell in a few of it, is typed for such a font."""
    words = [word for text in _texts(paper) for word in _WORD.findall(text)]
    foreign = sum(1 for word in words if _FOREIGN.search(word))
    return foreign >= _LEAST and foreign >= _SHARE * len(words)


def _texts(paper: Paper) -> list[str]:
    cells = [cell.own for table in paper.tables for row in table.rows for cell in row.cells]
    return [block.text for block in paper.paragraphs] + cells
