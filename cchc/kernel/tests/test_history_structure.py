"""Tables that are not as the migrations made them are named in one sentence each, and put back where that is safe."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from cchc.kernel.history import guards, parts, structure

pytestmark = pytest.mark.django_db


def run(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


MENDED = " Chạy “cchc migrate” để lắp lại."
ALTERED = {
    "the function of search keys": (
        "CREATE OR REPLACE FUNCTION kernel_fold(written text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''x'''",
        "Hàm kernel_fold đã bị sửa hoặc không còn.",
    ),
    "that function with a setting": (
        "ALTER FUNCTION kernel_fold(text) SET search_path = pg_temp", "Hàm kernel_fold đã bị sửa hoặc không còn.",
    ),
    "that function with all that rests on it": (
        "DROP FUNCTION kernel_fold CASCADE", "Bảng plans_plan thiếu cột folded.",
    ),
    "another of its name": (
        "CREATE FUNCTION kernel_fold(written varchar) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''x'''",
        "Hàm kernel_fold đã bị sửa hoặc không còn.",
    ),
    "a function of the queue": (
        "CREATE OR REPLACE FUNCTION procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void LANGUAGE plpgsql"
        " AS 'BEGIN END'", "Hàm procrastinate_unregister_worker_v1 đã bị sửa hoặc không còn.",
    ),
    "a search key unbound": (
        "ALTER TABLE plans_plan ALTER folded DROP EXPRESSION", "Cột folded của bảng plans_plan đã bị sửa.",
    ),
    "a search key of something else": (
        "ALTER TABLE plans_plan DROP folded; ALTER TABLE plans_plan ADD folded text GENERATED ALWAYS AS ('x') STORED",
        "Cột folded của bảng plans_plan đã bị sửa.",
    ),
    "a value that is given unasked": (
        "ALTER TABLE plans_report ALTER percent SET DEFAULT 100", "Cột percent của bảng plans_report đã bị sửa.",
    ),
    "a value that may be missing": (
        "ALTER TABLE plans_report ALTER percent DROP NOT NULL", "Cột percent của bảng plans_report đã bị sửa.",
    ),
    "rows that are not numbered": (
        "ALTER TABLE plans_report ALTER id DROP IDENTITY", "Cột id của bảng plans_report đã bị sửa.",
    ),
    "a check dropped": (
        "ALTER TABLE {table} DROP CONSTRAINT {check}", "Bảng {table} thiếu ràng buộc {check}.",
    ),
    "a check that lets everything pass": (
        "ALTER TABLE {table} DROP CONSTRAINT {check}; ALTER TABLE {table} ADD CONSTRAINT {check} CHECK (true)",
        "Ràng buộc {check} của bảng {table} đã bị sửa.",
    ),
    "a check that does not look at old rows": (
        "ALTER TABLE {table} DROP CONSTRAINT {check}; ALTER TABLE {table} ADD CONSTRAINT {check} {words} NOT VALID",
        "Ràng buộc {check} của bảng {table} đã bị sửa.",
    ),
    "a foreign key dropped": (
        "ALTER TABLE plans_report DROP CONSTRAINT {key}", "Bảng plans_report thiếu ràng buộc {key}.",
    ),
    "a foreign key that takes rows along": (
        "ALTER TABLE plans_report DROP CONSTRAINT {key}; ALTER TABLE plans_report ADD CONSTRAINT {key}"
        " FOREIGN KEY (assignment_id) REFERENCES plans_assignment (id) ON DELETE CASCADE",
        "Ràng buộc {key} của bảng plans_report đã bị sửa.",
    ),
    "foreign keys switched off": (
        "ALTER TABLE plans_report DISABLE TRIGGER ALL", "Ràng buộc {key} của bảng plans_report đã bị sửa.",
    ),
    "a unique index dropped": ("DROP INDEX {unique}", "thiếu chỉ mục {unique}."),
    "an index dropped": ("DROP INDEX audit_of_record", "Bảng kernel_auditentry thiếu chỉ mục audit_of_record."),
    "a table that a crash empties": (
        "ALTER TABLE kernel_seed SET UNLOGGED", "Bảng kernel_seed đã bị đặt UNLOGGED: sự cố sẽ làm mất các dòng.",
    ),
    "a table without model": (
        "ALTER TABLE kernel_seed ALTER version DROP NOT NULL", "Cột version của bảng kernel_seed đã bị sửa.",
    ),
}  # fmt: skip
LEFT = {
    "a column that nobody declared": (
        "ALTER TABLE plans_report ADD extra int DEFAULT 1",
        "Bảng plans_report có cột lạ: extra. Nền tảng không tự gỡ: xem ai đã đặt, rồi gỡ trong psql bằng"
        ' ALTER TABLE "plans_report" DROP COLUMN "extra";',
    ),
    "a check that nobody declared": (
        "ALTER TABLE plans_report ADD CONSTRAINT few CHECK (id < 9)",
        "Bảng plans_report có ràng buộc lạ: few. Nền tảng không tự gỡ: xem ai đã đặt, rồi gỡ trong psql bằng"
        ' ALTER TABLE "plans_report" DROP CONSTRAINT "few";',
    ),
    "an index that refuses rows": (
        "CREATE UNIQUE INDEX single ON plans_report (percent)",
        'Bảng plans_report có chỉ mục lạ: single. Nền tảng không tự gỡ: xem ai đã đặt, rồi gỡ trong psql bằng'
        ' DROP INDEX "single";',
    ),
    "an index that runs something for each row": (
        "CREATE INDEX run ON plans_report (lower(reason))", "Bảng plans_report có chỉ mục lạ: run.",
    ),
    "a column that is gone": (
        "ALTER TABLE kernel_seed DROP version",
        "Bảng kernel_seed thiếu cột version. Nền tảng không tự lắp lại được: khôi phục từ bản sao lưu,",
    ),
    "a column of another type": (
        "ALTER TABLE kernel_seed ALTER version TYPE varchar(9)",
        "Cột version của bảng kernel_seed đã bị sửa. Nền tảng không tự lắp lại được",
    ),
    "a view in a table's place": (
        "ALTER TABLE plans_report RENAME TO kept; CREATE VIEW plans_report AS SELECT * FROM kept",
        "Không còn bảng plans_report. Nền tảng không tự lắp lại được",
    ),
}  # fmt: skip


def named(template: str) -> str:
    """Fill in the names of parts that bear each kind: the models may change theirs."""
    known = [part for table in sorted(parts.wanted()) for part, _words in parts.wanted()[table]]
    check = next(part for part in known if part.definition.startswith("CHECK"))
    key = next(one for one in known if one.table == "plans_report" and one.definition.startswith("FOREIGN KEY (assig"))
    unique = next(one for one in known if one.kind == "index" and "UNIQUE" in one.definition)
    there = next(one for one in parts.standing()["plans_report"] if one.definition == key.definition)
    words = {"table": check.table, "check": check.name, "words": check.definition, "key": there.name}
    return template.format(**words, unique=unique.name)


@pytest.mark.parametrize("case", ALTERED)
def test_what_was_altered_is_named_and_migrating_puts_it_back(case: str) -> None:
    statement, sentence = (named(words) for words in ALTERED[case])
    assert guards.faults() == []
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(statement)
    before = guards.faults()
    assert any(sentence + MENDED in fault for fault in before), before
    call_command("migrate", verbosity=0, interactive=False)
    assert guards.faults() == []


@pytest.mark.parametrize("case", LEFT)
def test_what_nobody_declared_or_is_lost_is_named_with_a_way(case: str) -> None:
    statement, sentence = LEFT[case]
    run(statement)
    before = structure.differences()
    assert any(one.sentence.startswith(sentence) for one in before), before
    assert not any(one.statements for one in before if one.sentence.startswith(sentence))


def test_an_index_for_speed_is_an_administrators_right() -> None:
    run("CREATE INDEX faster ON plans_report (reported_at, percent)")
    assert guards.faults() == []


def test_what_was_worked_out_by_another_function_is_worked_out_anew() -> None:
    generated = [part for known in parts.wanted().values() for part, _words in known if part.is_generated]
    assert len(generated) >= 14
    made = list(structure.refilled("kernel_fold"))
    assert len(made) == 2 * len(generated), "each is dropped and worked out anew"
    assert list(structure.refilled("kernel_fol")) == []


def test_rows_that_stand_against_it_are_a_persons_to_mend(caplog: pytest.LogCaptureFixture) -> None:
    with transaction.atomic():
        run("ALTER TABLE kernel_seed ALTER version DROP NOT NULL")
        run("INSERT INTO kernel_seed (key) VALUES ('thiếu')")
        call_command("migrate", verbosity=0, interactive=False)
        assert [record.getMessage() for record in caplog.records] == [
            'Không lắp lại được cột version của bảng kernel_seed: column "version" of relation "kernel_seed" contains'
            " null values. Sửa các dòng ấy rồi chạy lại “cchc migrate”."
        ]
        assert guards.faults() == ["Cột version của bảng kernel_seed đã bị sửa." + MENDED]
        transaction.set_rollback(True)


def test_what_a_dump_writes_again_in_other_words_is_no_fault() -> None:
    """Each formula may stand as PostgreSQL writes it first, or as it writes what it has read from that."""
    others = [(part, words - {part.definition}) for known in parts.wanted().values() for part, words in known]
    rewritten = [(part, next(iter(words))) for part, words in others if words]
    assert rewritten, "varchar compared with a list is written otherwise the second time"
    for part, definition in rewritten:
        [name] = [one.name for one in parts.standing()[part.table] if one.definition == part.definition][:1]
        again = part._replace(name=name, definition=definition)
        run(structure._dropped(again))
        run(parts.made(again))
    assert guards.faults() == []
