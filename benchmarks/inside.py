"""What is measured inside a process: reading, fan-out, pages and writes. Prints one JSON document."""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import index, office
from benchmarks.measuring import Line, Timing, paired, timed
from benchmarks.plan_corpus import corpus, measure
from benchmarks.scale import grow
from benchmarks.writes import BODY, CLIENTS
from cchc.accounts.actions import tokens
from cchc.accounts.models import User
from cchc.kernel import clock, history, papers, places
from cchc.kernel.history import Actor
from cchc.organisation import queries as organisation
from cchc.plans.models import Assignment, Plan
from cchc.plans.rules.reading.plan import read_plan

EMPTY = "/tai-khoan/cua-toi/mat-khau/"  # a signed-in page with next to nothing on it
FILE = places.CONTENT / "plans" / "dong-thap-2019.txt"
ACTOR = Actor(None, "Đo tốc độ", "benchmark")


def main() -> None:
    """Measure everything that needs no server and print it."""
    plan = Plan.objects.order_by("pk")[0]
    client = _signed_in("vanphong")
    sections = {"Đọc kế hoạch": reading(), **measure.tables(measure.measured(corpus.samples()))}
    alone = _pages(client, plan)
    sections["Giao việc"] = [adopting()]
    grow(plan.pk, plans=200, assignments=200, reports=5)
    sections["Trang ở 200 kế hoạch, 40.000 việc, 200.000 báo cáo"] = pages(client, plan, alone)
    sections["Ghi so với SQL thô"] = writing(plan)
    sections["Một năm của cơ quan thường trực"] = office.measure(client)
    sections["Chỉ số cải cách hành chính"] = index.measure(client)
    clerk = User.objects.get(username="tamnong")
    given: dict[str, Any] = {
        "plan": plan.pk,
        "assignment": Assignment.objects.filter(plan=plan, unit_id=clerk.unit_id)[0].pk,
    }
    given |= {"cookie": f"sessionid={client.cookies['sessionid'].value}", "token": _token()}
    given |= reported(clerk)
    print(json.dumps({"sections": {n: [asdict(x) for x in lines] for n, lines in sections.items()}, "load": given}))


def _signed_in(username: str) -> Client:

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(username=username), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _token(*also: str) -> str:
    """Make a token of a clerk: scoped to one district, as the load is asked for."""

    clerk = User.objects.get(username="tamnong")
    made = tokens.issue(
        clerk.pk,
        name="benchmark",
        scopes=frozenset({"assignment.read", "plan.read", "task.read", *also}),
        days=1,
        actor=ACTOR,
        now=clock.now(),
    )
    return made.raw


# ------------------------------------------------------------------ reading
def reading() -> list[Line]:
    directory = organisation.directory(clock.today())
    data = FILE.read_bytes()
    small = timed(lambda: read_plan(papers.read(FILE.name, data), directory))
    sheet = _large_sheet()
    large = timed(lambda: read_plan(papers.read("lon.xlsx", sheet), directory), rounds=3, warm_up=1)
    bare = timed(lambda: papers.read("lon.xlsx", sheet), rounds=3, warm_up=1)
    ratio = f"{large.median / bare.median:.1f}× chỉ mở tệp"
    return [
        Line("Kế hoạch 2019 (.txt, 37 nhiệm vụ)", str(small), "", "< 1 s", small.median < 1),
        Line("Kế hoạch .xlsx 2.000 dòng", str(large), ratio, "< 5 s", large.median < 5),
    ]


def _large_sheet() -> bytes:
    import xlsxwriter

    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Kế hoạch")
    sheet.write(0, 0, "KẾ HOẠCH Cải cách hành chính năm 2019")
    head = ("TT", "Nội dung", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Kinh phí", "Ghi chú")
    sheet.write_row(2, 0, head)
    for n in range(2000):
        row = (f"{n // 50 + 1}.{n % 50 + 1}", f"Nhiệm vụ thứ {n}", "Báo cáo", "Các sở, ngành tỉnh, UBND cấp huyện")
        sheet.write_row(n + 3, 0, (*row, "Sở Nội vụ, Sở Tư pháp", f"Quý {'I' * (n % 3 + 1)}/2019", "50 tr", ""))
    book.close()
    return file.getvalue()


# ------------------------------------------------------------------ adopting
class _Undo(Exception):
    """Takes a measured write back."""


def _undone(work: Callable[[], object]) -> None:
    try:
        with transaction.atomic():
            work()
            raise _Undo
    except _Undo:
        pass


def adopting() -> Line:
    from cchc.plans.actions import adoption
    from cchc.plans.actions import reading as readings

    unit = organisation.root_id(clock.today())
    office = Actor(1, "Đo tốc độ", "benchmark")
    data = FILE.read_bytes().replace(b"272/KH-UBND", b"999/KH-UBND")
    read = readings.read_upload("do.txt", data, unit, actor=office, now=clock.now())
    readings.settle_all(read.pk, actor=office, now=clock.now())
    taken = timed(lambda: _undone(lambda: adoption.adopt(read.pk, actor=office, now=clock.now())), 5, 1)
    return Line("37 nhiệm vụ → việc của mọi đơn vị (ghi cả nhật ký)", str(taken), "", "< 2 s", taken.median < 2)


# ------------------------------------------------------------------ pages
def _paths(plan: Plan) -> dict[str, str]:
    first = Assignment.objects.filter(plan=plan).order_by("pk")[0]
    return {
        "Tổng quan kế hoạch": reverse("plans:dashboard", args=[plan.pk]),
        "Danh sách 50 việc": reverse("plans:assignments", args=[plan.pk]),
        "Bảng nhiệm vụ": reverse("plans:tasks", args=[plan.pk]),
        "Một việc": reverse("plans:assignment", args=[first.pk]),
    }


def _pages(client: Client, plan: Plan) -> dict[str, Timing]:
    return {name: timed(lambda path=path: _get(client, path), 9) for name, path in _paths(plan).items()}  # type: ignore[misc]


def _get(client: Client, path: str) -> Any:
    answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return answer


def pages(client: Client, plan: Plan, alone: dict[str, Timing]) -> list[Line]:
    lines = []
    for name, path in _paths(plan).items():
        taken, empty = paired(partial(_get, client, path), partial(_get, client, EMPTY), 9)
        ratio = taken.median / alone[name].median
        queries = _queries(client, path)
        beside = (
            f"{ratio:.2f}× khi chỉ có kế hoạch đó; {taken.median / empty.median:.1f}× trang trống; {queries} truy vấn"
        )
        lines.append(Line(name, str(taken), beside, "≤ 2×", ratio <= 2))
    return lines


def _queries(client: Client, path: str) -> int:
    connection.force_debug_cursor = True
    reset_queries()
    _get(client, path)
    count = len(connection.queries)
    connection.force_debug_cursor = False
    return count


# ------------------------------------------------------------------ writing
def writing(plan: Plan) -> list[Line]:
    """Compare an action with the same rows written by SQL without triggers."""
    from cchc.plans.actions import progress
    from cchc.plans.rules.reporting import Said

    open_one = Assignment.objects.filter(
        plan=plan, done_on=None, is_pending=False, cancelled_at=None, task__rrule=""
    ).order_by("pk")[0]
    said = Said(percent=90, done_text="Đang làm", spent=0)

    def act() -> None:
        _undone(lambda: progress.report(open_one.pk, said, actor=ACTOR, now=clock.now()))

    def raw() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                "INSERT INTO plans_report (assignment_id, percent, done_text, product_kind, reference_number, spent,"
                " reported_at, state, reason) VALUES (%s, 90, 'Đang làm', 'none', '', 0, now(), 'noted', '')",
                [open_one.pk],
            )
            cursor.execute("UPDATE plans_assignment SET percent = 90 WHERE id = %s", [open_one.pk])
            transaction.set_rollback(True)

    action, peer = paired(act, raw, 15)
    bulk, bulk_raw = paired(lambda: _bulk(plan, audited=True), lambda: _bulk(plan, audited=False), 3)
    return [
        Line("Báo cáo tiến độ (hành động đầy đủ)", str(action), f"{action.median / peer.median:.1f}× SQL thô ({peer})"),
        Line("Chép 2.000 báo cáo có nhật ký", str(bulk), f"{bulk.median / bulk_raw.median:.1f}× không nhật ký"),
    ]


def reported(clerk: User) -> dict[str, Any]:
    """Return the work on which the clerk's clients report, one each, their token, and how many statements one takes."""
    todo = Assignment.objects.filter(unit_id=clerk.unit_id, done_on=None, is_pending=False, cancelled_at=None)
    chosen = list(todo.filter(task__rrule="").order_by("pk").values_list("pk", flat=True)[:CLIENTS])
    token = _token("assignment.report")
    client = Client(headers={"host": "127.0.0.1", "authorization": f"Bearer {token}"})

    def report() -> int:
        path, key = f"/api/v1/assignments/{chosen[0]}/reports", {"Idempotency-Key": uuid4().hex}
        answer = client.post(path, BODY, content_type="application/json", headers=key)
        if answer.status_code != 201:
            raise SystemExit(f"{path}: {answer.status_code} {answer.content.decode()}")
        return answer.status_code

    return {"writer": token, "reported": chosen, "statements": _asked(report)}


def _asked(work: Callable[[], object]) -> int:
    """Return how many statements ``work`` takes the second time, its transaction's begin and end among them."""
    work()
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


def _bulk(plan: Plan, *, audited: bool) -> None:
    def insert() -> None:
        with connection.cursor() as cursor:
            if not audited:
                cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                "INSERT INTO plans_report (assignment_id, percent, done_text, product_kind, reference_number, spent,"
                " reported_at, state, reason) SELECT id, 10, 'x', 'none', '', 0, now(), 'noted', ''"
                " FROM plans_assignment ORDER BY id LIMIT 2000"
            )

    def work() -> None:
        with history.attributed(ACTOR):
            insert()

    _undone(work)
