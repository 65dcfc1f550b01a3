"""What the trail covers: every table of the database, except those that are exempt for a stated reason."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction

from cchc.kernel.history import flushing

FUNCTIONS = Path(__file__).with_name("functions.sql")
EVENTS = {"insert": "new_rows", "update": "old_rows new_rows", "delete": "old_rows", "truncate": ""}


@dataclass
class _Columns:
    hidden: set[str] = field(default_factory=set)
    digested: set[str] = field(default_factory=set)
    omitted: set[str] = field(default_factory=set)


_exempt: dict[str, str] = {}
_withheld: set[str] = set()
_columns: dict[str, _Columns] = {}
_TYPES = {"insert": 4, "update": 16, "delete": 8, "truncate": 32}  # pg_trigger.tgtype: after, for each statement


def exempt(pattern: str, reason: str) -> None:
    """Keep the tables that ``pattern`` matches (``procrastinate_*``) out of the trail, and say why."""
    if not reason:
        raise ValueError(f"say why {pattern!r} is exempt")
    _exempt[pattern] = reason


def withhold(table: str, reason: str) -> None:
    """Keep ``table`` out of the trail like ``exempt``, and show nobody the entries of the time before."""
    exempt(table, reason)
    _withheld.add(table)


def withheld() -> list[str]:
    """Return the tables whose entries are shown on no page and in no file, in alphabetical order."""
    return sorted(_withheld)


def redact(table: str, *columns: str) -> None:
    """Keep the values of ``columns`` out of the trail: it tells that they changed, not from or to what."""
    _columns.setdefault(table, _Columns()).hidden.update(columns)


def digest(table: str, *columns: str) -> None:
    """Keep only the SHA-256 of ``columns`` in the trail: for contents too large to be kept twice."""
    _columns.setdefault(table, _Columns()).digested.update(columns)


@contextmanager
def digesting(table: str, *columns: str) -> Iterator[None]:
    """Do the same for the length of a block: for a migration that fills a column which is there no longer."""
    before = deepcopy(_columns.get(table))
    digest(table, *columns)
    try:
        install()
        yield
    finally:
        _columns[table] = before or _Columns()


def omit(table: str, *columns: str) -> None:
    """Leave out ``columns`` that follow from others (a search key): a change of nothing else is none."""
    _columns.setdefault(table, _Columns()).omitted.update(columns)


def reason_for_exemption(table: str) -> str | None:
    """Return why ``table`` is not in the trail, or ``None`` if it is."""
    return next((reason for pattern, reason in _exempt.items() if fnmatchcase(table, pattern)), None)


def exemptions() -> Mapping[str, str]:
    """Return pattern → reason."""
    return dict(_exempt)


def version() -> str:
    """Return a digest of the functions and of what has been declared; another one calls for ``install``."""
    declared = [(table, sorted(c.hidden), sorted(c.digested), sorted(c.omitted)) for table, c in _columns.items()]
    said = (FUNCTIONS.read_text(), sorted(declared), sorted(_exempt.items()), sorted(_generated().items()))
    return sha256(repr(said).encode()).hexdigest()


@cache
def _generated() -> Mapping[str, tuple[str, ...]]:
    """Return table → columns that the database works out of others: a change of theirs is the change of the others."""
    columns = {
        model._meta.db_table: tuple(str(field.column) for field in model._meta.concrete_fields if field.generated)
        for model in apps.get_models(include_auto_created=True)
    }
    return {table: names for table, names in columns.items() if names}


def tables() -> dict[str, tuple[str, ...]]:
    """Return every table of the database with the columns of its primary key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, coalesce(array_agg(a.attname ORDER BY array_position(i.indkey::int2[], a.attnum))"
            " FILTER (WHERE a.attname IS NOT NULL), '{}') FROM pg_class c"
            " LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary"
            " LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)"
            " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition"
            " AND c.relnamespace = current_schema()::regnamespace GROUP BY c.relname ORDER BY c.relname"
        )
        return {name: tuple(keys) for name, keys in cursor.fetchall()}


def attached(*, switched_off: bool = False) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return table → event → arguments of the trail's triggers that are there as they should be, and switched on.

    With ``switched_off`` also those that are there and don't run.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname, t.tgargs, t.tgtype, coalesce(t.tgoldtable, ''), coalesce(t.tgnewtable, '')"
            " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgfoid = to_regproc('kernel_audit_change')"
            " AND t.tgqual IS NULL AND t.tgattr = '' AND (%s OR t.tgenabled IN ('O', 'A'))"
            " AND c.relnamespace = current_schema()::regnamespace",
            [switched_off],
        )
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for table, name, arguments, kind, *transition in cursor.fetchall():
            event = name.removeprefix("kernel_audit_")
            if (kind, " ".join(filter(None, transition))) == (_TYPES.get(event), EVENTS.get(event)):
                words = bytes(arguments).decode().split("\0")[:-1]
                found.setdefault(table, {})[event] = tuple(words)
    return found


def install() -> None:
    """Bring the functions up to date, guard the trail's own tables and put every table that is not exempt into it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('kernel_audit'))")  # two servers may start at once
        cursor.execute(FUNCTIONS.read_text())
        present = attached()
        for table, keys in tables().items():
            here = present.get(table, {})
            wanted = None if reason_for_exemption(table) else arguments(table, keys)
            for event, transition in EVENTS.items():
                if here.get(event) != wanted:
                    cursor.execute(_detach(table, event))
                    if wanted is not None:
                        cursor.execute(_attach(table, event, transition, wanted))
    if flushing.is_allowed():
        flushing.allow()  # a trigger that was attached again is on


def arguments(table: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Return what the triggers of ``table`` are told: columns of its key, hidden, digested, omitted."""
    columns = _columns.get(table, _Columns())
    omitted = columns.omitted.union(_generated().get(table, ()))
    listed = (keys, sorted(columns.hidden), sorted(columns.digested), sorted(omitted))
    return tuple(",".join(names) for names in listed)


def _detach(table: str, event: str) -> str:
    return f"DROP TRIGGER IF EXISTS kernel_audit_{event} ON {_quoted(table)}"


def _attach(table: str, event: str, transition: str, arguments: tuple[str, ...]) -> str:
    named = " ".join(f"{word.split('_')[0].upper()} TABLE AS {word}" for word in transition.split())
    literals = ", ".join("'" + word.replace("'", "''") + "'" for word in arguments)
    return (
        f"CREATE TRIGGER kernel_audit_{event} AFTER {event.upper()} ON {_quoted(table)}"
        f"{' REFERENCING ' + named if named else ''} FOR EACH STATEMENT"
        f" EXECUTE FUNCTION kernel_audit_change({literals})"
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
