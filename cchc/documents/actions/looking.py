"""Look at the signatures of a PDF, which is anybody's: a child process reads it, with limits of memory and time."""

import datetime as dt
import math
import os
import time
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from cchc.documents.models import StoredFile
from cchc.documents.queries.registers import File
from cchc.documents.rules import proofs as rules
from cchc.documents.types import Proof, Seen
from cchc.kernel import apart
from cchc.kernel.files import contents
from cchc.kernel.files.types import Wanting
from cchc.kernel.history import Actor
from cchc.kernel.jobs import later
from cchc.kernel.refusal import Refusal
from cchc.kernel.uploads import LARGEST

_VERIFIER = "cchc.documents.documents.verification"
JOB = "documents.look"
_AT_A_GLANCE = apart.Bounds(cpu=1, wall=1.0)
_PATIENCE = 1.0  # seconds that one page spends on files it sees for the first time: it is in the lane of pages
_UNKNOWN = Proof("unknown", ())
_Key = tuple[int, str, tuple[str, ...], dt.date]
_known: dict[_Key, tuple[Proof, float]] = {}
"""What is known of a file, and until when: for the day of its key, or ``_AGAIN`` where looking took too long."""
_AGAIN = 600.0  # seconds: a machine that was busy may have time then
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


def look_later(content: bytes, name: str, *, actor: Actor) -> uuid.UUID:
    """Have a job look at a PDF for which a request has no time; return the number of its progress."""
    return later.start(JOB, name, content, title=_("Kiểm tra chữ ký số “%(name)s”") % {"name": name[-80:]}, actor=actor)


def looked_at(name: str, content: bytes, *, actor: Actor) -> str:
    """Look at a PDF as a job does, and keep what is seen for who asked; return the word to ask for it by."""
    return later.keep((name, apart.plain(look(content, name, apart.IN_A_JOB))), actor.user_id)


def seen_by(token: str, user_id: int | None) -> tuple[str, Sequence[Seen]] | None:
    """Return name and signatures of a PDF that a job has looked at for this person, within the hour."""
    kept = later.kept(token, user_id)
    return None if kept is None else (kept[0], apart.made(list[Seen], kept[1]))


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
    if (known := _known.get(key)) is not None and time.monotonic() < known[1]:
        return known[0]
    if time.monotonic() > until:
        return _UNKNOWN
    if len(_known) >= _MOST_KNOWN:
        _known.clear()  # by any thread, at any moment
    _known[key] = found = _seen(key[0])
    return found[0]


def _seen(stored_id: int) -> tuple[Proof, float]:
    stored = StoredFile.objects.select_related("file").get(pk=stored_id)
    try:
        return rules.proof(look(contents.of(stored.file), bounds=_AT_A_GLANCE)), math.inf
    except (apart.Exceeded, Wanting):
        return _UNKNOWN, time.monotonic() + _AGAIN
    except Refusal:  # no PDF, or damaged: so it stays
        return _UNKNOWN, math.inf
