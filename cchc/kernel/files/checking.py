"""Look at every content that a row names: is it there, and is it what was kept?"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from cchc.kernel.files import owners, probing
from cchc.kernel.files.contents import proven
from cchc.kernel.files.models import File
from cchc.kernel.files.stores import Away, store

_MOST_FINDINGS = 20
_SEVERAL = 2
_WORDS = {
    "missing": "Tệp {pk} “{name}” không còn trong kho tệp.",
    "altered": "Tệp {pk} “{name}” trong kho không còn giống lúc được gửi lên.",
    "unreadable": "Tệp {pk} “{name}” trong kho không đọc được.",
}
_AWAY = "Kho tệp không đọc được ({why}): chưa biết tệp nào còn, tệp nào mất."
_EMPTY = "Kho tệp không có tệp nào: xem lại CCHC_FILES, ổ đĩa đã gắn chưa, trước khi coi là mất tệp."
_BENT = "{table}: bản ghi {pk} nói về một tệp khác với tệp nó trỏ đến trong kho."


@dataclass(frozen=True)
class Result:
    """How many contents were looked at, and what is wrong, in sentences, at most twenty."""

    contents: int
    findings: tuple[str, ...]
    is_away: bool = False
    """The store itself can't be had: the one sentence says why, and nothing is said of the files."""


def check(progress: Callable[[int], None] = lambda count: None) -> Result:
    """Read everything that lies in the store under a name, and compare the owners' words with it."""
    if File._meta.db_table not in connection.introspection.table_names():  # a backup of an older version
        return Result(0, ())
    looked = 0

    def hashes() -> Iterator[str]:
        nonlocal looked
        for sha256 in named():
            looked += 1
            progress(1)
            yield sha256

    try:
        faults = list(islice(lost(hashes()), _MOST_FINDINGS))
        if _is_bare(faults, looked):
            return Result(looked, (_EMPTY,), is_away=True)
    except Away as away:
        return Result(looked, (_AWAY.format(why=probing.why(away)),), is_away=True)
    return Result(looked, tuple(islice(_sentences(faults), _MOST_FINDINGS)))


def _is_bare(faults: Sequence[tuple[str, str]], looked: int) -> bool:
    """Tell whether all that was looked for is missing from a store that holds nothing at all.

    One content alone may well be lost; where all of several are, it is rather the disk that is not mounted.
    """
    is_all = len(faults) == looked >= _SEVERAL and all(why == "missing" for _sha256, why in faults)
    return is_all and next(store().lying(), None) is None


def named() -> Iterator[str]:
    """Yield the hash of every content that a row names, once, in order."""
    return File.objects.order_by("sha256").values_list("sha256", flat=True).distinct().iterator()


def lost(hashes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield of the contents those that can't be read whole, with why: ``missing``, ``altered`` or ``unreadable``.

    ``Away`` where it is the store that can't be had: a bucket that is missing says so of every content.
    """
    there = store()
    for sha256 in hashes:
        try:
            found = proven(there, sha256)
        except FileNotFoundError:
            yield sha256, "missing"
        except Away:
            raise
        except OSError:
            yield sha256, "unreadable"
        else:
            if found is None:
                yield sha256, "altered"
            else:
                found.close()


def _sentences(faults: Iterable[tuple[str, str]]) -> Iterator[str]:
    for sha256, why in faults:
        first = File.objects.filter(sha256=sha256).order_by("pk").values_list("pk", "name").first()
        if first:
            yield _WORDS[why].format(pk=first[0], name=first[1])
    yield from (_BENT.format(table=table, pk=pk) for table, pk in owners.bent())
