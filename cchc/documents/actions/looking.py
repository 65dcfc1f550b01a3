"""Look at the signatures of a PDF; what reads them is loaded when it is first asked."""

from collections.abc import Sequence

from cchc.documents.types import Seen
from cchc.kernel.refusal import Refusal
from cchc.kernel.uploads import LARGEST


def look(content: bytes) -> Sequence[Seen]:
    """Return the signatures of a PDF; ``Refusal`` if it is too large or none."""
    from cchc.documents.documents import verification

    if len(content) > LARGEST:
        raise Refusal("Tệp lớn hơn 20 MB: hãy kiểm tra trên máy của mình.", "file")
    return verification.look(content)


def has_trust() -> bool:
    """Tell whether this installation was told whom to trust."""
    from cchc.documents.documents import verification

    return bool(verification.trusted())
