"""What is known of a file that lies in the store, and what can be wrong with one."""

from dataclasses import dataclass

from cchc.kernel.refusal import Refusal, marked

_MISSING = marked("Tệp “%(name)s” không còn trong kho tệp: hãy báo quản trị hệ thống để lấy lại từ bản sao lưu.")
_ALTERED = marked(
    "Tệp “%(name)s” trong kho không còn giống lúc được gửi lên, nên không đưa ra: hãy báo quản trị hệ thống."
)
_UNAVAILABLE = marked("Kho tệp đang không ghi hoặc không đọc được: hãy thử lại sau ít phút.")


@dataclass(frozen=True)
class Deposit:
    """A file that was checked and whose content lies in the store; no row names it yet."""

    name: str
    media_type: str
    size: int
    """Bytes."""
    sha256: str
    """In hexadecimal."""


class Wanting(Refusal):
    """A file can't be had from the store, or be kept in it."""


class Missing(Wanting):
    """The store has no such content."""

    def __init__(self, name: str) -> None:
        super().__init__(_MISSING, name=name)


class Altered(Wanting):
    """The content is no longer what was handed in."""

    def __init__(self, name: str) -> None:
        super().__init__(_ALTERED, name=name)


class Unavailable(Wanting):
    """The store can't be written or reached now; nothing was kept."""

    def __init__(self) -> None:
        super().__init__(_UNAVAILABLE, "file")
