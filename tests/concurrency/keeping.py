"""The state of the database as rows, what differs between two states, and the way back to one."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

State = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Table → primary key → row as JSON."""
_MADE_UP = frozenset(
    ["password", "digest", "secret", "prefix", "token", "sha256", "size", "form", "session_key", "created_at", "stamp"]
)
"""Random, or told by what lies beside: not compared, no more than files are, but brought back."""


@cache
def tables() -> Mapping[str, type[models.Model]]:
    """Return the modules' tables and the files they keep; the kernel's others tell what happened, and don't count."""
    ours = ("cchc.", "allauth.usersessions.")
    known = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith(ours)]
    return {one._meta.db_table: one for one in known if _counts(one._meta.db_table)}


def _counts(table: str) -> bool:
    return table == "kernel_file" or not table.startswith("kernel_")


def state() -> State:
    """Read every row; one query."""
    parts = " UNION ALL ".join(
        f'SELECT \'{table}\', "{model._meta.pk.column}"::text, to_jsonb(r)::text FROM "{table}" r'
        for table, model in tables().items()
    )
    found: dict[str, dict[str, Any]] = {table: {} for table in tables()}
    with connection.cursor() as cursor:
        cursor.execute(parts)
        for table, key, row in cursor.fetchall():
            found[table][key] = row
    return found


def restore(present: State, wanted: State) -> None:
    """Write the rows that differ back, past triggers and foreign keys."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, model in tables().items():
            had, now = wanted[table], present[table]
            wrong = [key for key in had.keys() | now.keys() if had.get(key) != now.get(key)]
            if not wrong:
                continue
            cursor.execute(f'DELETE FROM "{table}" WHERE "{model._meta.pk.column}"::text = ANY (%s)', [wrong])
            rows = "[" + ",".join(had[key] for key in wrong if key in had) + "]"
            kept = ", ".join(f'"{one.column}"' for one in model._meta.concrete_fields if not one.generated)
            cursor.execute(
                f'INSERT INTO "{table}" ({kept}) SELECT {kept} FROM jsonb_populate_recordset(NULL::"{table}", %s)',
                [rows],
            )


def sequences() -> list[tuple[str, int]]:
    """Return the last number of each sequence, so that every run gives the same numbers again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(sequencename), coalesce(last_value, 0) FROM pg_sequences")
        return [(name, last) for name, last in cursor.fetchall() if not name.startswith(("kernel_", "procrastinate_"))]


def rewind(numbers: Iterable[tuple[str, int]]) -> None:
    """Set the sequences back."""
    said = ", ".join(f"setval('{name}', {max(last, 1)}, {str(last > 0).lower()})" for name, last in numbers)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {said}")


def difference(before: State, after: State) -> Mapping[str, Any]:
    """Return what came of acts, told without the numbers of new rows: changed, gone, and a bag of new ones a table."""
    told = {}
    for table, rows in after.items():
        was = before[table]
        changed = {
            key: _columns(table, rows[key], before, was[key])
            for key in rows.keys() & was.keys()
            if rows[key] != was[key]
        }
        gone = sorted(was.keys() - rows.keys())
        new = Counter(
            json.dumps(_columns(table, rows[key], before), sort_keys=True) for key in rows.keys() - was.keys()
        )
        changed = {key: columns for key, columns in changed.items() if columns}
        if changed or gone or new:
            told[table] = (changed, gone, dict(new))
    return told


def _columns(table: str, row: str, before: State, was: str | None = None) -> dict[str, Any]:
    old = json.loads(was) if was is not None else {}
    model = tables()[table]
    told = {}
    for name, value in json.loads(row).items():
        if (
            name in _MADE_UP
            or name in _files(model)
            or (was is None and name == model._meta.pk.column)
            or (was and old.get(name) == value)
        ):
            continue
        told[name] = "a new row" if _is_new(model, name, value, before) else value
    return told


def _is_new(model: type[models.Model], column: str, value: Any, before: State) -> bool:
    target = _targets(model).get(column)
    return target is not None and value is not None and target in before and str(value) not in before[target]


@cache
def _files(model: type[models.Model]) -> frozenset[str]:
    return frozenset(field.column for field in model._meta.concrete_fields if isinstance(field, models.BinaryField))


@cache
def _targets(model: type[models.Model]) -> Mapping[str, str]:
    found = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            found[field.column] = field.related_model._meta.db_table  # type: ignore[union-attr]
    return found
