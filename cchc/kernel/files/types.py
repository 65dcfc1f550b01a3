"""What is known of a file that lies in the store, and what can be wrong with one."""

from dataclasses import dataclass

from cchc.kernel.refusal import Refusal


@dataclass(frozen=True)
class Upload:
    """A file that was checked and whose content lies in the store; no row names it yet."""

    name: str
    media_type: str
    size: int
    """Bytes."""
    sha256: str
    """In hexadecimal."""


class Missing(Refusal):
    """The store has no such content."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "Tệp “%(name)s” không còn trong kho tệp: hãy báo quản trị hệ thống để lấy lại từ bản sao lưu.", name=name
        )


class Altered(Refusal):
    """The content is no longer what was handed in."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "Tệp “%(name)s” trong kho không còn giống lúc được gửi lên, nên không đưa ra: hãy báo quản trị hệ thống.",
            name=name,
        )


class Unavailable(Refusal):
    """The store can't be written or reached now; nothing was kept."""

    def __init__(self) -> None:
        super().__init__("Kho tệp đang không ghi hoặc không đọc được: hãy thử lại sau ít phút.", "file")
