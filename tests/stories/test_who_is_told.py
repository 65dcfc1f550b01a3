"""Every act that gives somebody work: who was told, and where does it stand in their list?

The walk knows every public action. A new one is either said to give work, with the event that tells of it, or why it
gives nobody any; what gives work has a story below.
"""

import ast
import datetime as dt
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from cchc.documents.actions import arriving
from cchc.inspections.actions import planning, visiting
from cchc.inspections.models import Check, Finding, Visit
from cchc.inspections.types import Decision, Found, Minutes, Planned
from cchc.kernel import events
from cchc.kernel.jobs import inline
from cchc.kernel.models import Event
from cchc.notifications.models import Notice
from cchc.notifications.queries.reached import reached as due_now
from cchc.organisation.actions import calendars
from cchc.organisation.queries.written_calendars import written_sheets
from cchc.plans.actions import (
    adoption,
    cancelling,
    conclusions,
    confirming,
    difficulties,
    extensions,
    occurring,
    own_plans,
    own_tasks,
    progress,
    targets,
)
from cchc.plans.actions.own_plans import Signed
from cchc.plans.models import Assignment, Extension, Report
from cchc.plans.rules.own_task import OwnTask
from cchc.plans.rules.reporting import Said
from cchc.plans.tests.reading_cases import Readings, clear
from cchc.plans.tests.work_cases import MARCH, SETUP, Case, at
from cchc.plans.tests.work_door import by, signed_in, with_roles
from tests.stories import of_reports, of_rounds
from tests.stories.telling import MODULES, SILENT, TELLS


def actions() -> Iterator[str]:
    """Yield every public action of the modules in which people work."""
    for module in MODULES:
        package = importlib.import_module(f"cchc.{module}.actions")
        for found in pkgutil.iter_modules(package.__path__):
            if found.name.startswith("_"):
                continue
            file = importlib.import_module(f"{package.__name__}.{found.name}")
            for name, function in inspect.getmembers(file, inspect.isfunction):
                is_own = function.__module__ == file.__name__ and not name.startswith("_")
                if is_own and "actor" in inspect.signature(function).parameters:
                    yield f"{module}.{found.name}.{name}"


def test_of_every_action_it_is_known_whom_it_tells() -> None:
    assert not TELLS.keys() & SILENT.keys()
    assert sorted(actions()) == sorted(TELLS.keys() | SILENT.keys())


@pytest.mark.parametrize("act", TELLS)
def test_somebody_reacts_to_what_gives_work(act: str) -> None:
    reactions = import_string(settings.REACTIONS)
    assert all(reactions.get(event) for event in TELLS[act])


# ------------------------------------------------------------------ stories
@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-01")
    return with_roles()


def late(case: Case, **columns: Any) -> int:
    return case.assignment("S1", end_on=dt.date(2019, 2, 1), schedule_kind="deadline", **columns).pk


def product(case: Case) -> int:
    said = Said(100, "Đã xong", reference_number="1/KH", reference_date=MARCH)
    return progress.report(late(case), said, **by(case, "clerk"))


def visit(case: Case, *, is_surprise: bool = False) -> int:
    number = planning.draw_up(case.units["P"].pk, 2019, "reform", "Kiểm tra 2019", **by(case, "office"))
    row = Planned(case.units["S1"].pk, "reform", MARCH, is_surprise)
    return planning.add(number, row, **by(case, "office"))


def decided(case: Case, *, is_surprise: bool = False) -> int:
    number = visit(case, is_surprise=is_surprise)
    decision = Decision("15/QĐ-SNV", MARCH, (("Nguyễn Văn A", "Sở Nội vụ", "trưởng đoàn"),))
    visiting.decide(number, decision, **by(case, "office"))
    return number


def concluded(case: Case) -> int:
    number = decided(case)
    verdicts = {one.pk: ("met", "") for one in Check.objects.filter(visit=number)}
    visiting.hold(number, Minutes(MARCH, "Đã kiểm tra.", verdicts), **by(case, "office"))
    row = Found(case.units["S1"].pk, "shortcoming", "Chưa công khai", "Niêm yết đủ", MARCH + dt.timedelta(20))
    finding = visiting.find(number, row, **by(case, "office"))
    assert Visit.objects.get(pk=number).state == "held"
    visiting.conclude(number, **by(case, "office"))
    return finding


def mended(case: Case) -> int:
    finding = concluded(case)
    visiting.mend(finding, "Đã niêm yết", **by(case, "clerk"))
    return finding


def returned_finding(case: Case) -> int:
    finding = mended(case)
    visiting.verify(finding, "Còn thiếu", is_mended=False, **by(case, "office"))
    return finding


def arrived(case: Case) -> int:
    given = arriving.Arrived(MARCH, "Bộ Nội vụ", "1/BNV", MARCH, "Về việc báo cáo", due_on=MARCH + dt.timedelta(9))
    return arriving.register(given, case.units["S1"].pk, **by(case, "clerk"))


def conclusion(case: Case) -> int:
    document = conclusions.Document(case.units["P"].pk, "Kết luận phiên họp", "9/TB", MARCH)
    order = conclusions.Order("Rà soát thủ tục", case.units["S1"].pk, MARCH + dt.timedelta(9))
    return conclusions.give(document, [order], **by(case, "office"))[0]


def extension(case: Case) -> int:
    return extensions.ask(late(case), MARCH + dt.timedelta(30), "Chờ ý kiến", **by(case, "clerk"))


def returned(case: Case) -> int:
    number = product(case)
    confirming.send_back(number, "Thiếu phụ lục", **by(case, "office"))
    return Report.objects.get(pk=number).assignment_id


def restored(case: Case) -> int:
    work = late(case)
    cancelling.cancel(work, "Trùng việc", **by(case, "office"))
    cancelling.restore(work, **by(case, "office"))
    return work


def declined(case: Case) -> int:
    work = late(case, is_optional=True)
    cancelling.decline(work, "Không có điều kiện", **by(case, "clerk"))
    return work


def raised(case: Case) -> int:
    return difficulties.raise_one(late(case), "Thiếu kinh phí", **by(case, "clerk"))


def cancelled(case: Case) -> int:
    work = late(case)
    cancelling.cancel(work, "Trùng việc", **by(case, "office"))
    return work


def confirmed(case: Case) -> int:
    number = product(case)
    confirming.confirm(number, **by(case, "office"))
    return Report.objects.get(pk=number).assignment_id


def confirmed_with_others(case: Case) -> int:
    number = product(case)
    assert confirming.confirm_many([number], **by(case, "office")).confirmed
    return Report.objects.get(pk=number).assignment_id


def answered(case: Case) -> int:
    number = raised(case)
    difficulties.answer(number, "Đã cấp bổ sung", **by(case, "office"))
    return number


def climbed(case: Case) -> int:
    below = case.assignment("X1", end_on=dt.date(2019, 2, 1), schedule_kind="deadline").pk
    number = difficulties.raise_one(below, "Thiếu máy", **by(case, "commune"))
    difficulties.climb(number, "Ngoài khả năng của huyện", **by(case, "district"))
    return number


def granted(case: Case) -> int:
    number = extension(case)
    extensions.grant(number, **by(case, "office"))
    return Extension.objects.get(pk=number).assignment_id


def not_granted(case: Case) -> int:
    number = extension(case)
    extensions.refuse(number, "Còn đủ thời gian", **by(case, "office"))
    return Extension.objects.get(pk=number).assignment_id


def called_off(case: Case) -> int:
    number = decided(case)
    planning.call_off(number, "Trùng lịch thanh tra", **by(case, "office"))
    return number


def day_set_by_the_office(case: Case) -> int:
    work = case.assignment("S1").pk
    targets.set_target(work, dt.date(2019, 6, 30), **by(case, "office"))
    return work


def adopted(case: Case) -> int:
    reading = Readings(case).waiting(clear("1.a"))
    adoption.adopt(reading.pk, **by(case, "office"))
    return Assignment.objects.get(task__code="1.a").pk


def own_plan_issued(case: Case) -> int:
    work = case.assignment("H", end_on=dt.date(2019, 6, 30))
    plan = own_plans.draw_up(case.plan.pk, case.units["H"].pk, "Kế hoạch huyện", [work.pk], **by(case, "district"))
    leads = (case.units["X1"].pk,)
    task = OwnTask("Tuyên truyền", "Tập huấn cấp xã", ("Hội nghị",), leads, end_on=dt.date(2019, 6, 30))
    own_tasks.add(plan, task, **by(case, "district"))
    own_plans.adopt(plan, Signed("15/KH-UBND", MARCH), **by(case, "district"))
    return plan


def awaiting_an_event(case: Case) -> int:
    calendars.load(written_sheets(), {}, actor=SETUP, now=at(MARCH))
    columns = {"schedule_kind": "event", "event": "sau khi có kết quả", "offset_unit": "working_days"}
    return case.assignment("S1", offset_days=10, **columns).pk


def event_recorded(case: Case) -> int:
    work = awaiting_an_event(case)
    occurring.record(work, MARCH - dt.timedelta(3), **by(case, "clerk"))
    return work


def event_corrected(case: Case) -> int:
    work = event_recorded(case)
    occurring.correct(work, MARCH - dt.timedelta(2), "Theo ngày ký biên bản", **by(case, "office"))
    return work


STORIES: list[tuple[Callable[[Case], int], str, str, str, str]] = [
    # what is done, who is told, of what, in which list, under which address
    (conclusion, "clerk", "assigned", "/viec/", "Rà soát thủ tục"),
    (concluded, "clerk", "finding", "/viec-cua-toi/", "/kiem-tra/phat-hien/{}/"),
    (concluded, "head", "finding", "/viec-cua-toi/", "/kiem-tra/phat-hien/{}/"),
    (decided, "clerk", "inspected", "/kiem-tra/", "/kiem-tra/{}/"),
    (mended, "office", "mended", "/viec-cua-toi/cho-duyet/", "/kiem-tra/phat-hien/{}/"),
    (returned_finding, "clerk", "returned", "/viec-cua-toi/", "/kiem-tra/phat-hien/{}/"),
    (arrived, "head", "incoming", "/viec-cua-toi/", "/van-ban/den/{}/"),
    (extension, "office", "extension", "/cho-xac-nhan/", "/gia-han/{}/"),
    (product, "office", "handed_in", "/cho-xac-nhan/", "/bao-cao/{}/"),
    (returned, "clerk", "returned", "/viec/?muc=tra-lai", "/viec/{}/"),
    (restored, "clerk", "restored", "/viec/", "/viec/{}/"),
    (cancelled, "clerk", "cancelled", "/thong-bao/", "Trùng việc"),
    (confirmed, "clerk", "confirmed", "/viec/?muc=xong", "/viec/{}/"),
    (confirmed_with_others, "clerk", "confirmed", "/viec/?muc=xong", "/viec/{}/"),
    (answered, "clerk", "answered", "/thong-bao/", "Đã cấp bổ sung"),
    (climbed, "office", "difficulty", "/vuong-mac/", "/vuong-mac/{}/"),
    (granted, "clerk", "extended", "/viec/", "/viec/{}/"),
    (not_granted, "clerk", "not_extended", "/viec/", "/viec/{}/"),
    (called_off, "clerk", "called_off", "/thong-bao/", "Trùng lịch thanh tra"),
    (declined, "office", "declined", "/viec/?toan=1&muc=tat-ca", "/viec/{}/"),
    (day_set_by_the_office, "clerk", "day_set", "/viec/", "/viec/{}/"),
    (day_set_by_the_office, "head", "day_set", "/thong-bao/", "Ngày hoàn thành được đặt thay"),
    (raised, "office", "difficulty", "/vuong-mac/", "/vuong-mac/{}/"),
    (adopted, "clerk", "assigned", "/viec/", "/viec/{}/"),
    (own_plan_issued, "commune", "assigned", "/viec/", "Tập huấn cấp xã"),
    (event_recorded, "office", "event_day", "/thong-bao/", "Nhiệm vụ 1"),
    (event_corrected, "clerk", "event_day", "/viec/", "/viec/{}/"),
    (event_corrected, "head", "event_day", "/thong-bao/", "Theo ngày ký biên bản"),
]


def told_of(story: Callable[..., object]) -> str:
    """Return the act that a story is about: the last that it performs itself, what goes before is preparation."""
    known = {".".join(act.split(".")[1:]): act for act in TELLS}
    calls = [node for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(story)))) if type(node) is ast.Call]
    names = [ast.unparse(node.func) for node in sorted(calls, key=lambda node: (node.lineno, node.col_offset))]
    return next(known[name] for name in reversed(names) if name in known)


ALL = [(MARCH, *story) for story in STORIES] + of_rounds.STORIES + of_reports.STORIES
"""Each with the day on which it is told."""


def test_every_act_that_tells_has_its_story() -> None:
    """Whoever adds an act to ``TELLS`` says by a story who finds it in their list; a story tells of one act only."""
    assert {told_of(story) for _day, story, *_rest in ALL} == TELLS.keys()


@pytest.mark.parametrize(("day", "act", "name", "what", "place", "shown"), ALL)
def test_who_gets_work_is_told_and_sees_it_in_their_list(
    case: Case, day: dt.date, act: Callable[[Case], int], name: str, what: str, place: str, shown: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("CCHC_DEMO_DATE", day.isoformat())
    number = act(case)
    published = set(Event.objects.values_list("kind", flat=True))
    assert published & {events.kind(event) for event in TELLS[told_of(act)]}, "it says that it tells, and does not"
    inline.run_waiting()
    assert what in Notice.objects.filter(user=case.people[name]).values_list("what", flat=True)
    page = signed_in(case, name).get(place)
    assert shown.format(number) in page.content.decode()


def test_a_surprise_is_told_to_nobody(case: Case) -> None:
    decided(case, is_surprise=True)
    inline.run_waiting()
    assert not Notice.objects.exists()


def test_a_finding_is_reminded_of_before_and_after_and_then_goes_up(case: Case) -> None:
    """content/law/reminders.yaml: the officers a week before; the head as well a day after; the office a week after."""
    finding = Finding.objects.get(pk=concluded(case))
    told = {}
    for days in (-8, -7, 1, 7):
        day = finding.due_on + dt.timedelta(days)
        rungs = [rung for due, rung in due_now(day) if due.key == f"inspections.finding:{finding.pk}"]
        told[days] = [str(level) for rung in rungs for level in rung.to]
    assert told == {-8: [], -7: ["owner"], 1: ["owner", "head"], 7: ["head", "office"]}
