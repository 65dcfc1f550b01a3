"""Compare the data with the trail: what was written past it, and what of a row the trail knows otherwise.

The chain proves that the trail agrees with itself. Here each row is walked back from what it holds today, entry by
entry, to the one that says it was added; what does not fit was changed unseen. Both sides come sorted by their keys
from the database, which sorts on its disk, so memory is bounded by one row, and entries are read one at a time.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import groupby, islice
from typing import Any, NamedTuple

from django.db import connection, transaction

from cchc.kernel import reading
from cchc.kernel.history import coverage, shown

_MOST_FINDINGS = 20
_BATCH = 1000
_NESTED = 1000  # letters from which a document's entry may hold only its parts (kernel_audit_narrow: 2000 bytes)
_MISSING = object()
_WORDS = {
    "added": "{table}: bản ghi {key} có trong bảng mà nhật ký không có mục thêm.",
    "gone": "{table}: bản ghi {key} không còn trong bảng mà nhật ký không có mục xóa.",
    "changed": "{table}: bản ghi {key} khác nhật ký ở {columns}.",
}


class _Row(NamedTuple):
    key: str
    content: str


class _Entry(NamedTuple):
    key: str
    action: str
    before: str | None
    after: str | None


def differences(progress: Callable[[int], None] = lambda count: None) -> list[str]:
    """Return, in sentences, rows of which the trail says something else than the table; at most twenty."""
    with _one_moment():
        found = (
            sentence
            for table, keys in coverage.tables().items()
            if keys and not coverage.reason_for_exemption(table)
            for sentence in _of_table(table, keys, progress)
        )
        return list(islice(found, _MOST_FINDINGS))


@contextmanager
def _one_moment() -> Iterator[None]:
    """See tables and trail as of one moment, though people go on working; within a transaction see what it sees."""
    outer = connection.in_atomic_block
    with transaction.atomic():
        if not outer:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _of_table(table: str, keys: Sequence[str], progress: Callable[[int], None]) -> Iterator[str]:
    name = f"{shown.table(table)} ({table})"
    groups = groupby(_entries(table), key=lambda entry: entry.key)
    group = next(groups, None)
    for row in _rows(table, keys, progress):
        while group is not None and group[0].encode() < row.key.encode():
            yield from _without_row(name, keys, *group)
            group = next(groups, None)
        if group is not None and group[0] == row.key:
            yield from _with_row(name, table, keys, row, group[1])
            group = next(groups, None)
        elif not _moved_here(table, keys, row.key):
            yield _WORDS["added"].format(table=name, key=row.key)
    while group is not None:
        yield from _without_row(name, keys, *group)
        group = next(groups, None)


def _without_row(name: str, keys: Sequence[str], key: str, entries: Iterator[_Entry]) -> Iterator[str]:
    newest = next(entries)
    moved_away = newest.action == "update" and not set(keys).isdisjoint(json.loads(newest.after or "{}"))
    if newest.action != "delete" and not moved_away:
        yield _WORDS["gone"].format(table=name, key=key)


def _with_row(name: str, table: str, keys: Sequence[str], row: _Row, entries: Iterator[_Entry]) -> Iterator[str]:
    wrong = _differing(row, entries)
    if wrong is None:
        if not _moved_here(table, keys, row.key):
            yield _WORDS["added"].format(table=name, key=row.key)
    elif wrong:
        columns = ", ".join(shown.column(table, column) for column in sorted(wrong))
        yield _WORDS["changed"].format(table=name, key=row.key, columns=columns)


def _differing(row: _Row, entries: Iterator[_Entry]) -> set[str] | None:
    """Walk back from a row's content to its insertion; return columns that don't fit, ``None`` if it has none."""
    state: dict[str, Any] | None = None
    for entry in entries:
        if entry.action == "delete":
            return None
        if state is None:
            if entry.action == "insert" and entry.after == row.content:
                return set()
            state = _loaded(row.content)
        before, after = _loaded(entry.before), _loaded(entry.after)
        if entry.action == "insert":
            return {column for column in after.keys() & state.keys() if not _same(state[column], after[column])}
        wrong = {column for column in after if column in state and not _undone(state, column, before, after)}
        if wrong:
            return wrong
    return None


def _undone(state: Any, place: Any, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Put back at ``place`` of ``state`` what was there before an entry; tell whether its outcome was found there."""
    current, old, new = state[place], before.get(str(place), _MISSING), after[str(place)]
    if _same(current, new):
        if old is not _MISSING:
            state[place] = old
        else:
            del state[place]
        return True
    return isinstance(old, dict) and isinstance(new, dict) and _is_large(current) and _parts_undone(current, old, new)


def _parts_undone(current: Any, old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Do the same for the parts of a large document, of which an entry holds only what changed."""
    if isinstance(current, list):
        places = [reading.whole(place) for place in new]
        return all(place is not None and place < len(current) and _undone(current, place, old, new) for place in places)
    if not all(place in current and _undone(current, place, old, new) for place in new):
        return False
    gone = old.keys() - new.keys()
    if not gone.isdisjoint(current):
        return False
    current.update({place: old[place] for place in gone})
    return True


def _is_large(value: Any) -> bool:
    return isinstance(value, dict | list) and len(json.dumps(value, default=str, ensure_ascii=False)) >= _NESTED


def _same(one: Any, other: Any) -> bool:
    """Tell whether two values are one, however the sessions that wrote them put a moment or a number into words."""
    if one == other:
        return True
    if isinstance(one, str) and isinstance(other, str):
        return _moment(one) is not None and _moment(one) == _moment(other)
    return isinstance(one, str | int | Decimal) and isinstance(other, str | int | Decimal) and str(one) == str(other)


def _moment(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _loaded(content: str | None) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(content or "{}", parse_float=Decimal)
    return loaded


def _rows(table: str, keys: Sequence[str], progress: Callable[[int], None]) -> Iterator[_Row]:
    _keys, hidden, digested, omitted = (part.split(",") if part else [] for part in coverage.arguments(table, keys))
    plain = not (hidden or digested or omitted)
    content = "content" if plain else "kernel_audit_shape(content, %s, %s, %s)"
    statement = (
        f'SELECT kernel_audit_key(content, %s) COLLATE "C", {content}::text'  # noqa: S608 (names from the catalogue)
        f' FROM (SELECT to_jsonb(found) AS content FROM "{table}" AS found) AS rows ORDER BY 1'
    )
    values = [list(keys)] if plain else [list(keys), hidden, digested, omitted]
    for row in _streamed(statement, values):
        yield _Row(*row)
        progress(1)


def _entries(table: str) -> Iterator[_Entry]:
    """Yield the entries of a table by key, each key's newest first; what was before the table was emptied is over."""
    statement = (
        'SELECT row_pk COLLATE "C", action, before::text, after::text FROM kernel_auditentry WHERE table_name = %s'
        " AND action IN ('insert', 'update', 'delete') AND seq > coalesce((SELECT max(seq) FROM kernel_auditentry"
        " WHERE table_name = %s AND row_pk = '' AND action = 'truncate'), 0) ORDER BY 1, seq DESC"
    )
    yield from map(_Entry._make, _streamed(statement, [table, table]))


def _streamed(statement: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, values)
        while rows := cursor.fetchmany(_BATCH):
            yield from rows


def _moved_here(table: str, keys: Sequence[str], key: str) -> bool:
    """Tell whether an entry says that another row has taken this key."""
    named = dict(zip(keys, key.split(","), strict=False)) if len(keys) > 1 else {keys[0]: key}
    condition = " OR ".join(["after ->> %s = %s"] * len(named))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM kernel_auditentry WHERE table_name = %s AND action = 'update'"  # noqa: S608
            f" AND row_pk <> %s AND ({condition}))",
            [table, key, *(word for pair in named.items() for word in pair)],
        )
        return bool(cursor.fetchone()[0])
