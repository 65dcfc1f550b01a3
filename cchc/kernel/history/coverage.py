"""What the trail covers: every table of the database, except those that are exempt for a stated reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path

from django.db import connection, transaction

_FUNCTIONS = Path(__file__).with_name("functions.sql")
_EVENTS = {"insert": "new_rows", "update": "old_rows new_rows", "delete": "old_rows", "truncate": ""}


@dataclass
class _Columns:
    hidden: set[str] = field(default_factory=set)
    digested: set[str] = field(default_factory=set)
    omitted: set[str] = field(default_factory=set)


_exempt: dict[str, str] = {}
_withheld: set[str] = set()
_columns: dict[str, _Columns] = {}


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
    return sha256(repr((_FUNCTIONS.read_text(), sorted(declared), sorted(_exempt.items()))).encode()).hexdigest()


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


def attached() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return table → event → arguments of the trail's triggers that are there and switched on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname, t.tgargs FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgfoid = to_regproc('kernel_audit_change')"
            " AND c.relnamespace = current_schema()::regnamespace"
        )
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for table, name, arguments in cursor.fetchall():
            words = bytes(arguments).decode().split("\0")[:-1]
            found.setdefault(table, {})[name.removeprefix("kernel_audit_")] = tuple(words)
    return found


def install() -> None:
    """Bring the functions up to date, guard the trail's own tables and put every table that is not exempt into it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('kernel_audit'))")  # two servers may start at once
        cursor.execute(_FUNCTIONS.read_text())
        present = attached()
        for table, keys in tables().items():
            here = present.get(table, {})
            wanted = None if reason_for_exemption(table) else _arguments(table, keys)
            for event, transition in _EVENTS.items():
                if here.get(event) != wanted:
                    cursor.execute(_detach(table, event))
                    if wanted is not None:
                        cursor.execute(_attach(table, event, transition, wanted))


def _arguments(table: str, keys: Iterable[str]) -> tuple[str, ...]:
    columns = _columns.get(table, _Columns())
    listed = (keys, sorted(columns.hidden), sorted(columns.digested), sorted(columns.omitted))
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
