"""Whether the trail and the modules' own guards are on: functions, triggers, tables as this version has them.

Whoever owns the database can switch a trigger off, or give a function another body, and write unseen. What is found
here says that it was done; what was written meanwhile ``comparing`` finds.
"""

import re
from collections.abc import Iterator

from django.db import connection

from cchc.kernel.history import coverage, declared, flushing, structure
from cchc.kernel.history.structure import HOW_TO_MEND as _HOW_TO_MEND

_FUNCTION = re.compile(r"CREATE OR REPLACE FUNCTION (\w+)\(.*?\$\$(.*?)\$\$", re.DOTALL)
OWN = {
    "kernel_auditentry": {"kernel_audit_append_only", "kernel_audit_keep"},
    "kernel_auditroot": {"kernel_audit_append_only", "kernel_audit_keep"},
    "kernel_auditbatch": {"kernel_audit_seal"},
    "kernel_auditpending": set[str](),
    "kernel_audithead": set[str](),
}
_HOW_TO_TAKE_OFF = " Nền tảng không tự gỡ: xem ai đã đặt, rồi gỡ trong psql bằng DROP TRIGGER %s ON %s;"
_HOW_TO_LIFT = " Gỡ trong psql bằng DROP RULE, hoặc ALTER TABLE %s DISABLE ROW LEVEL SECURITY;"
_SWITCHED_OFF = (
    "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
    " AND t.tgenabled NOT IN ('O', 'A') AND c.relnamespace = current_schema()::regnamespace ORDER BY 1, 2"
)
_RULES = (
    "SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p')"
    " AND c.relnamespace = current_schema()::regnamespace"
    " AND (c.relrowsecurity OR EXISTS (SELECT FROM pg_rewrite w WHERE w.ev_class = c.oid)) ORDER BY c.relname"
)


def faults() -> list[str]:
    """Return what is wrong, in sentences; some fifteen queries; at first two seconds for what is wanted."""
    structural = (difference.sentence for difference in structure.differences())
    return [*_functions(), *_triggers(), *_modules(), *_tables(), *structural, *_rules(), *_session()]


def _functions() -> Iterator[str]:
    wanted = dict(_FUNCTION.findall(coverage.FUNCTIONS.read_text()))
    found: dict[str, list[tuple[str, bool]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosrc, proconfig IS NULL AND NOT prosecdef FROM pg_proc WHERE prokind = 'f'"
            " AND starts_with(proname, 'kernel_audit') AND pronamespace = current_schema()::regnamespace"
        )
        for name, body, is_plain in cursor.fetchall():
            found.setdefault(name, []).append((body, is_plain))
        cursor.execute("SELECT count(*) FROM pg_aggregate WHERE aggtransfn = to_regproc('kernel_audit_link')"
                       " AND aggfnoid = to_regproc('kernel_audit_chain') AND aggfinalfn = 0")  # fmt: skip
        if cursor.fetchone() != (1,):
            found.pop("kernel_audit_link", None)
    for name, body in wanted.items():
        if found.get(name) != [(body, True)]:
            yield f"Hàm {name} của nhật ký đã bị sửa hoặc không còn.{_HOW_TO_MEND}"


def _triggers() -> Iterator[str]:
    """Yield known triggers that are switched off, and what the trail's own tables lack."""
    for table, name in switched_off():
        yield f"Trigger {name} của bảng {table} đã bị tắt.{_HOW_TO_MEND}"
    present = declared.present()
    for table, names in OWN.items():
        if missing := {name for name in names if (table, name) not in present}:
            yield f"Bảng {table} thiếu trigger {', '.join(sorted(missing))}.{_HOW_TO_MEND}"


def switched_off() -> list[declared.Trigger]:
    """Return the triggers that should be there and don't run, but for what a test has switched off."""
    allowed = {"kernel_audit_keep", "kernel_audit_truncate"} if flushing.is_allowed() else set()
    with connection.cursor() as cursor:
        cursor.execute(_SWITCHED_OFF)
        return [(table, name) for table, name in cursor.fetchall() if name not in allowed and is_known(table, name)]


def is_known(table: str, name: str) -> bool:
    """Tell whether a trigger of ``table`` may bear ``name``: the trail's own ones, and what migrations put in."""
    if table in OWN:
        return name in OWN[table]
    of_trail = name.removeprefix("kernel_audit_") in coverage.EVENTS and name.startswith("kernel_audit_")
    return (of_trail and not coverage.reason_for_exemption(table)) or (table, name) in declared.declared().triggers


def _modules() -> Iterator[str]:
    """Yield what is wrong with the triggers that migrations put in, and what is nobody's, on whichever table."""
    wanted, present = declared.wanted(), declared.present()
    for table, name in sorted(wanted.keys() | present.keys()):
        if (table, name) not in present:
            yield f"Bảng {table} thiếu trigger {name}.{_HOW_TO_MEND}"
        elif not is_known(table, name):
            yield f"Bảng {table} có trigger lạ: {name}.{_HOW_TO_TAKE_OFF % (_quoted(name), _quoted(table))}"
        elif (table, name) in wanted and present[table, name] not in wanted[table, name]:
            yield f"Trigger {name} của bảng {table} đã bị sửa.{_HOW_TO_MEND}"
    for name in altered_functions():
        yield f"Hàm {name} đã bị sửa hoặc không còn.{_HOW_TO_MEND}"


def altered_functions() -> list[str]:
    """Return the functions that are not as the migrations of this version made them, or not there."""
    made = declared.declared()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosrc, proconfig IS NULL AND NOT prosecdef FROM pg_proc"
            " WHERE pronamespace = current_schema()::regnamespace AND proname = ANY (%s) ORDER BY proname",
            [list(made.made)],
        )
        found: dict[str, set[tuple[str, bool]]] = {name: set() for name in made.functions}
        for name, source, is_plain in cursor.fetchall():
            found.setdefault(name, set()).add((source, is_plain))
    return [name for name, bodies in sorted(found.items()) if bodies != {(made.made[name].body, True)}]


def namesakes(name: str) -> list[str]:
    """Return functions of that name that no migration made, as DROP FUNCTION takes them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
            " AND proname = %s AND prosrc <> %s",
            [name, declared.declared().made[name].body],
        )
        return [other for (other,) in cursor.fetchall()]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name.replace('"', '""'))


def _tables() -> Iterator[str]:
    present = coverage.attached(switched_off=True)
    for table, keys in coverage.tables().items():
        if coverage.reason_for_exemption(table):
            continue
        wanted = coverage.arguments(table, keys)
        wrong = [event for event in coverage.EVENTS if present.get(table, {}).get(event) != wanted]
        if wrong:
            yield f"Bảng {table} không được ghi nhật ký khi {', '.join(wrong)}.{_HOW_TO_MEND}"


def _rules() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(_RULES)
        for (table,) in cursor.fetchall():
            yield f"Bảng {table} có quy tắc (RULE) hoặc giới hạn dòng làm thay đổi lệnh ghi.{_HOW_TO_LIFT % table}"


def _session() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        if cursor.fetchone() != ("origin",):
            yield (
                "Cơ sở dữ liệu đặt session_replication_role khác origin: trigger của nhật ký không chạy. Bỏ đi"
                " trong psql bằng ALTER DATABASE … RESET session_replication_role; hoặc ALTER ROLE … RESET …;"
            )
