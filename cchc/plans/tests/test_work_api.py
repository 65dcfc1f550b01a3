"""Work over the API: what an answer costs, the way from report to confirmation, and that sent twice is done once."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cchc.accounts.actions import tokens
from cchc.kernel.history import attributed
from cchc.kernel.jobs import inline
from cchc.notifications.models import Notice
from cchc.plans.models import Difficulty, Report
from cchc.plans.tests.work_cases import MARCH, SETUP, Case, actor, at
from cchc.plans.tests.work_door import with_roles

SCOPES = {"plan.read", "task.read", "assignment.read", "assignment.report", "assignment.confirm", "assignment.plan"}
SCOPES |= {"difficulty.raise", "difficulty.answer", "extension.ask"}
BUDGETS = [
    # token with its owner, roles and the registry's stamp: one for every answer
    ("/plans", 3, "token; count, rows: a plan is read by everybody who may read plans"),
    ("/plans/{plan}", 2, "token; plan"),
    ("/plans/{plan}/overview", 4, "+ plan, cuts by unit and task with figures and difficulties, tasks, fields"),
    ("/plans/{plan}/tasks", 4, "token; plan, count, rows"),
    ("/tasks/{task}", 2, "token; task"),
    ("/assignments?page_size=50", 3, "+ count, rows"),
    ("/assignments/{assignment}", 2, "+ row"),
    ("/assignments/{assignment}/reports", 4, "+ assignment, count, rows"),
    ("/difficulties", 3, "+ count, rows"),
]


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    return with_roles()


class Caller:
    """Somebody at the API."""

    def __init__(self, case: Case, name: str, scopes: set[str] | None = None) -> None:
        who = case.people[name]
        made = tokens.issue(who.pk, name="thử", scopes=scopes or SCOPES, days=9, actor=actor(who), now=at(MARCH))
        self._client = Client(headers={"authorization": f"Bearer {made.raw}"})

    def get(self, path: str) -> Any:
        return self._client.get(f"/api/v1{path}")

    def post(self, path: str, key: str = "", **body: Any) -> Any:
        headers = {"Idempotency-Key": key or uuid.uuid4().hex}
        return self._client.post(f"/api/v1{path}", body, content_type="application/json", headers=headers)


@pytest.mark.parametrize(("path", "most", "why"), BUDGETS)
def test_an_answer_costs_the_same_for_one_row_as_for_sixty(case: Case, path: str, most: int, why: str) -> None:
    first, caller = _with_words(case, 1), Caller(case, "clerk")
    address = path.format(plan=case.plan.pk, task=first.task_id, assignment=first.pk)
    one = _cost(caller, address)
    _with_words(case, 60, first)
    assert (one, _cost(caller, address)) == (most, most), why


def _with_words(case: Case, count: int, on: Any = None) -> Any:
    """Return an assignment, ``on`` or a new one, with ``count`` reports; as many more stand in a difficulty."""
    for _ in range(count):
        work = case.assignment("S1")
        on = on or work
        with attributed(SETUP):
            Report.objects.create(assignment=on, percent=1, done_text="Đang làm", reported_at=at(MARCH), state="noted")
            Difficulty.objects.create(assignment=work, text="Khó", raised_at=at(MARCH), at_unit=case.units["P"])
    return on


def _cost(caller: Caller, address: str) -> int:
    caller.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert caller.get(address).status_code == 200
    return len(queries)


REPORTING = [
    ("BEGIN", 0, "the one transaction"),
    ("accounts_apitoken", 1, "who asks, with roles and the registry's stamp"),
    ("set_config('cchc.actor_id'", 2, "in whose name: once"),
    ("INSERT INTO kernel_idempotency", 3, "the key is claimed"),
    ('SELECT "plans_assignment"', 4, "may they? the units only"),
    ("FOR NO KEY UPDATE", 5, "one lock"),
    ('SELECT "plans_assignment"', 6, "one reading of the row, with its task and plan"),
    ("FROM plans_report", 7, "what lies behind it, all in one"),
    ('INSERT INTO "plans_report"', 8, ""),
    ('INSERT INTO "kernel_event"', 9, "and no job: nobody wants a report that is not the last"),
    ('UPDATE "plans_assignment" SET "reported_at" =', 10, "what differs, without a CASE for one row"),
    ("UPDATE kernel_idempotency", 11, "the answer, in the same transaction"),
    ("COMMIT", 12, "and nobody's notices are looked at: no day was set, nothing handed in"),
]


@pytest.mark.django_db(transaction=True)
def test_a_report_takes_thirteen_statements_and_leaves_the_worker_nothing(case: Case) -> None:
    work, clerk = case.assignment("S1"), Caller(case, "clerk")
    said = {"percent": 10, "done_text": "Đã khảo sát"}
    clerk.post(f"/assignments/{work.pk}/reports", **said)
    inline.run_waiting()
    with CaptureQueriesContext(connection) as queries:
        assert clerk.post(f"/assignments/{work.pk}/reports", **said).status_code == 201
    asked = [one["sql"] for one in queries.captured_queries]
    assert len(asked) == len(REPORTING), asked
    for part, place, why in REPORTING:
        assert part in asked[place], (why, asked[place])
    assert inline.run_waiting() == 0


def test_a_product_handed_in_over_the_api_is_told_to_the_office(case: Case) -> None:
    work, clerk = case.assignment("S1"), Caller(case, "clerk")
    said = {"percent": 100, "done_text": "Xong", "reference_number": "2/KH-SNV", "reference_date": "2019-02-01"}
    report = clerk.post(f"/assignments/{work.pk}/reports", **said).json()["id"]
    assert inline.run_waiting() == 1
    assert Notice.objects.filter(matter=f"plans.report:{report}").exists()


def test_a_refused_act_leaves_nothing_of_its_request(case: Case) -> None:
    work, clerk, key = case.assignment("S1"), Caller(case, "clerk"), uuid.uuid4().hex
    path = f"/assignments/{work.pk}/reports"
    refused = clerk.post(path, key, percent=100, done_text="Xong")  # without a product, found under the lock
    assert refused.status_code == 422, refused.content
    assert not Report.objects.filter(assignment=work).exists()
    again = clerk.post(path, key, percent=100, done_text="Xong")
    assert (again.status_code, "Idempotency-Replayed" in again.headers) == (422, False), "a refusal is not kept"


def test_a_department_reports_and_the_office_confirms(case: Case) -> None:
    work = case.assignment("S1", end_on=dt.date(2019, 3, 31))
    clerk, office = Caller(case, "clerk"), Caller(case, "office")
    said = {"percent": 100, "done_text": "Đã ban hành", "reference_number": "12/KH-SNV", "spent": 5_000_000}
    made = clerk.post(f"/assignments/{work.pk}/reports", **said, reference_date="2019-02-20")
    assert made.status_code == 201, made.content
    assert clerk.get(f"/assignments/{work.pk}").json()["status"] == "awaiting"
    report = made.json()["id"]
    assert clerk.post(f"/reports/{report}/confirm").status_code in {403, 404}  # nobody confirms their own
    assert office.post(f"/reports/{report}/confirm").status_code == 200
    shown = office.get(f"/assignments/{work.pk}").json()
    assert (shown["status"], shown["percent"], shown["spent"]) == ("done", 100, 5_000_000)
    overview = office.get(f"/plans/{case.plan.pk}/overview").json()
    assert (overview["counts"]["done"], overview["spent"]) == (1, 5_000_000)


def test_what_is_returned_carries_its_reason(case: Case) -> None:
    work = case.assignment("S1")
    clerk, office = Caller(case, "clerk"), Caller(case, "office")
    said = {"percent": 100, "done_text": "Xong", "reference_number": "1/KH-SNV", "reference_date": "2019-02-01"}
    report = clerk.post(f"/assignments/{work.pk}/reports", **said).json()["id"]
    office.post(f"/reports/{report}/return", text="Thiếu phụ lục.")
    [shown] = clerk.get(f"/assignments/{work.pk}/reports").json()["items"]
    assert (shown["state"], shown["reason"]) == ("returned", "Thiếu phụ lục.")


def test_a_difficulty_climbs_and_is_answered(case: Case) -> None:
    work = case.assignment("X1")
    made = Caller(case, "commune").post(f"/assignments/{work.pk}/difficulties", text="Thiếu người.").json()["id"]
    assert Caller(case, "other").post(f"/difficulties/{made}/answer", text="Tôi").status_code == 403
    assert Caller(case, "district").post(f"/difficulties/{made}/answer", text="Cử thêm một người.").status_code == 200
    [shown] = Caller(case, "commune").get("/difficulties").json()["items"]
    assert (shown["state"], shown["answer"]) == ("answered", "Cử thêm một người.")


def test_a_report_sent_twice_under_one_key_is_one_report(case: Case) -> None:
    work, clerk = case.assignment("S1"), Caller(case, "clerk")
    answers = [
        clerk.post(f"/assignments/{work.pk}/reports", key="khoa-cua-toi-1", percent=20, done_text="Đang làm").json()
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"percent": 140, "done_text": "Xong"}, 422, "100"),
        ({"percent": 100, "done_text": "Xong"}, 422, "sản phẩm"),
        ({"percent": 50, "done_text": "Đang làm", "spent": -1}, 422, "spent"),
        ({"percent": "nửa", "done_text": ""}, 422, "percent"),
    ],
)
def test_a_wrong_report_is_refused_in_words_and_leaves_nothing(
    case: Case, body: dict[str, Any], status: int, words: str
) -> None:
    work = case.assignment("S1")
    refused = Caller(case, "clerk").post(f"/assignments/{work.pk}/reports", **body)
    assert (refused.status_code, words in refused.text) == (status, True), refused.text
    assert not Report.objects.exists()


def test_a_list_is_narrowed_ordered_and_paged(case: Case) -> None:
    for month in range(1, 8):
        case.assignment("S1", end_on=dt.date(2019, month, 28))
    case.assignment("S2")
    clerk = Caller(case, "clerk")
    page = clerk.get(f"/assignments?plan={case.plan.pk}&page_size=3&sort=-han").json()
    assert page["count"] == 7
    assert [row["due_on"] for row in page["items"]] == ["2019-07-28", "2019-06-28", "2019-05-28"]
    assert clerk.get("/assignments?status=late").json()["count"] == 2
    assert clerk.get("/assignments?quarter=2").json()["count"] == 3
    assert clerk.get("/assignments?q=nhiem vu 3").json()["count"] == 1
    assert clerk.get(f"/assignments?unit={case.units['S2'].pk}").json()["count"] == 0
    assert clerk.get("/assignments?sort=mau").status_code == 422


def test_what_was_never_reported_on_is_not_the_newest(case: Case) -> None:
    never, early, late = (case.assignment("S1") for _ in range(3))
    clerk = Caller(case, "clerk")
    for work in (early, late):
        clerk.post(f"/assignments/{work.pk}/reports", percent=10, done_text="Đã làm")
    for sort, expected in (("-bao-cao", [late, early, never]), ("bao-cao", [early, late, never])):
        shown = clerk.get(f"/assignments?sort={sort}").json()["items"]
        assert [one["id"] for one in shown] == [work.pk for work in expected], sort


def test_a_token_does_only_what_it_was_made_for(case: Case) -> None:
    work = case.assignment("S1")
    reader = Caller(case, "clerk", {"assignment.read"})
    assert reader.get(f"/assignments/{work.pk}").status_code == 200
    assert reader.post(f"/assignments/{work.pk}/reports", percent=1, done_text="x").status_code == 403
    assert Caller(case, "other").get(f"/assignments/{work.pk}").status_code == 404
