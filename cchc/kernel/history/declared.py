"""The triggers and functions of modules, as the migrations of this version put them in: read from the migrations.

A list by hand would miss the next one. What PostgreSQL makes of each statement is asked of PostgreSQL itself, on empty
tables of the same columns that nobody else sees and that are gone at once.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation

Trigger = tuple[str, str]
"""A table and the name of a trigger on it."""

_FUNCTION = re.compile(r"CREATE(?: OR REPLACE)? FUNCTION (\w+)\([^)]*\)\s+RETURNS trigger.*?\$\$(.*?)\$\$", re.DOTALL)
_BODY = re.compile(r"\$\$.*?\$\$", re.DOTALL)
_STATEMENT = re.compile(r"\b(?:CREATE|DROP) TRIGGER\s.*?(?:;|\Z)", re.DOTALL)
_MADE = re.compile(r"CREATE TRIGGER (\w+)\s.*?\sON (\w+)\b.*?\sEXECUTE (?:FUNCTION|PROCEDURE) (\w+)", re.DOTALL)
_DROPPED = re.compile(r"DROP TRIGGER (?:IF EXISTS )?(\w+) ON (\w+)")
_DEFINITIONS = (
    "SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid, true) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE NOT t.tgisinternal AND c.relnamespace = {}"
)
_TIMES_RESTORED = 2  # after that the words stay
_HERE, _BESIDE = "current_schema()::regnamespace", "pg_my_temp_schema()"


@dataclass
class Declared:
    """The statement that makes each trigger with the function that it calls, and the body of each function."""

    triggers: dict[Trigger, tuple[str, str]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)

    @property
    def functions(self) -> Mapping[str, str]:
        """Return the body of each function that a trigger calls."""
        return {name: self.bodies[name] for _statement, name in self.triggers.values()}

    def run(self, sql: str) -> None:
        """Take in one piece of SQL of a migration."""
        self.bodies |= dict(_FUNCTION.findall(sql))
        for statement in _STATEMENT.findall(_BODY.sub("", sql)):
            if made := _MADE.match(statement):
                self.triggers[made[2], made[1]] = statement, made[3]
            elif dropped := _DROPPED.match(statement):
                self.triggers.pop((dropped[2], dropped[1]), None)


@cache
def declared() -> Declared:
    """Return what the migrations of this version come to; tables of libraries come with triggers of their own."""
    loader = MigrationLoader(None)
    order = dict.fromkeys(key for leaf in sorted(loader.graph.leaf_nodes()) for key in loader.graph.forwards_plan(leaf))
    found = Declared()
    for key in order:
        migration = loader.graph.nodes[key]
        for sql in _sql(migration.operations) if type(migration).__module__.startswith("cchc.") else ():
            found.run(sql)
    return found


def _sql(operations: Sequence[Operation]) -> Iterator[str]:
    for operation in operations:
        if isinstance(operation, SeparateDatabaseAndState):
            yield from _sql(operation.database_operations)
        elif isinstance(operation, RunSQL):
            pieces = [operation.sql] if isinstance(operation.sql, str) else operation.sql
            yield from (piece for piece in pieces if isinstance(piece, str))


def present() -> Mapping[Trigger, str]:
    """Return every trigger of the database, the trail's own too, with its definition."""
    return _definitions(_HERE)


def wanted() -> Mapping[Trigger, Collection[str]]:
    """Return the definitions, one of which each trigger of ``present`` must have, of the tables that there are.

    What a restored backup has is read from what PostgreSQL wrote of the first, and is written in other words again.
    """
    found: dict[Trigger, list[str]] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT relname FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = {_HERE}")  # noqa: S608
        there = {name for (name,) in cursor.fetchall()}
        made = {of: statement for of, (statement, _function) in declared().triggers.items() if of[0] in there}
        for table in sorted({table for table, _name in made}):
            cursor.execute(f'CREATE TEMPORARY TABLE "{table}" (LIKE "{table}")')  # hides the real one
        for _time in range(_TIMES_RESTORED + 1):
            for statement in made.values():
                cursor.execute(statement)
            made = _definitions(_BESIDE)
            for trigger, definition in made.items():
                found.setdefault(trigger, []).append(definition)
                cursor.execute(f'DROP TRIGGER "{trigger[1]}" ON "{trigger[0]}"')
        transaction.set_rollback(True)
    return found


def _definitions(schema: str) -> dict[Trigger, str]:
    with connection.cursor() as cursor:
        cursor.execute(_DEFINITIONS.format(schema))
        return {(table, name): definition for table, name, definition in cursor.fetchall()}
