"""Look at the signatures of a PDF, which is anybody's: a child process reads it, with limits of memory and time."""

import datetime as dt
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from cchc.documents.models import StoredFile
from cchc.documents.queries.registers import File
from cchc.documents.rules import proofs as rules
from cchc.documents.types import Proof, Seen
from cchc.kernel import apart
from cchc.kernel.refusal import Refusal
from cchc.kernel.uploads import LARGEST

_VERIFIER = "cchc.documents.documents.verification"
_AT_A_GLANCE = apart.Bounds(cpu=3, wall=5.0)
_PATIENCE = 3.0  # seconds that one page spends on files it sees for the first time
_UNKNOWN = Proof("unknown", ())
_Key = tuple[int, str, tuple[str, ...], dt.date]
_known: dict[_Key, Proof] = {}
_MOST_KNOWN = 2_000


def look(content: bytes, name: str = "PDF", bounds: apart.Bounds = apart.IN_A_REQUEST) -> Sequence[Seen]:
    """Return the signatures of a PDF; ``Refusal`` if it is too large, none, or can't be read within the limits."""
    if len(content) > LARGEST:
        raise Refusal("Tệp lớn hơn 20 MB: hãy kiểm tra trên máy của mình.", "file")
    trust = [str(path) for path in _trusted()]
    said = apart.ask(f"{_VERIFIER}:findings", content, name=name, bounds=bounds, warm=(_VERIFIER,), trust=trust)
    try:
        return apart.made(list[Seen], said.value)
    except ValueError as strange:
        raise Refusal("Tệp này không phải PDF đọc được.", "file") from strange


def has_trust() -> bool:
    """Tell whether this installation was told whom to trust."""
    return bool(_trusted())


def _trusted() -> list[Path]:
    """Return the certificates of bodies that this installation trusts: ``CCHC_TRUST``, a folder of .pem or .crt."""
    folder = os.environ.get("CCHC_TRUST", "")
    return sorted(path for path in Path(folder).iterdir() if path.suffix in {".pem", ".crt", ".cer"}) if folder else []


def proofs(files: Sequence[File], today: dt.date) -> Mapping[int, Proof]:
    """Return number → what its signatures come to, of those files that carry any; 1 query for each not yet seen.

    Looking ends after some seconds: files that were not reached are unknown until the page is opened again.
    """
    trust, until = _trust(), time.monotonic() + _PATIENCE
    return {one.id: _proof((one.id, one.sha256, trust, today), until) for one in files if one.is_signed}


def _trust() -> tuple[str, ...]:
    return tuple(f"{path} {path.stat().st_mtime_ns}" for path in _trusted())


def _proof(key: _Key, until: float) -> Proof:
    """Look once a day: the content is fixed by its hash, but trust is given and taken, and certificates run out."""
    if key not in _known:
        if time.monotonic() > until:
            return _UNKNOWN
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[key] = _seen(key[0])
    return _known[key]


def _seen(stored_id: int) -> Proof:
    content = bytes(StoredFile.objects.values_list("content", flat=True).get(pk=stored_id))
    try:
        return rules.proof(look(content, bounds=_AT_A_GLANCE))
    except Refusal:
        return _UNKNOWN
