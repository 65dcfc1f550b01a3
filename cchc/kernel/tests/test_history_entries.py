"""What the trail says of a change: who, when, from where, before and after."""

import hashlib
import json
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.kernel import clock, history, requests
from cchc.kernel.history import coverage, entries, flushing

LAN = history.Actor(7, "Nguyễn Thị Lan", "10.0.0.7")
HUNG = history.Actor(8, "Trần Hùng", "10.0.0.8")


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def spoil(pk: int) -> None:
    run("INSERT INTO probe (id) VALUES (%s)", pk)
    raise ZeroDivisionError


def newest(limit: int = 100) -> list[history.Entry]:
    history.settle()
    return entries.search(entries.Query(table="probe"), limit=limit)


def test_an_insert_an_update_and_a_delete_tell_who_where_and_what(probe: str) -> None:
    before = clock.now()
    with history.attributed(LAN):
        run("INSERT INTO probe (id, name, count, day) VALUES (1, 'Kế hoạch', 3, '2019-04-30')")
    with history.attributed(HUNG):
        run("UPDATE probe SET count = 4 WHERE id = 1")
        run("DELETE FROM probe WHERE id = 1")
    deleted, updated, inserted = newest()
    assert [e.action for e in (inserted, updated, deleted)] == ["insert", "update", "delete"]
    assert (inserted.actor_id, inserted.who, inserted.source) == (7, "Nguyễn Thị Lan", "10.0.0.7")
    assert (inserted.table, inserted.row, inserted.before) == ("probe", "1", {})
    assert inserted.after["name"] == "Kế hoạch"
    assert inserted.after["day"] == "2019-04-30"
    assert updated.actor_id == 8
    assert updated.changes == [("count", 3, 4)]
    assert deleted.before["count"] == 4
    assert deleted.after == {}
    assert before <= inserted.at <= updated.at <= clock.now()


def test_a_write_outside_any_attribution_is_kept_and_said_to_be_nobodys(probe: str) -> None:
    run("INSERT INTO probe (id) VALUES (1)")
    assert newest()[0].who == "Không rõ"
    assert entries.search(entries.Query(table="probe", unattributed=True))


def test_the_outer_actor_returns_after_an_inner_one(probe: str) -> None:
    with history.attributed(LAN):
        with history.attributed(HUNG):
            run("INSERT INTO probe (id) VALUES (1)")
        run("INSERT INTO probe (id) VALUES (2)")
    run("INSERT INTO probe (id) VALUES (3)")
    assert [e.actor_id for e in reversed(newest())] == [8, 7, None]


def test_the_outer_actor_returns_after_an_inner_one_that_failed(probe: str) -> None:
    with history.attributed(LAN):
        with pytest.raises(ZeroDivisionError), history.attributed(HUNG):
            spoil(1)
        run("INSERT INTO probe (id) VALUES (2)")
    assert [(e.row, e.actor_id) for e in newest()] == [("2", 7)]


def test_acting_attributes_writes_that_open_no_transaction_of_theirs_also_after_a_rollback(probe: str) -> None:
    with history.acting(LAN):
        run("INSERT INTO probe (id) VALUES (1)")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            spoil(2)
        run("INSERT INTO probe (id) VALUES (3)")
        with history.attributed(HUNG):
            run("INSERT INTO probe (id) VALUES (4)")
        run("INSERT INTO probe (id) VALUES (5)")
    run("INSERT INTO probe (id) VALUES (6)")
    assert [(e.row, e.actor_id) for e in reversed(newest())] == [("1", 7), ("3", 7), ("4", 8), ("5", 7), ("6", None)]


def test_an_action_of_whoever_acts_already_is_stamped_once_and_needs_no_savepoint(probe: str) -> None:
    with CaptureQueriesContext(connection) as asked, history.acting(LAN), history.undivided():
        run("INSERT INTO probe (id) VALUES (1)")
        with history.attributed(LAN):
            run("INSERT INTO probe (id) VALUES (2)")
        run("INSERT INTO probe (id) VALUES (3)")
    said = [one["sql"].split()[0] for one in asked.captured_queries]
    assert said == ["SAVEPOINT", "SELECT", "INSERT", "INSERT", "INSERT", "RELEASE", "SELECT"], "the last one clears"
    assert [(e.row, e.actor_id) for e in reversed(newest())] == [("1", 7), ("2", 7), ("3", 7)]


def test_an_action_that_fails_takes_back_an_undivided_transaction(probe: str) -> None:
    with history.acting(LAN):
        with history.undivided():
            run("INSERT INTO probe (id) VALUES (1)")
            with pytest.raises(ZeroDivisionError), history.attributed(LAN):
                spoil(2)
            with pytest.raises(transaction.TransactionManagementError):
                run("SELECT 1")
        run("INSERT INTO probe (id) VALUES (3)")
    assert [(e.row, e.actor_id) for e in newest()] == [("3", 7)]


def test_an_action_inside_an_action_of_an_undivided_transaction_may_fail_alone(probe: str) -> None:
    with history.acting(LAN), history.undivided(), history.attributed(LAN):
        with pytest.raises(ZeroDivisionError), history.attributed(LAN):
            spoil(1)
        run("INSERT INTO probe (id) VALUES (2)")
    assert [(e.row, e.actor_id) for e in newest()] == [("2", 7)]


def test_acting_costs_no_query_when_nothing_is_written(probe: str, django_assert_num_queries) -> None:
    with django_assert_num_queries(1), history.acting(LAN):
        run("SELECT 1")
    with django_assert_num_queries(1), history.acting(LAN):
        run("WITH one AS (SELECT 1) SELECT * FROM one")


def test_a_with_that_writes_is_its_actors(probe: str) -> None:
    with history.acting(LAN):
        run("WITH one AS (INSERT INTO probe (id) VALUES (1) RETURNING id) SELECT * FROM one")
    assert [(e.row, e.actor_id) for e in newest()] == [("1", 7)]


def test_the_request_number_meets_the_entry(probe: str, settings: Any) -> None:
    def view(request):
        from django.http import HttpResponse

        with history.attributed(LAN):
            run("INSERT INTO probe (name) VALUES ('a')")
        return HttpResponse()

    answer = requests.middleware(view)
    response = answer(RequestFactory().get("/", headers={"X-Request-ID": "abc-12345678"}))
    assert response["X-Request-ID"] != "abc-12345678", "nobody but a proxy of ours numbers requests"
    settings.PROXIES = 1
    response = answer(RequestFactory().get("/", headers={"X-Request-ID": "abc-12345678"}))
    assert response["X-Request-ID"] == newest()[0].request == "abc-12345678"
    response = answer(RequestFactory().get("/", headers={"X-Request-ID": "x\ny"}))
    assert len(response["X-Request-ID"]) == 16


def test_hidden_digested_and_omitted_columns(probe: str) -> None:
    run("INSERT INTO probe (id, secret, scan, folded) VALUES (1, 'mật khẩu', 'nội dung', 'gap')")
    run("UPDATE probe SET secret = 'khác', scan = NULL WHERE id = 1")
    run("UPDATE probe SET folded = 'khac' WHERE id = 1")
    updated, inserted = newest()
    digest = "sha256:" + hashlib.sha256("nội dung".encode()).hexdigest()
    assert inserted.after["secret"] == "•"
    assert inserted.after["scan"] == digest
    assert "folded" not in inserted.after
    assert updated.changes == [("scan", digest, None), ("secret", "•", "•")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(e::text, '') FROM kernel_auditentry e WHERE table_name = 'probe'")
        stored = cursor.fetchone()[0]
    assert "mật khẩu" not in stored
    assert "nội dung" not in stored


def test_an_update_that_changes_nothing_is_no_change(probe: str) -> None:
    run("INSERT INTO probe (id, name) VALUES (1, 'a')")
    run("UPDATE probe SET name = 'a'")
    run("DELETE FROM probe WHERE id = 99")
    assert [e.action for e in newest()] == ["insert"]


def test_reading_personal_data_is_recorded(probe: str) -> None:
    history.record_read(LAN, "probe", [3, 5], what="số điện thoại", why="liên hệ trả kết quả")
    read = newest()[0]
    assert (read.action, read.row, read.actor_id) == ("read", "3,5", 7)
    assert read.after == {"what": "số điện thoại", "why": "liên hệ trả kết quả"}


def test_what_was_asked_for_is_told_and_nothing_else() -> None:
    assert entries.Query().asked == ""
    query = entries.Query(who="Lan", first=date(2019, 6, 3), unattributed=True)
    assert query.asked == "who=Lan, first=2019-06-03, unattributed=True"


def test_of_gives_one_records_entries_newest_first(probe: str) -> None:
    run("INSERT INTO probe (id, count) VALUES (1, 1), (2, 1)")
    run("UPDATE probe SET count = 2 WHERE id = 1")
    history.settle()
    assert [e.action for e in history.of("probe", 1)] == ["update", "insert"]


def test_a_search_by_days_takes_both_days_in_local_time(probe: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-09-30")
    with history.attributed(LAN):
        run("INSERT INTO probe (id) VALUES (1)")
    history.settle()
    day = date(2019, 9, 30)
    assert entries.search(entries.Query(table="probe", first=day, last=day))
    assert not entries.search(entries.Query(table="probe", first=date(2019, 10, 1)))
    assert not entries.search(entries.Query(table="probe", last=date(2019, 9, 29)))


def test_a_search_by_name_takes_signs_of_patterns_as_they_are(probe: str) -> None:
    with history.attributed(history.Actor(1, "100%_\\", "")):
        run("INSERT INTO probe (id) VALUES (1)")
    history.settle()
    assert entries.search(entries.Query(who="0%_\\"))
    assert not entries.search(entries.Query(who="0_%\\"))


@pytest.mark.parametrize("statement", ["UPDATE {t} SET {c} = {c}", "DELETE FROM {t}", "TRUNCATE {t}"])
@pytest.mark.parametrize(("table", "column"), [("kernel_auditentry", "actor"), ("kernel_auditroot", "root")])
def test_the_trail_refuses_to_be_changed(probe: str, statement: str, table: str, column: str) -> None:
    from cchc.kernel.history import roots

    run("INSERT INTO probe (id) VALUES (1)")
    history.settle()
    roots.seal(date(2019, 9, 30), clock.now())
    flushing.forbid()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(statement.format(t=table, c=column))


def test_emptying_another_table_is_noted(probe: str) -> None:
    flushing.forbid()
    run("TRUNCATE probe")
    assert newest()[0].action == "truncate"


rows = st.dictionaries(
    st.integers(1, 30), st.tuples(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
                                  st.integers(-5, 5)), min_size=1, max_size=8
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=rows, shift=st.integers(0, 40), factor=st.integers(-1, 2))
def test_a_statement_over_many_rows_pairs_old_and_new_also_when_keys_move(probe: str, before, shift, factor) -> None:
    with transaction.atomic():
        for pk, (name, count) in before.items():
            run("INSERT INTO probe (id, name, count) VALUES (%s, %s, %s)", pk, name, count)
        history.settle()
        run("UPDATE probe SET id = id + %s, count = count * %s", shift + 100, factor)
        updates = [e for e in newest() if e.action == "update"]
        assert {int(e.row) for e in updates} == set(before)
        for entry in updates:
            pk = int(entry.row)
            assert (entry.before["id"], entry.after["id"]) == (pk, pk + shift + 100)
            count = before[pk][1]
            assert entry.before.get("count", count) == count
            assert entry.after.get("count", count) == count * factor
        transaction.set_rollback(True)


leaves = st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=3)
documents = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "c", "0", "1"]), inner),
    max_leaves=12,
)
BALLAST = {"ballast": "x" * 3000}  # a small document is kept whole


def mended(old: Any, lost: Any, won: Any) -> Any:
    """Apply what an entry says of a document: keys only in ``lost`` went, those in ``won`` came or changed."""
    if isinstance(old, dict) and isinstance(lost, dict) and isinstance(won, dict) and (lost or won) and old != lost:
        kept = {key: value for key, value in old.items() if key not in lost and key not in won}
        return kept | {key: mended(old.get(key), lost.get(key), value) for key, value in won.items()}
    if isinstance(old, list) and isinstance(won, dict) and isinstance(lost, dict):
        return [mended(one, lost.get(str(i)), won[str(i)]) if str(i) in won else one for i, one in enumerate(old)]
    return won


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=documents, new=documents)
def test_of_a_large_document_only_what_differs_is_kept_and_it_says_all(probe: str, old: Any, new: Any) -> None:
    before, after = {"d": old, "big": BALLAST}, {"d": new, "big": BALLAST}
    with transaction.atomic():
        run("INSERT INTO probe (id, document) VALUES (1, %s)", json.dumps(before))
        history.settle()
        run("UPDATE probe SET document = %s", json.dumps(after))
        entries_now = [entry for entry in newest() if entry.action == "update"]
        transaction.set_rollback(True)
    if json.dumps(old, sort_keys=True) == json.dumps(new, sort_keys=True):
        assert entries_now == []
        return
    (entry,) = entries_now
    assert "ballast" not in json.dumps([entry.before, entry.after])
    assert mended(before, entry.before["document"], entry.after["document"]) == after


def test_mending_a_word_of_a_long_plan_keeps_the_task_and_not_the_plan(probe: str) -> None:
    tasks = [{"code": f"1.{i}", "title": f"Nhiệm vụ {i}" * 20} for i in range(40)]
    run("INSERT INTO probe (id, document) VALUES (1, %s)", json.dumps({"groups": [{"tasks": tasks}]}))
    run("UPDATE probe SET document = jsonb_set(document, '{groups,0,tasks,7,title}', '\"Sửa\"')")
    assert newest()[0].after == {"document": {"groups": {"0": {"tasks": {"7": {"code": "1.7", "title": "Sửa"}}}}}}


def test_every_table_is_in_the_trail_or_exempt_for_a_reason(db: None) -> None:
    attached = coverage.attached(switched_off=True)  # this database lets tables be emptied unseen
    for table in coverage.tables():
        if coverage.reason_for_exemption(table) is None:
            assert set(attached.get(table, {})) == {"insert", "update", "delete", "truncate"}, table
    assert all(attached), "an exempt table still has triggers"
    assert not [table for table in attached if coverage.reason_for_exemption(table)]


def test_no_exemption_is_idle(db: None) -> None:
    from fnmatch import fnmatchcase

    tables = coverage.tables()
    assert all(any(fnmatchcase(table, pattern) for table in tables) for pattern in coverage.exemptions()), (
        "an exemption matches no table"
    )
