"""Whether the store can be written and read just now, found out by writing and reading; asked by ``/readyz``."""

import datetime as dt
import hashlib
import logging
import secrets
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from functools import cache

from django.conf import settings

from cchc.kernel.files.contents import proven
from cchc.kernel.files.stores import Store, store
from cchc.kernel.refusal import Sentence, marked

log = logging.getLogger("cchc.files")
_FRESH = 30.0
"""Seconds for which an answer holds: anybody may ask, and a bucket counts what it is asked."""
_PATIENCE = 2.0
"""Seconds: a store that hangs lets a request wait for ten (``place.Place``), and pages need none."""
_BROKEN = marked("Kho tệp không ghi hoặc không đọc được (%(why)s): trang vẫn chạy, nhưng chưa nộp, chưa tải được tệp.")
_SLOW = marked("Kho tệp quá %(seconds)s giây chưa trả lời: trang vẫn chạy, nhưng nộp, tải tệp sẽ chậm hoặc hỏng.")
_DIFFERS = marked("Kho tệp trả về nội dung khác với nội dung vừa ghi: đừng nộp tệp cho đến khi chữa xong.")


class _Looked:
    """The last look, at the store that was set then, and since when it holds."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.place: object = None
        self.at = 0.0
        self.under_way: Future[Sentence | None] | None = None


_looked = _Looked()


def fault() -> Sentence | None:
    """Return what is wrong with the store, ``None`` where it can be written and read; looks again every 30 s."""
    if settings.FILES.kind == "database":  # on the connection of whoever asks
        return look(store())
    try:
        look_now, since = _under_way()
        return look_now.result(max(_PATIENCE - (time.monotonic() - since), 0))
    except TooLate:
        return Sentence(_SLOW, seconds=int(_PATIENCE))


def why(error: OSError) -> Sentence:
    """Return why a store failed: the words of a store that is away, or of the operating system."""
    return Sentence(error.strerror or type(error).__name__)


def look(there: Store) -> Sentence | None:
    """Write a content that nobody else has, read it and take it away; one that stays is swept a day later."""
    content = b"cchc " + secrets.token_bytes(16)
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        there.put(sha256, content)
        found = proven(there, sha256)
        there.remove(sha256, dt.datetime.now(dt.UTC) + dt.timedelta(days=1))
    except OSError as error:
        log.error("the store can't be written or read: %s", error)
        return Sentence(_BROKEN, why=why(error))
    if found is None:
        log.error("the store gives back another content than was put")
        return Sentence(_DIFFERS)
    found.close()
    return None


def _under_way() -> tuple[Future[Sentence | None], float]:
    """Return the look that holds, or begin one, and its moment; never two at a time, however long the store takes."""
    with _looked.lock:
        now, known = time.monotonic(), _looked.under_way
        stale = _looked.place != settings.FILES or now - _looked.at > _FRESH
        if known is None or (stale and known.done()):
            _looked.place, _looked.at = settings.FILES, now
            _looked.under_way = known = _watcher().submit(look, store())
        return known, _looked.at


@cache
def _watcher() -> ThreadPoolExecutor:
    """Return the one thread that waits for the store; begun in a web worker, never in the parent that forks them."""
    return ThreadPoolExecutor(1, thread_name_prefix="store")
