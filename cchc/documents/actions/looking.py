"""Look at the signatures of a PDF; what reads them is loaded when it is first asked."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache

from cchc.documents.models import StoredFile
from cchc.documents.queries.registers import File
from cchc.documents.rules import proofs as rules
from cchc.documents.types import Proof, Seen
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


def proofs(files: Sequence[File], today: dt.date) -> Mapping[int, Proof]:
    """Return number → what its signatures come to, of those files that carry any; 1 query for each not yet seen."""
    return {one.id: _proof(one.id, one.sha256, _trust(), today) for one in files if one.is_signed}


def _trust() -> tuple[str, ...]:
    from cchc.documents.documents import verification

    return tuple(f"{path} {path.stat().st_mtime_ns}" for path in verification.trusted())


@lru_cache(maxsize=2_000)
def _proof(stored_id: int, sha256: str, trust: tuple[str, ...], day: dt.date) -> Proof:
    """Look once a day: the content is fixed by its hash, but trust is given and taken, and certificates run out."""
    try:
        return rules.proof(look(bytes(StoredFile.objects.values_list("content", flat=True).get(pk=stored_id))))
    except Refusal:
        return Proof("unknown", ())
