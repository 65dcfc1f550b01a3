"""Emptying tables: refused for the trail and noted for all others, except in a database that lives for one test run."""

from django.db import connection

_SWITCH = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN SELECT tgrelid::regclass AS relation, tgname FROM pg_trigger
                 WHERE tgname IN ('kernel_audit_keep', 'kernel_audit_truncate') LOOP
        EXECUTE format('ALTER TABLE %s {verb} TRIGGER %I', found.relation, found.tgname);
    END LOOP;
END
$$
"""


_allowed = False


def is_allowed() -> bool:
    """Tell whether this process has let tables be truncated unseen."""
    return _allowed


def allow() -> None:
    """Let every table be truncated unseen: for the test database, which is emptied between tests."""
    global _allowed
    _allowed = True
    with connection.cursor() as cursor:
        cursor.execute(_SWITCH.replace("{verb}", "DISABLE"))


def forbid() -> None:
    """Take that back in the database."""
    with connection.cursor() as cursor:
        cursor.execute(_SWITCH.replace("{verb}", "ENABLE"))
