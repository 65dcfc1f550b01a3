"""Where the tables differ from what the migrations made: sentences for whoever checks, statements for whoever migrates.

A column that is not worked out of others any more, a check or a foreign key that is gone, a table that a crash would
empty: each lets something be written that no trigger sees as wrong. Plain indexes beside ours are an administrator's
right; one that refuses rows, or runs a function for each, is named.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from cchc.kernel.history import declared, parts
from cchc.kernel.history.parts import Kind, Part

HOW_TO_MEND = " Chạy “cchc migrate” để lắp lại."
_LOST = " Nền tảng không tự lắp lại được: khôi phục từ bản sao lưu, hoặc sửa trong psql theo migration của bảng."
_HOW_TO_TAKE_OFF = " Nền tảng không tự gỡ: xem ai đã đặt, rồi gỡ trong psql bằng %s;"
_WORDS: Mapping[Kind, str] = {"column": "cột", "constraint": "ràng buộc", "index": "chỉ mục"}
_LATER = {"column": 0, "constraint": 1, "index": 3}  # foreign keys after the keys that they point to
_TYPE = re.compile(r" (?:NOT NULL|GENERATED|DEFAULT)\b.*", re.DOTALL)
_PERSISTENCE = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relpersistence <> 'p' AND relname = ANY (%s)"
    " AND relnamespace = current_schema()::regnamespace ORDER BY relname"
)


@dataclass(frozen=True)
class Difference:
    """What is not as it was made, in a sentence without advice, and the statements that put it back if any do."""

    fault: str
    advice: str
    subject: str
    statements: tuple[str, ...] = ()
    order: int = 0

    @property
    def sentence(self) -> str:
        """Say what is wrong and what to do."""
        return f"{self.fault}{HOW_TO_MEND if self.statements else self.advice}"


def differences() -> list[Difference]:
    """Return what differs, in the order in which it can be put back."""
    wanted, standing = parts.wanted(), parts.standing()
    found = [one for table in sorted(wanted) for one in _of_table(table, wanted[table], standing.get(table, []))]
    return sorted([*found, *_unlogged(wanted)], key=lambda one: one.order)


def refilled(function: str) -> Iterator[str]:
    """Yield the statements that work out anew the columns that ``function`` takes part in."""
    for known in parts.wanted().values():
        for part, _words in known:
            if part.is_generated and re.search(rf"\b{function}\(", part.formula):
                yield _dropped(part).replace("DROP COLUMN", "DROP COLUMN IF EXISTS", 1)
                yield parts.made(part)


def _of_table(
    table: str, wanted: Sequence[tuple[Part, frozenset[str]]], standing: Sequence[Part]
) -> Iterator[Difference]:
    if not standing:
        yield Difference(f"Không còn bảng {table}.", _LOST, table)
        return
    left = list(standing)
    missing = [part for part, words in wanted if not _taken(part, words, left)]
    for part in missing:
        known = next((one for one in left if (one.kind, one.name) == (part.kind, part.name)), None)
        if known:
            left.remove(known)
        yield _missing(part) if known is None else _altered(part, known)
    yield from (_strange(part) for part in left if _matters(part))


def _taken(part: Part, words: frozenset[str], left: list[Part]) -> bool:
    """Take what is ``part`` out of ``left`` if it is there; only columns go by names, others have changed theirs."""
    for one in left:
        if one.kind == part.kind and one.definition in words and (part.kind != "column" or one.name == part.name):
            left.remove(one)
            return True
    return False


def _matters(part: Part) -> bool:
    """Tell whether a part that nobody declared can do harm."""
    words = part.definition
    return part.kind != "index" or "UNIQUE" in words or " WHERE " in words or "(" in words.partition("(")[2]


def _missing(part: Part) -> Difference:
    subject = _subject(part)
    can_be = part.kind != "column" or part.is_generated
    statements = (parts.made(part),) if can_be else ()
    return Difference(
        f"Bảng {part.table} thiếu {_WORDS[part.kind]} {part.name}.", _LOST, subject, statements, _at(part)
    )


def _altered(part: Part, known: Part) -> Difference:
    subject = _subject(part)
    statements = tuple(_column(part, known)) if part.kind == "column" else (_dropped(part), parts.made(part))
    fault = f"{subject[0].upper()}{subject[1:]} đã bị sửa."
    return Difference(fault, _LOST, subject, statements, _at(part))


def _strange(part: Part) -> Difference:
    advice = _HOW_TO_TAKE_OFF % _dropped(part)
    return Difference(f"Bảng {part.table} có {_WORDS[part.kind]} lạ: {part.name}.", advice, _subject(part), (), 4)


def _subject(part: Part) -> str:
    return f"{_WORDS[part.kind]} {part.name} của bảng {part.table}"


def _at(part: Part) -> int:
    return 2 if part.definition.startswith("FOREIGN KEY") else _LATER[part.kind]


def _dropped(part: Part) -> str:
    table, name = connection.ops.quote_name(part.table), connection.ops.quote_name(part.name)
    return f"DROP INDEX {name}" if part.kind == "index" else f"ALTER TABLE {table} DROP {part.kind.upper()} {name}"


def _column(part: Part, known: Part) -> Iterator[str]:
    """Yield what makes a column again what it was; nothing for one whose values are of another type now."""
    if part.is_generated:
        yield from (_dropped(part), parts.made(part))
    elif _TYPE.sub("", part.definition) == _TYPE.sub("", known.definition):
        table, name = connection.ops.quote_name(part.table), connection.ops.quote_name(part.name)
        alter = f"ALTER TABLE {table} ALTER COLUMN {name}"
        if known.is_generated:
            yield f"{alter} DROP EXPRESSION"
        elif known.formula != part.formula:
            yield f"{alter} SET DEFAULT {part.formula}" if part.formula else f"{alter} DROP DEFAULT"
        if _is_needed(part) != _is_needed(known):
            yield f"{alter} {'SET' if _is_needed(part) else 'DROP'} NOT NULL"
        yield from _identity(part, known, alter)


def _is_needed(part: Part) -> bool:
    return " NOT NULL" in part.definition


def _identity(part: Part, known: Part, alter: str) -> Iterator[str]:
    """Yield what lets the database number rows of a table again, after the last one."""
    own, now = (one.definition.partition(" GENERATED ")[2] for one in (part, known))
    if own == now or known.is_generated:
        return
    if now:
        yield f"{alter} DROP IDENTITY"
    if own:
        table, name = connection.ops.quote_name(part.table), connection.ops.quote_name(part.name)
        yield f"{alter} ADD GENERATED {own}"
        yield (
            f"SELECT setval(pg_get_serial_sequence('{table}', '{part.name}'), coalesce(max({name}), 0) + 1, false)"  # noqa: S608
            f" FROM {table}"
        )


def _unlogged(wanted: Mapping[str, object]) -> Iterator[Difference]:
    """Yield tables that a crash would empty and a replica would not have, beside those that may be so."""
    with connection.cursor() as cursor:
        cursor.execute(_PERSISTENCE, [sorted(wanted.keys() - declared.declared().unlogged)])
        for (table,) in cursor.fetchall():
            fault = f"Bảng {table} đã bị đặt UNLOGGED: sự cố sẽ làm mất các dòng."
            statement = f"ALTER TABLE {connection.ops.quote_name(table)} SET LOGGED"
            yield Difference(fault, "", f"bảng {table}", (statement,), 5)
