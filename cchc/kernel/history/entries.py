"""Reading the trail, and noting that personal data was read."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from cchc.kernel import requests
from cchc.kernel.clock import ZONE
from cchc.kernel.history import coverage
from cchc.kernel.history.actor import Actor
from cchc.kernel.text import clean

_COLUMNS = "seq, at, actor_id, actor, source, request, table_name, row_pk, action, before, after"
_PAGE_LIMIT = 1000
ACTIONS = ("insert", "update", "delete", "truncate", "read")


@dataclass(frozen=True)
class Entry:
    """One entry of the trail; ``before`` and ``after`` hold only what changed (all of it for a new or deleted row)."""

    seq: int
    at: dt.datetime
    actor_id: int | None
    actor: str
    source: str
    request: str
    table: str
    row: str
    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def who(self) -> str:
        """The actor in words; a write that nobody answers for says so."""
        return self.actor or _("Không rõ")

    @cached_property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """Column, old and new value, in alphabetical order."""
        return [(key, self.before.get(key), self.after.get(key)) for key in sorted({*self.before, *self.after})]


@dataclass(frozen=True)
class Query:
    """What to look for; empty parts match everything. ``first`` and ``last`` are days, both included."""

    who: str = ""
    actor_id: int | None = None
    actor_ids: tuple[int, ...] | None = None
    table: str = ""
    tables: tuple[str, ...] | None = None
    row: str = ""
    action: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    unattributed: bool = False

    @property
    def asked(self) -> str:
        """Return the parts that were asked for: "table=plans_plan, first=2019-06-03"; all of it is an empty text."""
        return ", ".join(f"{one.name}={value}" for one in fields(self) if (value := getattr(self, one.name)))


def of(table: str, pk: object, *, limit: int = 100) -> list[Entry]:
    """Return the newest entries of one record, newest first; the caller has decided who may see them."""
    return search(Query(table=table, row=str(pk)), limit=limit)


def last_of(rows: Iterable[tuple[str, object]]) -> Entry | None:
    """Return the newest entry of any of these rows (table, key) that somebody answers for: who has just saved."""
    found = [entry for table, pk in rows for entry in of(table, pk, limit=1)]
    return max((entry for entry in found if entry.actor), key=lambda entry: entry.seq, default=None)


def count(query: Query) -> int:
    """Return how many entries match."""
    conditions, values = _conditions(query)
    where = f"WHERE {' AND '.join(conditions)}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM kernel_auditentry {where}", values)  # noqa: S608 (our words)
        return int(cursor.fetchone()[0])


def search(query: Query, *, below: int | None = None, limit: int = 50) -> list[Entry]:
    """Return the newest ``limit`` entries (at most 1000) that match, with numbers under ``below``, newest first."""
    conditions, values = _conditions(query)
    if below is not None:
        conditions.append("seq < %s")
        values.append(below)
    where = f"WHERE {' AND '.join(conditions)}"
    statement = f"SELECT {_COLUMNS} FROM kernel_auditentry {where} ORDER BY seq DESC LIMIT %s"  # noqa: S608 (our words)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, min(limit, _PAGE_LIMIT)])
        return [_entry(row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class Run:
    """Entries that one request wrote one after the other, from ``first`` to ``last``: the earliest few, and how many.

    What somebody set out to do is written before what follows from it.
    """

    first: int
    last: int
    count: int
    entries: list[Entry]


def runs(query: Query, *, below: int | None = None, limit: int = 50, shown: int = 20) -> list[Run]:
    """Return the newest ``limit`` runs of entries that match, newest first, each with its ``shown`` earliest; 1 query.

    An entry of no request is a run of its own. However long a run is, it is one: it is counted and not read.
    """
    conditions, values = _conditions(query)
    matching = " AND ".join(conditions)
    start = "seq < %s" if below is not None else "TRUE"
    columns = ", ".join(f"one.{column}" for column in _COLUMNS.split(", "))
    statement = f"""
        WITH RECURSIVE top AS (
            (SELECT seq, request, actor_id FROM kernel_auditentry WHERE {matching} AND {start}
             ORDER BY seq DESC LIMIT 1)
            UNION ALL
            SELECT next.* FROM top CROSS JOIN LATERAL (
                SELECT seq, request, actor_id FROM kernel_auditentry
                WHERE {matching} AND seq < top.seq
                    AND (top.request = '' OR request <> top.request OR actor_id IS DISTINCT FROM top.actor_id)
                ORDER BY seq DESC LIMIT 1) AS next
        ), run AS (
            SELECT seq AS last, coalesce(lead(seq) OVER (ORDER BY seq DESC), 0) AS under
            FROM (SELECT seq FROM top LIMIT %s) AS newest
        )
        SELECT run.last, counted.n, counted.first, {columns}
        FROM (SELECT * FROM run ORDER BY last DESC LIMIT %s) AS run
        CROSS JOIN LATERAL (SELECT count(*) AS n, min(seq) AS first FROM kernel_auditentry
            WHERE {matching} AND seq > run.under AND seq <= run.last) AS counted
        CROSS JOIN LATERAL (SELECT * FROM kernel_auditentry
            WHERE {matching} AND seq > run.under AND seq <= run.last ORDER BY seq LIMIT %s) AS one
        ORDER BY run.last DESC, one.seq"""  # noqa: S608 (our words)
    given = [*values, *([below] if below is not None else []), *values, limit + 1, limit, *values, *values, shown]
    found: dict[int, Run] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        for last, count, first, *row in cursor.fetchall():
            found.setdefault(last, Run(first, last, count, [])).entries.append(_entry(tuple(row)))
    return list(found.values())


def settle() -> None:
    """Chain now what the current transaction has noted so far, so that it can be read before the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS kernel_audit_seal IMMEDIATE; SET CONSTRAINTS kernel_audit_seal DEFERRED")


def _conditions(query: Query) -> tuple[list[str], list[Any]]:
    def midnight(day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(), ZONE)

    parts: list[tuple[str, Any]] = [("table_name <> ALL(%s)", coverage.withheld())]
    if query.who:
        escaped = clean(query.who).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        parts.append(("actor ILIKE %s", f"%{escaped}%"))
    if query.actor_id is not None:
        parts.append(("actor_id = %s", query.actor_id))
    if query.actor_ids is not None:
        parts.append(("actor_id = ANY(%s)", list(query.actor_ids)))
    if query.tables is not None:
        parts.append(("table_name = ANY(%s)", list(query.tables)))
    parts += [(f"{column} = %s", value) for column, value in _exact(query) if value]
    if query.first:
        parts.append(("at >= %s", midnight(query.first)))
    if query.last:
        parts.append(("at < %s", midnight(query.last + dt.timedelta(days=1))))
    if query.unattributed:
        parts.append(("actor = %s", ""))
    return [condition for condition, _value in parts], [value for _condition, value in parts]


def _exact(query: Query) -> list[tuple[str, str]]:
    return [("table_name", query.table), ("row_pk", query.row), ("action", query.action)]


def _entry(row: tuple[Any, ...]) -> Entry:
    seq, at, actor_id, actor, source, request, table, pk, action, before, after = row
    return Entry(seq, at, actor_id, actor, source, request, table, pk, action, _loaded(before), _loaded(after))


def _loaded(content: str | None) -> Mapping[str, Any]:
    return json.loads(content) if content else {}


def record_read(actor: Actor, kind: str, ids: Iterable[object], *, what: str, why: str = "") -> None:
    """Note that ``actor`` has read ``what`` of the records ``ids`` of ``kind`` (a table), which is personal data.

    ``what`` is kept in Vietnamese and said in the reader's language: a literal here, or ``refusal.marked``, so that
    ``tools.messages`` asks for its English. ``why`` is told as it stands.
    """
    keys = ",".join(str(one) for one in ids)
    content = json.dumps({"what": what, "why": why}, ensure_ascii=False)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT kernel_audit_read(%s, %s, %s, %s, %s, %s, %s)",
            [actor.user_id, actor.label, actor.source, requests.current_id(), kind, keys, content],
        )
