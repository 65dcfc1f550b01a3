"""Put back what guards the data: each trigger, function and part of a table as the migrations of this version made it.

What rows stand against (a check that was off, a value that is missing) stays, and is said: rows are a person's to mend.
Only migrating does it (``cchc migrate``, an upgrade), and says what it did: ``audit verify`` would find nothing more.
Triggers that are nobody's stay, since somebody may need them; ``guards`` names them.
"""

from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction

from cchc.kernel import schema_version
from cchc.kernel.history import declared, guards, structure


def put_back() -> list[str]:
    """Put back what is missing, changed or switched off, and return a sentence for each; nothing between versions."""
    if not schema_version.is_this():  # before that, tables lack what the last statements speak of
        return []
    with transaction.atomic():
        return [*_functions(), *_parts(), *_triggers(), *_switched_off()]


def _functions() -> Iterator[str]:
    for name in guards.altered_functions():
        statement = declared.declared().made[name].statement
        _run(statement.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1))
        for other in guards.namesakes(name):
            _run(f"DROP FUNCTION {other}")
        for refilling in structure.refilled(name):  # what was worked out by the other one is wrong
            _run(refilling)
        yield f"Đã lắp lại hàm {name}."


def _parts() -> Iterator[str]:
    for difference in structure.differences():
        if not difference.statements:
            continue
        try:
            with transaction.atomic():
                for statement in difference.statements:
                    _run(statement)
        except DatabaseError as error:
            why = str(error).strip().splitlines()[0]
            yield f"Không lắp lại được {difference.subject}: {why}. Sửa các dòng ấy rồi chạy lại “cchc migrate”."
        else:
            yield f"Đã lắp lại {difference.subject}."


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
