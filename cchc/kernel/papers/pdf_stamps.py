"""What a signature lays over a finished page: number and day as stamps or fields, which are no text of the page."""

import io
from collections import defaultdict
from typing import Any

_MARK = b"/Annot"
_ROW = 6.0  # points: letters of one line lie in the same or the next stripe
_MOST_PAGES, _MOST_STAMPS = 400, 500
_WITHOUT_SECURITY = 3  # FPDF_REMOVE_SECURITY: what opens without a password needs none afterwards


def with_stamps(data: bytes) -> tuple[bytes, frozenset[int]]:
    """Return the file with its visible stamps and fields as text of their pages, and the numbers of these pages.

    Runs in the process that reads the file, below its limits of memory and time.
    """
    if _MARK not in data and b"/ObjStm" not in data:
        return data, frozenset()
    try:
        return _flattened(data)
    except Exception:  # whoever reads the pages says what is wrong with the file
        return data, frozenset()


def without_covered_spaces(page: Any) -> Any:
    """Return a page without the spaces that a stamp lies upon: they would part its letters ("1 5" for 15)."""
    letters: dict[int, list[Any]] = defaultdict(list)
    for char in page.chars:
        if char["text"].strip():
            letters[round(char["top"] / _ROW)].append(char)

    def is_seen(thing: Any) -> bool:
        if thing["object_type"] != "char" or thing["text"].strip():
            return True
        middle, row = (thing["x0"] + thing["x1"]) / 2, round(thing["top"] / _ROW)
        beside = (char for near in (row - 1, row, row + 1) for char in letters[near])
        return not any(char["x0"] < middle < char["x1"] for char in beside)

    return page.filter(is_seen)


def _flattened(data: bytes) -> tuple[bytes, frozenset[int]]:
    import pypdfium2
    from pypdfium2 import raw

    with pypdfium2.PdfDocument(data) as document:
        if len(document) > _MOST_PAGES:
            return data, frozenset()
        found = set()
        if document.get_formtype():
            document.init_forms()
        for number, page in enumerate(document, 1):
            is_stamped = 0 < _stamps(page) <= _MOST_STAMPS
            if is_stamped and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
                found.add(number)
            page.close()
        if not found:
            return data, frozenset()
        saved = io.BytesIO()
        document.save(saved, flags=_WITHOUT_SECURITY)
        return saved.getvalue(), frozenset(found)


def _stamps(page: object) -> int:
    """Return how many annotations of a page may show words: fields, stamps and text laid over it."""
    from pypdfium2 import raw

    kinds = {raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_FREETEXT}
    count = raw.FPDFPage_GetAnnotCount(page)
    found = 0
    for place in range(min(count, _MOST_STAMPS + 1)):
        annotation = raw.FPDFPage_GetAnnot(page, place)
        if annotation:
            found += raw.FPDFAnnot_GetSubtype(annotation) in kinds
            raw.FPDFPage_CloseAnnot(annotation)
    return found if count <= _MOST_STAMPS else count
