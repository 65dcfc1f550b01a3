"""Sign a PDF: the words that people see at the head of its first page, and the signature that programs verify.

Phụ lục I Nghị định 30/2020 (mục II, chữ ký số của cơ quan): at the upper right of the first page, the name of the body
and the moment (ISO 8601, Viet Nam time), upright letters of 10 pt, black.
"""

import datetime as dt
import io
import json
import tempfile
from base64 import b64decode

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import StaticStampStyle

from cchc.documents.documents.pdf import HERE, compiled
from cchc.documents.transports.hands import Hand, of_certificate_file
from cchc.kernel.clock import ZONE
from cchc.kernel.refusal import Refusal

_WIDTH, _HEIGHT, _MARGIN = 180, 58, 14  # points
_MOST_SIGNATURES = 10


def with_certificate(content: bytes, *, certificate: str, passphrase: str, reason: str, now: dt.datetime) -> bytes:
    """Return the PDF signed with a certificate file (base64), both anybody's: what a child process is asked for."""
    return signed(content, of_certificate_file(b64decode(certificate), passphrase, now), reason, now)


def signed(content: bytes, hand: Hand, reason: str, now: dt.datetime) -> bytes:
    """Return the PDF with one more signature, PAdES baseline; ``Refusal`` if it can't be signed."""
    try:
        reader = PdfFileReader(io.BytesIO(content))
        before = len(reader.embedded_signatures)
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        box = _box(reader, before)
    except (PdfError, ValueError) as broken:
        raise Refusal("Tệp này không phải PDF đọc được: hãy tải lại tệp gốc.") from broken
    if before >= _MOST_SIGNATURES:
        raise Refusal("Văn bản đã có %(before)s chữ ký số: không ký thêm được.", before=before)
    name = f"Chuky{before + 1}"
    metadata = PdfSignatureMetadata(
        field_name=name,
        name=hand.name,
        reason=reason or None,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
    )
    with tempfile.NamedTemporaryFile(suffix=".pdf") as mark:
        mark.write(_mark(hand, now))
        mark.flush()
        style = StaticStampStyle.from_pdf_file(mark.name, border_width=0)
        field = SigFieldSpec(name, on_page=0, box=box)
        out = io.BytesIO()
        try:
            PdfSigner(metadata, hand.signer, stamp_style=style, new_field_spec=field).sign_pdf(writer, output=out)
        except (SigningError, PdfError) as unable:
            raise Refusal(
                "Không ký thêm được vào tệp PDF này (tệp có thể bị khóa hoặc không đúng chuẩn): hãy xuất lại PDF từ"
                " văn bản gốc rồi ký."
            ) from unable
    return out.getvalue()


def _box(reader: PdfFileReader, before: int) -> tuple[int, int, int, int]:
    """Return the place of the mark: the upper right corner, further ones to its left."""
    page = reader.root["/Pages"]
    while "/Kids" in page:
        page = page["/Kids"][0].get_object()
    *_, width, height = (int(side) for side in page["/MediaBox"])
    right = width - _MARGIN - before * (_WIDTH + 4)
    if right - _WIDTH < 0:
        right = width - _MARGIN
    return (right - _WIDTH, height - _MARGIN - _HEIGHT, right, height - _MARGIN)


def _mark(hand: Hand, now: dt.datetime) -> bytes:
    moment = now.astimezone(ZONE).replace(microsecond=0).isoformat()
    said = [f"Người ký: {hand.name}", f"Cấp bởi: {hand.issuer}", f"Thời gian ký: {moment}"]
    return compiled(HERE / "stamp.typ", {"stamp": json.dumps(said, ensure_ascii=False)})
