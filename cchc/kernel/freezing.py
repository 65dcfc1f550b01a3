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
    return _trigger(f"{table}_{name}", "UPDATE", table, "kernel_frozen()", f"({when}) AND {_altered(names)}")


def rows(table: str, *, when: str = "true") -> str:
    """Return the trigger that refuses to delete rows of which ``when`` (in terms of OLD) is so."""
    return _trigger(f"{table}_kept", "DELETE", table, "kernel_frozen()", when)


def below(table: str, parent: str, key: str, open_states: Collection[str], *, state: str = "state") -> str:
    """Return the trigger that refuses to add, change or delete rows whose parent is in no open state."""
    calls = _below(parent, key, state, open_states)
    return _trigger(f"{table}_closed", "INSERT OR UPDATE OR DELETE", table, calls)


def columns_below(
    table: str, names: Collection[str], parent: str, key: str, open_states: Collection[str], *, state: str = "state"
) -> str:
    """Return the trigger that keeps ``names`` of rows whose parent is in no open state."""
    return _trigger(f"{table}_frozen", "UPDATE", table, _below(parent, key, state, open_states), _altered(names))


def rows_below(table: str, parent: str, key: str, open_states: Collection[str], *, state: str = "state") -> str:
    """Return the trigger that refuses to delete rows whose parent is in no open state."""
    return _trigger(f"{table}_kept", "DELETE", table, _below(parent, key, state, open_states))


def _trigger(name: str, before: str, table: str, calls: str, when: str = "") -> str:
    condition = f" WHEN ({when})" if when else ""
    return f"CREATE TRIGGER {name} BEFORE {before} ON {table} FOR EACH ROW{condition} EXECUTE FUNCTION {calls};\n"


def _altered(names: Collection[str]) -> str:
    old, new = (", ".join(f"{side}.{column}" for column in names) for side in ("OLD", "NEW"))
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


def _below(parent: str, key: str, state: str, open_states: Collection[str]) -> str:
    return f"kernel_frozen_below('{parent}', '{key}', '{state}', '{','.join(open_states)}')"


def undone(sql: str) -> str:
    """Return what drops the triggers that ``sql`` makes."""
    made = [line.split() for line in sql.splitlines() if line.startswith("CREATE TRIGGER ")]
    return "".join(f"DROP TRIGGER {words[2]} ON {words[words.index('ON') + 1]};\n" for words in made)
