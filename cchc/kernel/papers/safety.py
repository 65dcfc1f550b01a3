"""What is refused before anything is parsed: files too large, not what they say, encrypted, with macros, or bombs."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import get_args

from cchc.kernel.apart.types import DAMAGED
from cchc.kernel.papers.types import Kind, Limits, Refused

ACCEPTED = ".docx, .xlsx, .pdf (có chữ) hoặc .txt"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|xl/macrosheets/.*)$", re.IGNORECASE)
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_KINDS: tuple[Kind, ...] = get_args(Kind)
_LARGE = 2**20  # parts below a megabyte may be packed as tightly as they like
_MAIN_PART: dict[Kind, str] = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_OLD_FORMATS = {".doc": ".docx", ".xls": ".xlsx", ".dot": ".docx", ".rtf": ".docx", ".odt": ".docx", ".ods": ".xlsx"}


def kind_of(name: str, data: bytes, limits: Limits) -> Kind:
    """Return the kind of the file, from its name and its first bytes; refuses where the two disagree."""
    if not data:
        raise Refused("Tệp “%(name)s” rỗng: hãy chọn lại tệp.", name=name)
    if len(data) > limits.bytes:
        raise Refused(
            "Tệp “%(name)s” nặng %(size)s MB, quá mức %(most)s MB: hãy bỏ bớt hình ảnh hoặc tách thành nhiều tệp.",
            name=name,
            size=round(len(data) / 2**20),
            most=round(limits.bytes / 2**20),
        )
    suffix = PurePath(name).suffix.lower()
    if data.startswith(_OLE):
        raise _refused_ole(name, data)
    if suffix in {".docm", ".xlsm", ".dotm", ".xltm"}:
        raise _refused_macros(name)
    if suffix in _OLD_FORMATS:
        raise Refused(
            "Tệp “%(name)s” ở định dạng %(suffix)s: hãy lưu thành %(other)s rồi gửi lại.",
            name=name,
            suffix=suffix,
            other=_OLD_FORMATS[suffix],
        )
    kind = next((kind for kind in _KINDS if suffix == f".{kind}"), None)
    if kind is None:
        raise Refused("Không đọc được loại tệp của “%(name)s”: hãy dùng %(accepted)s.", name=name, accepted=ACCEPTED)
    if not _looks_like(kind, data):
        raise Refused(
            "Nội dung tệp “%(name)s” không phải là %(suffix)s: hãy mở tệp bằng phần mềm gốc và lưu lại.",
            name=name,
            suffix=suffix,
        )
    return kind


def _looks_like(kind: Kind, data: bytes) -> bool:
    if kind == "pdf":
        return b"%PDF-" in data[:1024]
    return data.startswith(_ZIP) if kind in _MAIN_PART else not data.startswith((*_ZIP, b"%PDF-"))


def _refused_ole(name: str, data: bytes) -> Refused:
    if _ENCRYPTED_OFFICE in data:
        return Refused("Tệp “%(name)s” có mật khẩu: hãy bỏ mật khẩu rồi gửi lại.", name=name)
    return Refused("Tệp “%(name)s” ở định dạng Office cũ: hãy lưu thành .docx hoặc .xlsx rồi gửi lại.", name=name)


def _refused_macros(name: str) -> Refused:
    return Refused(
        "Tệp “%(name)s” có macro nên không được nhận: hãy lưu thành .docx hoặc .xlsx không macro.", name=name
    )


class Archive:
    """An Office file that has passed every check; gives its parts by name."""

    def __init__(self, name: str, data: bytes, kind: Kind, limits: Limits) -> None:
        """Open the archive and check all of it; raises ``Refused``."""
        self.name, self._limits, self._parts = name, limits, dict[str, bytes]()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._check_listing(self._zip.infolist(), len(data))
            for entry in self._zip.infolist():
                self._check_part(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise self._broken() from None
        if _MAIN_PART[kind] not in self._parts:
            raise Refused(
                "Tệp “%(name)s” không chứa văn bản .%(kind)s nào: hãy mở bằng phần mềm gốc và lưu lại.",
                name=name,
                kind=kind,
            )

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def part(self, part: str) -> bytes:
        """Return a part of XML; refuses if the archive has none of that name."""
        if part not in self._parts:
            raise self._broken()
        return self._parts[part]

    def xml_parts(self) -> Mapping[str, bytes]:
        """Return every part of XML by its name."""
        return self._parts

    def rebuilt(self) -> io.BytesIO:
        """Return an archive of nothing but the parts of XML as they were read here.

        A parser with a reader of archives of its own then sees what was checked, whatever the file made of its
        listing.
        """
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
            for part, content in self._parts.items():
                package.writestr(part, content)
        made.seek(0)
        return made

    def _broken(self) -> Refused:
        return Refused(DAMAGED, name=self.name)

    def _check_listing(self, entries: list[zipfile.ZipInfo], packed: int) -> None:
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > self._limits.entries or unpacked > max(self._limits.unpacked, packed):
            raise self._bomb()
        names = [entry.filename.lower() for entry in entries]
        if len(set(names)) < len(names):
            raise Refused(
                "Tệp “%(name)s” có hai phần cùng tên nên không được nhận: hãy lưu lại bằng phần mềm gốc.",
                name=self.name,
            )
        for entry in entries:
            if _MACROS.search(entry.filename):
                raise _refused_macros(self.name)
            if entry.flag_bits & 0x1:
                raise Refused("Tệp “%(name)s” có mật khẩu: hãy bỏ mật khẩu rồi gửi lại.", name=self.name)
            if entry.file_size > _LARGE and entry.file_size > self._limits.ratio * max(entry.compress_size, 1):
                raise self._bomb()

    def _check_part(self, entry: zipfile.ZipInfo) -> None:
        if not entry.filename.lower().endswith((".xml", ".rels")):
            return
        if entry.file_size > self._limits.part:
            raise self._bomb()
        content = self._zip.read(entry)
        if _DECLARES.search(content) or _DECLARES.search(content.replace(b"\x00", b"")):
            raise Refused(
                "Tệp “%(name)s” khai báo thực thể XML nên không được nhận: hãy lưu lại bằng phần mềm gốc.",
                name=self.name,
            )
        if entry.filename == "[Content_Types].xml" and b"macroEnabled" in content:
            raise _refused_macros(self.name)
        self._parts[entry.filename] = content

    def _bomb(self) -> Refused:
        return Refused(
            "Tệp “%(name)s” bung ra quá lớn nên không được nhận: hãy bỏ bớt nội dung rồi lưu lại.", name=self.name
        )
