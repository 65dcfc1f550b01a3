"""Which files may be handed in: told by their content, never by their name, small, and without macros."""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from cchc.kernel import apart
from cchc.kernel.refusal import Refusal, marked
from cchc.kernel.text import squeeze

LARGEST = 20 * 1024 * 1024
_LONGEST_NAME = 120
_MOST_MEMBERS = 10_000
_MOST_UNPACKED = 300 * 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument."
_FOLDERS = {
    "word/": ("docx", _OFFICE + "wordprocessingml.document"),
    "xl/": ("xlsx", _OFFICE + "spreadsheetml.sheet"),
    "ppt/": ("pptx", _OFFICE + "presentationml.presentation"),
}
_OPEN = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_MAGIC = (
    (b"%PDF-", "pdf", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIELD = "file"
_DAMAGED = marked("Tệp bị hỏng, không mở được: hãy lưu lại và gửi lại.")
_LOOKING = apart.Bounds(cpu=2, wall=4.0, memory=512 * 2**20)
ACCEPTED = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.jpg,.jpeg,.png,.mp4"
"""What the file box offers; what counts is the content."""


@dataclass(frozen=True)
class Checked:
    """A name that is safe to store and to send, and the type that the content shows."""

    name: str
    media_type: str


def checked(name: str, content: bytes) -> Checked:
    """Return the safe name and the type of a file; refuses what is empty, too large, unknown or carries macros."""
    if not content:
        raise Refusal("Tệp không có nội dung: hãy chọn lại tệp.", _FIELD)
    if len(content) > LARGEST:
        raise Refusal("Tệp lớn hơn %(most)s MB: hãy nén ảnh trong tệp hoặc tách tệp.", _FIELD, most=LARGEST // 1024**2)
    extension, media_type = _kind(content)
    return Checked(_safe_name(name, extension), media_type)


def _kind(content: bytes) -> tuple[str, str]:
    for magic, extension, media_type in _MAGIC:
        if content.startswith(magic):
            return extension, media_type
    if content[4:8] == b"ftyp":
        return "mp4", "video/mp4"
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_package(content)
    if content.startswith(_OLD_OFFICE):
        raise Refusal(
            "Tệp Word/Excel kiểu cũ (.doc, .xls) có thể chứa macro: hãy lưu lại thành .docx hoặc .xlsx.", _FIELD
        )
    raise Refusal("Chỉ nhận tệp PDF, Word, Excel, PowerPoint, OpenDocument, ảnh PNG, JPEG hoặc video MP4.", _FIELD)


def _kind_of_package(content: bytes) -> tuple[str, str]:
    """Have a child process look into an archive: its listing alone can be made to take seconds and gigabytes."""
    found = apart.ask("cchc.kernel.uploads:packed", content, name="tệp nén", bounds=_LOOKING)
    try:
        return apart.made(tuple[str, str], found.value)
    except ValueError:
        raise Refusal(_DAMAGED, _FIELD) from None


def packed(content: bytes) -> tuple[str, str]:
    """Return extension and media type of an archive; what the child process is asked for."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED:
                raise Refusal("Tệp khi mở ra quá lớn: hãy gửi tệp PDF.", _FIELD)
            names = [member.filename for member in members]
            mimetype = _first_bytes(package, "mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError, KeyError, EOFError) as broken:
        raise Refusal(_DAMAGED, _FIELD) from broken
    lower = [name.lower() for name in names]
    if any("vbaproject" in name or name.startswith(("basic/", "scripts/")) or "macrosheets/" in name for name in lower):
        raise Refusal("Tệp có macro: hãy lưu lại thành .docx hoặc .xlsx không macro, hoặc PDF.", _FIELD)
    if mimetype in _OPEN:
        return _OPEN[mimetype], mimetype.decode()
    if "[content_types].xml" in lower:
        for folder, kind in _FOLDERS.items():
            if any(name.startswith(folder) for name in lower):
                return kind
    raise Refusal("Không nhận tệp nén: hãy gửi từng tệp PDF, Word hoặc Excel.", _FIELD)


def _first_bytes(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as member:
        return member.read(100).strip()


def _safe_name(name: str, extension: str) -> str:
    """Return the last part of ``name``, composed, without control and path characters, with the true extension."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    printable = "".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in last)
    stem = squeeze(re.sub(r'[\\/:*?"<>|]', " ", printable))
    same = {"jpg": ("jpg", "jpeg")}.get(extension, (extension,))
    bare, dot, tail = stem.rpartition(".")
    stem = bare if dot and tail.lower() in same else stem
    return f"{stem.strip(' .')[:_LONGEST_NAME].strip() or 'san-pham'}.{extension}"
