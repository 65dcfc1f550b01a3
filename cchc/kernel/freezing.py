"""SQL for migrations: triggers by which the database itself refuses to change what was given out, whoever asks.

TRUNCATE is the audit trail's to refuse. The words are English, for whoever writes past the platform: an act of the
platform never comes here, since it checks the same under its lock and refuses in a sentence.
"""

from collections.abc import Collection

FUNCTION = """
CREATE OR REPLACE FUNCTION kernel_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is frozen: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- Refuse rows below a parent that is closed. Arguments: its table, the column that names it, its column of state,
-- the states in which it is open. Into an invented parent rows may be put with it.
CREATE OR REPLACE FUNCTION kernel_frozen_below() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_key text := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) ->> TG_ARGV[1] END;
    new_key text := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) ->> TG_ARGV[1] END;
    closed boolean;
BEGIN
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM %I AS above WHERE id IN ($1::bigint, $2::bigint) AND %I <> ALL ($3)'
        ' AND NOT ($4 AND coalesce((to_jsonb(above) ->> ''is_demo'')::boolean, false)))', TG_ARGV[0], TG_ARGV[2])
        INTO closed USING old_key, new_key, string_to_array(TG_ARGV[3], ','), TG_OP = 'INSERT';
    IF closed THEN
        RAISE EXCEPTION '% is frozen with its %: % is refused', TG_TABLE_NAME, TG_ARGV[0], TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
"""


def columns(table: str, names: Collection[str], *, when: str = "true", name: str = "frozen") -> str:
    """Return the trigger that keeps ``names`` of rows of which ``when`` (in terms of OLD and NEW) is so."""
    old, new = (", ".join(f"{side}.{column}" for column in names) for side in ("OLD", "NEW"))
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE UPDATE ON {table} FOR EACH ROW"
        f" WHEN (({when}) AND ROW({old}) IS DISTINCT FROM ROW({new})) EXECUTE FUNCTION kernel_frozen();\n"
    )


def rows(table: str, *, when: str = "true") -> str:
    """Return the trigger that refuses to delete rows of which ``when`` (in terms of OLD) is so."""
    return (
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW"
        f" WHEN ({when}) EXECUTE FUNCTION kernel_frozen();\n"
    )


def below(table: str, parent: str, key: str, open_states: Collection[str], *, state: str = "state") -> str:
    """Return the trigger that refuses to add, change or delete rows whose parent is in no open state."""
    said = ",".join(open_states)
    return (
        f"CREATE TRIGGER {table}_closed BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW"
        f" EXECUTE FUNCTION kernel_frozen_below('{parent}', '{key}', '{state}', '{said}');\n"
    )


def columns_below(
    table: str, names: Collection[str], parent: str, key: str, open_states: Collection[str], *, state: str = "state"
) -> str:
    """Return the trigger that keeps ``names`` of rows whose parent is in no open state."""
    old, new = (", ".join(f"{side}.{column}" for column in names) for side in ("OLD", "NEW"))
    said = ",".join(open_states)
    return (
        f"CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} FOR EACH ROW"
        f" WHEN (ROW({old}) IS DISTINCT FROM ROW({new}))"
        f" EXECUTE FUNCTION kernel_frozen_below('{parent}', '{key}', '{state}', '{said}');\n"
    )


def rows_below(table: str, parent: str, key: str, open_states: Collection[str], *, state: str = "state") -> str:
    """Return the trigger that refuses to delete rows whose parent is in no open state."""
    said = ",".join(open_states)
    return (
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW"
        f" EXECUTE FUNCTION kernel_frozen_below('{parent}', '{key}', '{state}', '{said}');\n"
    )


def undone(sql: str) -> str:
    """Return what drops the triggers that ``sql`` makes."""
    made = [line.split() for line in sql.splitlines() if line.startswith("CREATE TRIGGER ")]
    return "".join(f"DROP TRIGGER {words[2]} ON {words[words.index('ON') + 1]};\n" for words in made)
