"""The triggers and functions of modules and libraries, as the migrations of this version put them in: read from these.

A list by hand would miss the next one. What PostgreSQL makes of each statement is asked of PostgreSQL itself, on empty
tables of the same columns that nobody else sees and that are gone at once.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation

Trigger = tuple[str, str]
"""A table and the name of a trigger on it."""

_FUNCTION = re.compile(
    r"(CREATE(?: OR REPLACE)? FUNCTION (\w+)\([^)]*\)\s+RETURNS\s[^$;]*?(\$\w*\$)(.*?)\3[^;]*)", re.DOTALL | re.I
)
_TABLE = re.compile(r"CREATE (UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\w+) \(.*?\);|CREATE INDEX [^;]*;", re.DOTALL)
_BODY = re.compile(r"(\$\w*\$).*?\1", re.DOTALL)
_STATEMENT = re.compile(r"\b(?:(?:CREATE|DROP|ALTER) TRIGGER|ALTER FUNCTION)\s.*?(?:;|\Z)", re.DOTALL | re.I)
_MADE = re.compile(r"CREATE TRIGGER (\w+)\s.*?\sON (\w+)\b.*?\sEXECUTE (?:FUNCTION|PROCEDURE) (\w+)", re.DOTALL | re.I)
_DROPPED = re.compile(r"DROP TRIGGER (?:IF EXISTS )?(\w+)\s+ON (\w+)", re.I)
_RENAMED = re.compile(r"ALTER TRIGGER (\w+)\s+ON (\w+)\s+RENAME TO (\w+)", re.I)
_FUNCTION_RENAMED = re.compile(r"ALTER FUNCTION (\w+)\s+RENAME TO (\w+)", re.I)
_DEFINITIONS = (
    "SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid, true) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE NOT t.tgisinternal AND c.relnamespace = {}"
)
_TIMES_RESTORED = 2  # after that the words stay
_HERE, _BESIDE = "current_schema()::regnamespace", "pg_my_temp_schema()"


@dataclass(frozen=True)
class Function:
    """The statement that makes a function, and what it does, as PostgreSQL keeps it."""

    statement: str
    body: str


@dataclass
class Declared:
    """The statement that makes each trigger with the function that it calls, and each function."""

    triggers: dict[Trigger, tuple[str, str]] = field(default_factory=dict)
    made: dict[str, Function] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    tables: list[str] = field(default_factory=list)
    """The statements of ours that make tables, and their indexes, of which no model knows."""
    unlogged: set[str] = field(default_factory=set)

    @property
    def functions(self) -> Mapping[str, Function]:
        """Return each function that must be there: what a trigger calls, and whatever our own migrations made."""
        called = {name for _statement, name in self.triggers.values()}
        return {name: self.made[name] for name in sorted(called | self.own)}

    def run(self, sql: str, *, own: bool = True) -> None:
        """Take in one piece of SQL of a migration, one of ours or of a library."""
        functions = {name: Function(statement, body) for statement, name, _tag, body in _FUNCTION.findall(sql)}
        self.made |= functions
        if own:
            self.own |= functions.keys()
            self._make_tables(_BODY.sub("", sql))
        for found in _STATEMENT.finditer(_BODY.sub("", sql)):
            statement = found[0]
            if made := _MADE.match(statement):
                self.triggers[made[2], made[1]] = statement, made[3]
            elif dropped := _DROPPED.match(statement):
                self.triggers.pop((dropped[2], dropped[1]), None)
            elif renamed := _RENAMED.match(statement):
                made_as, function = self.triggers.pop((renamed[2], renamed[1]))
                self.triggers[renamed[2], renamed[3]] = _renamed(made_as, renamed[1], renamed[3]), function
            elif renamed := _FUNCTION_RENAMED.match(statement):
                self._rename_function(renamed[1], renamed[2])

    def _make_tables(self, sql: str) -> None:
        for found in _TABLE.finditer(sql):
            self.tables.append(found[0].replace("UNLOGGED ", ""))
            self.unlogged |= {found[2]} if found[1] else set()

    def _rename_function(self, old: str, new: str) -> None:
        if old in self.made:
            function = self.made.pop(old)
            self.made[new] = Function(_renamed(function.statement, old, new), function.body)
            for trigger, (statement, called) in self.triggers.items():
                if called == old:
                    self.triggers[trigger] = _renamed(statement, old, new), new


def _renamed(statement: str, old: str, new: str) -> str:
    return re.sub(rf"\b{old}\b", new, statement, count=1)


@cache
def declared() -> Declared:
    """Return what the migrations of this version come to, those of libraries too: the queue has triggers."""
    loader = MigrationLoader(None)
    order = dict.fromkeys(key for leaf in sorted(loader.graph.leaf_nodes()) for key in loader.graph.forwards_plan(leaf))
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("cchc.")}
    found = Declared()
    for key in order:
        for sql in _sql(loader.graph.nodes[key].operations):
            found.run(sql, own=key[0] in ours)
    return found


def absent() -> list[Function]:
    """Return the functions that must be there and are not."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT proname FROM pg_proc WHERE pronamespace = {_HERE}")  # noqa: S608
        there = {name for (name,) in cursor.fetchall()}
    return [function for name, function in declared().functions.items() if name not in there]


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
