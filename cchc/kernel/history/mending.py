"""Put back what guards the data: each trigger and function as the migrations of this version made it.

Only migrating does it (``cchc migrate``, an upgrade), and says what it did: ``audit verify`` would find nothing more.
Triggers that are nobody's stay, since somebody may need them; ``guards`` names them.
"""

from collections.abc import Iterator

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from cchc.kernel.history import declared, guards


def put_back() -> list[str]:
    """Put back what is missing, changed or switched off, and return a sentence for each; nothing between versions."""
    if not _is_of_this_version():
        return []
    with transaction.atomic():
        return [*_functions(), *_triggers(), *_switched_off()]


def _is_of_this_version() -> bool:
    """Tell whether every migration has run: before that, tables lack what the last statements speak of."""
    loader = MigrationLoader(connection)
    return set(loader.graph.nodes) <= set(loader.applied_migrations)


def _functions() -> Iterator[str]:
    for name in guards.altered_functions():
        statement = declared.declared().functions[name].statement
        _run(statement.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1))
        yield f"Đã lắp lại hàm {name}."


def _triggers() -> Iterator[str]:
    wanted, present = declared.wanted(), declared.present()
    for (table, name), definitions in wanted.items():
        if present.get((table, name)) in definitions:
            continue
        if (table, name) in present:
            _run(f"DROP TRIGGER {_quoted(name)} ON {_quoted(table)}")
        _run(declared.declared().triggers[table, name][0])
        yield f"Đã lắp lại trigger {name} của bảng {table}."


def _switched_off() -> Iterator[str]:
    for table, name in guards.switched_off():
        _run(f"ALTER TABLE {_quoted(table)} ENABLE TRIGGER {_quoted(name)}")
        yield f"Đã bật lại trigger {name} của bảng {table}."


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
