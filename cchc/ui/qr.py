"""QR codes (ISO/IEC 18004) drawn into a page: sharp at any size, and no file of their own."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString

_MARGIN = 4  # modules of white around, as the standard asks for
_MASK = 3  # any of the eight can be read; to try them all for the prettiest takes six times as long


def svg(text: str, label: str) -> SafeString:
    """Return the drawing of ``text``; ``label`` says what it is to those who can't see it."""
    from qrcode.constants import ERROR_CORRECT_M  # 10 MB that a worker needs only on the pages with a code
    from qrcode.main import QRCode

    code = QRCode(border=_MARGIN, error_correction=ERROR_CORRECT_M, mask_pattern=_MASK)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}"><path d="{2}"/></svg>',
        len(rows), label, "".join(_runs(rows)),
    )  # fmt: skip


def _runs(rows: Sequence[Sequence[bool]]) -> Iterator[str]:
    """Yield a rectangle for each run of dark modules in a row."""
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width
