"""Files that are small to send and dear to read, made when a test asks for them."""

import io
import zipfile
import zlib

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def package(parts: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return held.getvalue()


def word(body: str) -> bytes:
    """Return a document that Word opens."""
    document = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    return package({"[Content_Types].xml": _TYPES, "_rels/.rels": _ROOT, "word/document.xml": document})


def many_paragraphs(words: str = "Đoạn", count: int = 200_000) -> bytes:
    return word(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" * count)


def far_before() -> bytes:
    """Return a table whose row begins behind two thousand million columns."""
    row = (
        '<w:tr><w:trPr><w:gridBefore w:val="%s"/></w:trPr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>'
        "<w:tc><w:p><w:r><w:t>Xây dựng kế hoạch</w:t></w:r></w:p></w:tc></w:tr>"
    )
    return word("<w:tbl>" + row % "200000000" + row % ("9" * 5_000) + "</w:tbl>")


def deep_word(depth: int = 100_000) -> bytes:
    return word("<w:sdt><w:sdtContent>" * depth + "</w:sdtContent></w:sdt>" * depth)


def nested_forms(depth: int = 12, each: int = 10) -> bytes:
    """Return a PDF whose page draws a form that draws ten forms that draw ten forms …"""
    forms = []
    for level in range(depth):
        inside = b"/F Do " * each if level < depth - 1 else b"0 0 m 1 1 l S "
        below = b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level) if level < depth - 1 else b""
        head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]%s/Length %d>>" % (below, len(inside))
        forms.append(head + b"stream\n" + inside + b"\nendstream")
    words = b"BT /T 12 Tf 10 700 Td (Ke hoach) Tj ET /F Do"
    return pdf(
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</T<</Type/Font/Subtype/Type1"
        b"/BaseFont/Helvetica>>>>/XObject<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
        *forms,
    )


def bomb(megabytes: int = 512) -> bytes:
    """Return a PDF of half a megabyte whose page unpacks to half a gigabyte."""
    packer = zlib.compressobj(9)
    stream = packer.compress(b" " * 2**20 * megabytes) + packer.flush()
    return pdf(
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
    )


def pdf(*pages_and_more: bytes) -> bytes:
    """Return a PDF of one page: the third object, and those after it as they are."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", *pages_and_more]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    listed = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        count, listed, count, len(data),
    )  # fmt: skip


def no_pdf(megabytes: int = 20) -> bytes:
    """Return what only begins as a PDF."""
    return b"%PDF-1.7\n" + b"1 0 obj << endobj (( " * (megabytes * 2**20 // 21)


def many_members(count: int = 300_000) -> bytes:
    """Return an archive of nothing but a listing, 20 MB of it."""
    entry = b"PK\x01\x02" + bytes(24) + b"\x01\x00" + bytes(16) + b"x"
    listing = entry * count
    end = b"PK\x05\x06" + bytes(4) + (count & 0xFFFF).to_bytes(2, "little") * 2
    end += len(listing).to_bytes(4, "little") + (4).to_bytes(4, "little") + b"\x00\x00"
    return b"PK\x03\x04" + listing + end


def deep_yaml() -> bytes:
    return b"tree: " + b"[" * 200_000


def long_yaml() -> bytes:
    return b"tree:\n" + b"- {code: '1', title: x, max: 1}\n" * 60_000


def endless_certificate() -> bytes:
    """Return a certificate file that asks for a thousand million rounds of hashing before its password is wrong."""
    from asn1crypto.pkcs12 import Pfx
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import pkcs12

    lock = serialization.BestAvailableEncryption(b"x")
    key = ec.generate_private_key(ec.SECP256R1())
    made = Pfx.load(pkcs12.serialize_key_and_certificates(b"a", key, None, None, lock))
    made["mac_data"]["iterations"] = 2**30
    return bytes(made.dump(force=True))
