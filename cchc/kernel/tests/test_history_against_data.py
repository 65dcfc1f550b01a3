"""The trail is compared with what it tells of: what is written past it, and a trail that is switched off, are named."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.kernel import history
from cchc.kernel.history import auditing, comparing, coverage, flushing, guards, mending

LAN = history.Actor(7, "Nguyễn Thị Lan", "10.0.0.7")
LONG = '"' + "dài " * 700 + '"'


def run(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []


def unseen(*statements: str) -> list[str]:
    """Do it as whoever owns the database can, with every trigger off, and return what the comparison says."""
    with transaction.atomic():
        run("SET LOCAL session_replication_role = replica")
        for statement in statements:
            run(statement)
        run("SET LOCAL session_replication_role = origin")
        found = comparing.differences()
        transaction.set_rollback(True)
    return found


@pytest.fixture
def work(probe: str) -> None:
    """Rows that were added, changed, emptied, moved and deleted, each seen by the trail."""
    with history.attributed(LAN):
        run("INSERT INTO probe (id, name) VALUES (900, 'trước khi làm trống')")
        flushing.forbid()
        run("TRUNCATE probe")
        flushing.allow()
        run(
            "INSERT INTO probe (id, name, count, secret, scan, folded, amount, day, at, document)"
            " SELECT i, 'việc ' || i, i, 'mật ' || i, 'tệp ' || i, 'viec', i * 1.50, '2019-09-30', now(),"
            f" jsonb_build_object('a', {i_document()}, 'b', jsonb_build_array(1, {i_document()}, i))"
            " FROM generate_series(1, 40) i"
        )
        run("UPDATE probe SET count = count + 1, secret = 'khác', scan = 'khác', folded = 'khac' WHERE id % 2 = 0")
        run("UPDATE probe SET document = jsonb_set(document, '{b,0}', '2') WHERE id % 3 = 0")
        run("UPDATE probe SET document = document - 'a' WHERE id = 6")
        run("UPDATE probe SET id = id + 100 WHERE id > 30")
        run("DELETE FROM probe WHERE id IN (4, 140)")
        run("INSERT INTO probe (id, name) VALUES (4, 'thêm lại')")
        with connection.cursor() as cursor:  # as psql on the server would write a moment
            cursor.execute("SET LOCAL TimeZone = 'Asia/Ho_Chi_Minh'")
            cursor.execute("UPDATE probe SET at = at + interval '1 day' WHERE id = 5")
            cursor.execute("SET LOCAL TimeZone = 'UTC'")
    history.settle()


def i_document() -> str:
    """Return a text of a document, long enough for entries to hold only its parts."""
    return f"repeat('{LONG[1:9]}', 400)"


def test_what_was_done_in_sight_is_no_finding(work: None) -> None:
    assert comparing.differences() == []


UNSEEN = {
    "a row added": (["INSERT INTO probe (id) VALUES (777)"], "bản ghi 777 có trong bảng"),
    "a row deleted": (["DELETE FROM probe WHERE id = 7"], "bản ghi 7 không còn trong bảng"),
    "a row deleted that had changed": (["DELETE FROM probe WHERE id = 8"], "bản ghi 8 không còn trong bảng"),
    "a word changed": (["UPDATE probe SET name = 'khác' WHERE id = 7"], "bản ghi 7 khác nhật ký ở Name"),
    "a word emptied": (["UPDATE probe SET name = NULL WHERE id = 7"], "bản ghi 7 khác nhật ký ở Name"),
    "a number put back": (["UPDATE probe SET count = 8 WHERE id = 8"], "bản ghi 8 khác nhật ký ở Count"),
    "a column changed before the last entry": (
        ["UPDATE probe SET name = 'khác' WHERE id = 12"], "bản ghi 12 khác nhật ký ở Name",
    ),
    "an amount": (["UPDATE probe SET amount = amount + 0.01 WHERE id = 9"], "bản ghi 9 khác nhật ký ở Amount"),
    "a day": (["UPDATE probe SET day = day + 1 WHERE id = 9"], "bản ghi 9 khác nhật ký ở Day"),
    "a moment": (["UPDATE probe SET at = at + interval '1 second' WHERE id = 5"], "bản ghi 5 khác nhật ký ở At"),
    "what is kept as a digest": (["UPDATE probe SET scan = 'x' WHERE id = 9"], "bản ghi 9 khác nhật ký ở Scan"),
    "a part of a long document": (
        ["UPDATE probe SET document = jsonb_set(document, '{b,2}', '99') WHERE id = 9"], "9 khác nhật ký ở Document",
    ),
    "a part that an entry told": (
        ["UPDATE probe SET document = jsonb_set(document, '{b,0}', '1') WHERE id = 9"], "9 khác nhật ký ở Document",
    ),
    "a part put back": (
        ["UPDATE probe SET document = jsonb_set(document, '{a}', '1') WHERE id = 6"], "6 khác nhật ký ở Document",
    ),
    "two rows that changed places": (
        ["UPDATE probe SET id = -1 WHERE id = 1", "UPDATE probe SET id = 1 WHERE id = 2",
         "UPDATE probe SET id = 2 WHERE id = -1"], "bản ghi 1 khác nhật ký ở",
    ),
    "everything emptied": (["DELETE FROM probe"], "không còn trong bảng"),
    "the entry that told it taken out": (
        ["DELETE FROM kernel_auditentry WHERE table_name = 'probe' AND row_pk = '7'"], "bản ghi 7 có trong bảng",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNSEEN)
def test_what_was_done_unseen_is_named(work: None, case: str) -> None:
    statements, sentence = UNSEEN[case]
    found = unseen(*statements)
    assert sentence in found[0]
    assert found[0].startswith("Probe (probe): ")
    assert len(found) <= 20


def test_what_the_trail_leaves_out_can_not_be_compared(work: None) -> None:
    assert unseen("UPDATE probe SET secret = 'x', folded = 'x' WHERE id = 9") == []


def test_a_column_of_a_later_version_is_no_finding(work: None) -> None:
    assert (
        unseen("ALTER TABLE probe ADD COLUMN later int NOT NULL DEFAULT 5", "ALTER TABLE probe DROP COLUMN name") == []
    )


documents = st.recursive(
    st.none() | st.integers(-5, 5) | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(documents, min_size=1, max_size=5), pad=st.sampled_from([0, 300, 900, 3000]))
def test_whatever_a_document_went_through_is_walked_back(probe: str, states: list[object], pad: int) -> None:
    from psycopg.types.json import Jsonb

    with transaction.atomic():
        run("INSERT INTO probe (id, document) VALUES (1, %s)", Jsonb({"x": states[0], "pad": "d" * pad}))
        for state in states[1:]:
            run("UPDATE probe SET document = %s", Jsonb({"x": state, "pad": "d" * pad, "more": [state, pad]}))
        history.settle()
        assert comparing.differences() == []
        transaction.set_rollback(True)


SWITCHED_OFF = {
    "all of a table": ("ALTER TABLE probe DISABLE TRIGGER ALL", "kernel_audit_insert của bảng probe đã bị tắt"),
    "one": ("ALTER TABLE probe DISABLE TRIGGER kernel_audit_delete", "kernel_audit_delete của bảng probe đã bị tắt"),
    "for replicas only": ("ALTER TABLE probe ENABLE REPLICA TRIGGER kernel_audit_update", "kernel_audit_update"),
    "dropped": ("DROP TRIGGER kernel_audit_update ON probe", "probe không được ghi nhật ký khi update"),
    "for a column only": (
        "DROP TRIGGER kernel_audit_delete ON probe; CREATE TRIGGER kernel_audit_delete AFTER DELETE ON probe"
        " REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT WHEN (false)"
        " EXECUTE FUNCTION kernel_audit_change('id', 'secret', 'scan', 'folded')", "không được ghi nhật ký khi delete",
    ),
    "hiding more": (
        "DROP TRIGGER kernel_audit_insert ON probe; CREATE TRIGGER kernel_audit_insert AFTER INSERT ON probe"
        " REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT"
        " EXECUTE FUNCTION kernel_audit_change('id', 'secret,name', 'scan', 'folded')", "nhật ký khi insert",
    ),
    "another function under the name": (
        "CREATE OR REPLACE FUNCTION kernel_audit_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "Hàm kernel_audit_change của nhật ký đã bị sửa",
    ),
    "a function with a path of its own": (
        "ALTER FUNCTION kernel_audit_seal() SET search_path = pg_temp, public", "Hàm kernel_audit_seal",
    ),
    "the trail's own": ("DROP TRIGGER kernel_audit_append_only ON kernel_auditentry", "thiếu trigger kernel_audit_app"),
    "one that swallows": (
        "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
        " CREATE TRIGGER a BEFORE INSERT ON kernel_auditpending FOR EACH ROW EXECUTE FUNCTION nothing()",
        "kernel_auditpending có trigger lạ: a",
    ),
    "a rule": ("CREATE RULE r AS ON INSERT TO kernel_auditpending DO INSTEAD NOTHING", "quy tắc (RULE)"),
    "row security": ("ALTER TABLE probe ENABLE ROW LEVEL SECURITY", "Bảng probe có quy tắc"),
    "a module's own guard": ("DROP TRIGGER publication_frozen ON par_index_publication", "publication_frozen"),
    "a guard of frozen rows": (
        "DROP TRIGGER documents_outgoing_frozen ON documents_outgoing", "thiếu trigger documents_outgoing_frozen",
    ),
    "of a table that the trail leaves out": (
        "DROP TRIGGER par_index_answer_frozen ON par_index_answer", "thiếu trigger par_index_answer_frozen",
    ),
    "a guard that looks away": (
        "DROP TRIGGER plans_report_frozen ON plans_report; CREATE TRIGGER plans_report_frozen"
        " BEFORE UPDATE ON plans_report FOR EACH ROW WHEN (false) EXECUTE FUNCTION kernel_frozen()",
        "plans_report_frozen của bảng plans_report đã bị sửa",
    ),
    "a guard whose function lets pass": (
        "CREATE OR REPLACE FUNCTION kernel_frozen() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "Hàm kernel_frozen",
    ),
    "one that writes along": (
        "CREATE FUNCTION along() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN NEW.done_text := NEW.done_text || '' +''; RETURN NEW; END';"
        " CREATE TRIGGER kernel_audit_z BEFORE INSERT ON plans_report FOR EACH ROW EXECUTE FUNCTION along()",
        "plans_report có trigger lạ: kernel_audit_z",
    ),
    "one that writes along, on a table that the trail leaves out": (
        "CREATE FUNCTION along() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN UPDATE plans_plan SET title = title || '' +''; RETURN NULL; END';"
        " CREATE TRIGGER along AFTER INSERT ON kernel_idempotency FOR EACH ROW EXECUTE FUNCTION along()",
        'kernel_idempotency có trigger lạ: along. Nền tảng không tự gỡ: xem ai đã đặt, rồi gỡ trong psql bằng DROP'
        ' TRIGGER "along" ON "kernel_idempotency";',
    ),
    "under a name of the trail, on such a table": (
        "CREATE FUNCTION along() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
        " CREATE TRIGGER kernel_audit_insert AFTER INSERT ON django_session FOR EACH ROW EXECUTE FUNCTION along()",
        "django_session có trigger lạ: kernel_audit_insert",
    ),
    "on the queue of a library": (
        "CREATE FUNCTION along() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
        " CREATE TRIGGER along BEFORE INSERT ON procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION along()",
        "procrastinate_jobs có trigger lạ: along",
    ),
    "a library's own": (
        "DROP TRIGGER procrastinate_trigger_delete_jobs_v1 ON procrastinate_jobs",
        "procrastinate_jobs thiếu trigger procrastinate_trigger_delete_jobs_v1",
    ),
    "a library's function": (
        "CREATE OR REPLACE FUNCTION procrastinate_unlink_periodic_defers_v1() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN OLD; END'", "Hàm procrastinate_unlink_periodic_defers_v1 đã bị sửa",
    ),
    "every trigger of the session": ("SET LOCAL session_replication_role = replica", "session_replication_role"),
}  # fmt: skip


@pytest.mark.parametrize("case", SWITCHED_OFF)
def test_a_trail_that_is_switched_off_is_found(probe: str, case: str) -> None:
    statement, sentence = SWITCHED_OFF[case]
    assert guards.faults() == []
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(statement)
    found = guards.faults()
    assert any(sentence in one for one in found), found
    assert auditing.audit().findings


def test_installing_again_switches_on_what_was_off(probe: str) -> None:
    run("ALTER TABLE probe DISABLE TRIGGER ALL")
    run("CREATE OR REPLACE FUNCTION kernel_audit_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
    coverage.install()
    assert guards.faults() == []


STAYS = {"a rule", "row security", "every trigger of the session"}  # whose sentences say what takes them off


@pytest.mark.parametrize("case", SWITCHED_OFF)
def test_migrating_puts_back_what_the_sentence_says_it_does(probe: str, case: str) -> None:
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(SWITCHED_OFF[case][0])
    before = guards.faults()
    call_command("migrate", verbosity=0, interactive=False)
    after = guards.faults()
    assert [fault for fault in after if "cchc migrate" in fault] == []
    assert after == [fault for fault in before if "cchc migrate" not in fault]
    assert all("trong psql" in fault for fault in after), "a sentence names a way"
    assert bool(after) is (case in STAYS or "trigger lạ" in SWITCHED_OFF[case][1])


def test_migrating_says_what_it_put_back(probe: str, caplog: pytest.LogCaptureFixture) -> None:
    run("ALTER TABLE plans_report DISABLE TRIGGER plans_report_frozen")
    run("DROP TRIGGER plans_report_kept ON plans_report")
    call_command("migrate", verbosity=0, interactive=False)
    assert [record.getMessage() for record in caplog.records] == [
        "Đã lắp lại trigger plans_report_kept của bảng plans_report.",
        "Đã bật lại trigger plans_report_frozen của bảng plans_report.",
    ]
    caplog.clear()
    call_command("migrate", verbosity=0, interactive=False)
    assert caplog.records == []


def test_between_versions_nothing_is_put_back(probe: str) -> None:
    run("DROP TRIGGER plans_report_kept ON plans_report")
    run("DELETE FROM django_migrations WHERE app = 'plans' AND name = (SELECT max(name) FROM django_migrations"
        " WHERE app = 'plans')")  # fmt: skip
    assert mending.put_back() == []


def test_only_a_test_may_let_tables_be_emptied_unseen(probe: str) -> None:
    flushing.allow()
    assert guards.faults() == []
    try:
        flushing._allowed = False
        assert any("kernel_audit_truncate của bảng probe đã bị tắt" in one for one in guards.faults())
    finally:
        flushing.allow()
