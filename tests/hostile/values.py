"""What somebody may send where a form, an address or an operation waits for something else."""

import io
import random
import zipfile
from typing import Any

LONG = 5_000
RUNS = [  # the same again and again: what a pattern or a sort goes through in the square of its length
    f"Việc à{run * (19_000 // len(run))}b"
    for run in (" ", "\n", "a-", "**a ", "a\u0301\u0323", "\u0301\u0323", "1", "0", "1.", ". ", "- ", "< ", "/ ", "à ")
]
TEXTS = [
    "",
    "\0",
    "a\0b",
    "\x01\x0b\x1f",
    "\ufffe\uffff",
    "\u202etxt.exe",
    "́" * 300,
    "ữ" * 100_000,
    "'; DROP TABLE plans_task; --",
    "{{ 7*7 }}{% include 'x' %}",
    "%(day)s %s %",
    "<script>alert(1)</script>",
    "=HYPERLINK(\"x\")",
    "../../../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "🤷" * 50,
    "[" * 3_000,
]  # fmt: skip
NUMBERS = [
    "-1", "0", "00", "+1", "1_0", "٣", "²", "½", "1.5", "1,5", "1e5", "1e-8000000", "1e8000000", "-0", "NaN",
    "Infinity", "-Infinity", "0x10", " 1 ", "2147483648", "9223372036854775807", "9223372036854775808", "9" * LONG,
    "0." + "9" * LONG, "1/0",
]  # fmt: skip
DAYS = [
    "0001-01-01", "9999-12-31", "0000-00-00", "2019-02-30", "31/02/2019", "01/01/0001", "31/12/9999", "1/1/10000",
    "32/13/2019", "20191231", "2019-W52-7", "2019-12-31T25:61:61", "29/02/1900", "q9", "2019-q0", "2019-q5", "9999-13",
    "-1-1-1", "99999999", "00000000",
]  # fmt: skip
WHOLE = [0, 2**31, 2**63 - 1, 2**63, 10**30]  # for <int:…> in an address
PATHS = ["khong-co", "%00", "%ff", "..%2f..%2fetc", "a" * 2_000, "%e2%80%ae", "%0d%0a", "1e9", "-1"]
JSON = [
    "\ud800x",
    None,
    True,
    -1,
    0,
    1.5,
    1e308,
    2**63,
    10**400,
    "",
    [],
    {},
    [[[[[[]]]]]],
    {"a": {"b": {}}},
    [None] * 1_000,
]


def text(dice: random.Random) -> str:
    """Return one value of any kind."""
    return dice.choice(dice.choice([TEXTS, NUMBERS, DAYS, RUNS]))


def json(dice: random.Random) -> Any:
    """Return one value that JSON can carry, of any type."""
    return dice.choice(JSON) if dice.random() < 0.5 else text(dice)


def _zipped(**members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in members.items():
            book.writestr(name.replace("__", "/"), content)
    return held.getvalue()


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
)
FAR = "<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>x</t></is></c></row>"
BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
CIRCLE = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/AcroForm<</Fields[1 0 R]>>>>endobj\ntrailer<</Root 1 0 R>>"
ALIASES = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 10)}]\n" for n in range(9)
)


def files() -> list[tuple[str, bytes]]:
    """Return files by name and content: empty, cut off, called what they are not, or made to cost their reader much."""
    sparse = _zipped(xl__worksheets__Sheet1_xml=SHEET % FAR).replace(b"Sheet1_xml", b"sheet1.xml")
    return [
        ("trong.xlsx", b""),
        ("khong-phai.xlsx", b"PK\x03\x04" + b"\0" * 60),
        ("xa.xlsx", sparse),
        ("thuc-the.xlsx", _zipped(xl__workbook=BOMB)),
        ("trong.docx", _zipped(word__document=BOMB)),
        ("cut.docx", _zipped(word__document="<w:document")[:40]),
        ("trong.pdf", b"%PDF-1.7\n%%EOF"),
        ("vong.pdf", CIRCLE),
        ("khong-phai.pdf", b"\x00\xff" * 5_000),
        ("biet-danh.yaml", ALIASES.encode()),
        ("sau.yaml", b"[" * 5_000),
        ("so-mu.yaml", b"tree: [{code: '1', max: 1e-8000000, title: x, kind: field}]\n"),
        ("lop.yaml", b"!!python/object/apply:os.system ['true']\n"),
        ("nul.csv", b"a,b\0\n\0,\0\n"),
        ("so-mu.csv", "Mã,Điểm\n1,1e-8000000\n".encode()),
        ("dai.txt", "Số: ".encode() * 50_000),
        ("khong-utf8.txt", b"\xff\xfe\x00\xd8" * 100),
        ("../../x.txt", b"x"),
        ("a" * 300 + ".pdf", b"x"),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 30),
    ]  # fmt: skip
