"""Text typed for fonts from before Unicode (TCVN3, VNI): its letters are others than those one saw on the page."""

import re

from cchc.kernel.papers.types import Paper

# Letters and signs that these fonts use for Vietnamese vowels, and that no Vietnamese word has in Unicode.
_TCVN3 = "µ¸¶·¹¨»¾¼½Æ©ÇË®ÎÏÑªÖØÜÞßä«åæç¬ëîïñ¦§ö÷øûüþ"
_VNI = "øûïäåëüæñöÑÖÄËÏØÛÜ"
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
