"""Whether the trail and the modules' own guards are on: functions and triggers as this version has them, nothing else.

Whoever owns the database can switch a trigger off, or give a function another body, and write unseen. What is found
here says that it was done; what was written meanwhile ``comparing`` finds.
"""

import re
from collections.abc import Iterator

from django.db import connection

from cchc.kernel.history import coverage, declared, flushing

_FUNCTION = re.compile(r"CREATE OR REPLACE FUNCTION (\w+)\(.*?\$\$(.*?)\$\$", re.DOTALL)
_OWN = {
    "kernel_auditentry": {"kernel_audit_append_only", "kernel_audit_keep"},
    "kernel_auditroot": {"kernel_audit_append_only", "kernel_audit_keep"},
    "kernel_auditbatch": {"kernel_audit_seal"},
    "kernel_auditpending": set[str](),
    "kernel_audithead": set[str](),
}
_HOW_TO_MEND = " Chạy “cchc migrate” để lắp lại."
_TRIGGERS = (
    "SELECT c.relname, t.tgname, t.tgenabled IN ('O', 'A') FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname, t.tgname"
)
_RULES = (
    "SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p')"
    " AND c.relnamespace = current_schema()::regnamespace"
    " AND (c.relrowsecurity OR EXISTS (SELECT FROM pg_rewrite w WHERE w.ev_class = c.oid)) ORDER BY c.relname"
)


def faults() -> list[str]:
    """Return what is wrong, in sentences; some ten queries, and two for each table that a module guards."""
    return [*_functions(), *_triggers(), *_modules(), *_tables(), *_rules(), *_session()]


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
    """Yield triggers of anybody that are switched off, and what is wrong with those of the trail's own tables."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS)
        found = cursor.fetchall()
    allowed = {"kernel_audit_keep", "kernel_audit_truncate"} if flushing.is_allowed() else set()
    for table, name, is_on in found:
        if not is_on and name not in allowed:
            yield f"Trigger {name} của bảng {table} đã bị tắt.{_HOW_TO_MEND}"
    for table, names in _OWN.items():
        present = {name for where, name, _is_on in found if where == table}
        if missing := names - present:
            yield f"Bảng {table} thiếu trigger {', '.join(sorted(missing))}.{_HOW_TO_MEND}"
        if strange := present - names:
            yield f"Bảng {table} có trigger lạ: {', '.join(sorted(strange))}."


def _modules() -> Iterator[str]:
    """Yield what is wrong with the triggers of modules: one that is missing, made otherwise, or nobody's."""
    wanted, present = declared.wanted(), declared.present()
    own = {f"kernel_audit_{event}" for event in coverage.EVENTS}  # _tables looks at these, _triggers at those of _OWN
    for table, name in sorted(wanted.keys() | present.keys()):
        if table in _OWN or name in own:
            continue
        if (table, name) not in present:
            yield f"Bảng {table} thiếu trigger {name}."
        elif (table, name) not in wanted:
            if not coverage.reason_for_exemption(table):  # tables of libraries come with triggers of their own
                yield f"Bảng {table} có trigger lạ: {name}."
        elif present[table, name] not in wanted[table, name]:
            yield f"Trigger {name} của bảng {table} đã bị sửa."
    bodies = declared.declared().functions
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, array_agg(prosrc), bool_and(proconfig IS NULL AND NOT prosecdef) FROM pg_proc"
            " WHERE pronamespace = current_schema()::regnamespace AND proname = ANY (%s) GROUP BY proname",
            [list(bodies)],
        )
        found = {name: (sources, is_plain) for name, sources, is_plain in cursor.fetchall()}
    for name, body in sorted(bodies.items()):
        if found.get(name) != ([body], True):
            yield f"Hàm {name} của trigger đã bị sửa hoặc không còn."


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
            yield f"Bảng {table} có quy tắc (RULE) hoặc giới hạn dòng làm thay đổi lệnh ghi."


def _session() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        if cursor.fetchone() != ("origin",):
            yield "Cơ sở dữ liệu đặt session_replication_role khác origin: trigger của nhật ký không chạy."
