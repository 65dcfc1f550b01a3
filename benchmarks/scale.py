"""A large installation in a few seconds: many plans, assignments and reports, written by SQL from one real plan.

The audit triggers rest meanwhile: this is data to measure on, not a record of anything.
"""

from django.db import connection, transaction

_PLANS = """
INSERT INTO plans_plan (unit_id, number, issued_on, place, issuer, title, year, frame, state, is_demo, adopted_at)
SELECT unit_id, 'B' || n || '/KH-UBND', issued_on, place, issuer, title || ' (' || n || ')', year, '{}', state, true,
       adopted_at
FROM plans_plan, generate_series(1, %(plans)s) n WHERE id = %(plan)s
"""
_GROUPS = """
INSERT INTO plans_taskgroup (plan_id, no, title, position)
SELECT p.id, g.no, g.title, g.position FROM plans_taskgroup g, plans_plan p
WHERE g.plan_id = %(plan)s AND p.number LIKE 'B%%/KH-UBND'
"""


def _columns(table: str, without: set[str]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
            " ORDER BY ordinal_position",
            [table],
        )
        return ", ".join(f'"{name}"' for (name,) in cursor.fetchall() if name not in without)


def grow(plan_id: int, *, plans: int, assignments: int, reports: int) -> None:
    """Add ``plans`` copies of a plan with ``assignments`` each, and ``reports`` to each assignment."""
    values = {"plan": plan_id, "plans": plans, "assignments": assignments, "reports": reports}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(_PLANS, values)
        cursor.execute(_GROUPS, values)
        cursor.execute(_tasks(), values)
        cursor.execute(_assignments(), values)
        cursor.execute(_reports(), values)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _tasks() -> str:
    same = _columns("plans_task", {"id", "plan_id", "group_id", "implements_id", "parent_id"})
    of = ", ".join(f"t.{name}" for name in same.split(", "))
    return (
        f"INSERT INTO plans_task (plan_id, group_id, {same}) SELECT p.id, g2.id, {of} FROM plans_task t"
        " JOIN plans_taskgroup g1 ON g1.id = t.group_id, plans_plan p JOIN plans_taskgroup g2 ON g2.plan_id = p.id"
        " WHERE t.plan_id = %(plan)s AND p.number LIKE 'B%%/KH-UBND' AND g2.no = g1.no"
    )


def _assignments() -> str:
    same = _columns("plans_assignment", {"id", "plan_id", "task_id"})
    of = ", ".join(f"a.{name}" for name in same.split(", "))
    return (
        f"INSERT INTO plans_assignment (plan_id, task_id, {same}) SELECT p.id, t2.id, {of}"
        " FROM (SELECT * FROM plans_assignment WHERE plan_id = %(plan)s ORDER BY md5(id::text)"
        " LIMIT %(assignments)s) a JOIN plans_task t1 ON t1.id = a.task_id,"
        " plans_plan p JOIN plans_task t2 ON t2.plan_id = p.id"
        " WHERE p.number LIKE 'B%%/KH-UBND' AND t2.code = t1.code"
    )


def _reports() -> str:
    return """
    INSERT INTO plans_report
      (assignment_id, percent, done_text, product_kind, reference_number, spent, reported_at, state, reason)
    SELECT a.id, least(99, 15 * n), 'Đang thực hiện theo tiến độ đã đăng ký.', 'none', '', 0,
           timestamptz '2019-01-10 09:00+07' + n * interval '40 days', 'noted', ''
    FROM plans_assignment a JOIN plans_plan p ON p.id = a.plan_id, generate_series(1, %(reports)s) n
    WHERE p.number LIKE 'B%%/KH-UBND'
    """
