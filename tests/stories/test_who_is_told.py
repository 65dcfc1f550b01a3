"""Every act that gives somebody work: who was told, and where does it stand in their list?

The walk knows every public action. A new one is either said to give work, with the event that tells of it, or why it
gives nobody any; what gives work has a story below.
"""

import ast
import datetime as dt
import importlib
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
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
from cchc.notifications.queries import sources
from cchc.plans.actions import cancelling, conclusions, confirming, difficulties, extensions, progress, targets
from cchc.plans.models import Extension, Report
from cchc.plans.rules.reporting import Said
from cchc.plans.tests.work_cases import MARCH, Case
from cchc.plans.tests.work_door import by, signed_in, with_roles
from tests.stories.telling import MODULES, SILENT, TELLS


def actions() -> Iterator[str]:
    """Yield every public action of the modules in which people work."""
    for module in MODULES:
        package = importlib.import_module(f"cchc.{module}.actions")
        for found in pkgutil.iter_modules(package.__path__):
            if found.name.startswith("_") or found.name == "demonstration":
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


STORIES: list[tuple[Callable[[Case], int], str, str, str, str]] = [
    # what is done, who is told, of what, in which list, under which address
    (conclusion, "clerk", "assigned", "/viec/", "Rà soát thủ tục"),
    (concluded, "clerk", "finding", "/viec/", "/kiem-tra/phat-hien/{}/"),
    (concluded, "head", "finding", "/viec/", "/kiem-tra/phat-hien/{}/"),
    (decided, "clerk", "inspected", "/kiem-tra/", "/kiem-tra/{}/"),
    (mended, "office", "mended", "/viec/", "/kiem-tra/phat-hien/{}/"),
    (returned_finding, "clerk", "returned", "/viec/", "/kiem-tra/phat-hien/{}/"),
    (arrived, "head", "incoming", "/viec/", "/van-ban/den/{}/"),
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
]


ELSEWHERE: dict[str, str] = {
    **dict.fromkeys(
        ["par_index.publishing.publish", "par_index.rounds.advance", "par_index.rounds.cancel",
         "par_index.rounds.open_"],
        "cchc/par_index/tests/test_around_a_round.py",
    ),
    **dict.fromkeys(["plans.occurring.record", "plans.occurring.correct"], "cchc/plans/tests/test_offsets.py"),
    **dict.fromkeys(
        [f"reports.moving.{act}" for act in ("accept", "check", "give_number", "reopen", "send", "send_back")],
        "cchc/reports/tests/test_told.py",
    ),
    "reports.writing.write": "cchc/reports/tests/test_told.py",
}  # fmt: skip
"""Acts that need a world of their own: the test of their module that looks at the notices."""

NOT_TOLD_IN_A_TEST = {
    "meetings.holding.issue", "meetings.holding.issue_as", "par_index.publishing.publish_as", "par_index.rounds.assign",
    "par_index.rounds.reopen", "plans.adoption.adopt", "plans.own_plans.adopt",
}  # fmt: skip
"""Acts whose reaction is declared and no test follows to the notice yet; none may be added."""


def told_of(story: Callable[..., object]) -> str:
    """Return the act that a story is about: the last that it performs itself, what goes before is preparation."""
    known = {".".join(act.split(".")[1:]): act for act in TELLS}
    calls = [node for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(story)))) if type(node) is ast.Call]
    names = [ast.unparse(node.func) for node in sorted(calls, key=lambda node: (node.lineno, node.col_offset))]
    return next(known[name] for name in reversed(names) if name in known)


def test_every_act_that_tells_has_its_story() -> None:
    """Whoever adds an act to ``TELLS`` says by a story, or a test of its module, who finds it in their list."""
    told = {told_of(story) for story, *_rest in STORIES}
    assert sorted(TELLS.keys() - told) == sorted(ELSEWHERE.keys() | NOT_TOLD_IN_A_TEST)


@pytest.mark.parametrize("act", ELSEWHERE)
def test_the_test_of_the_module_looks_at_notices(act: str) -> None:
    source = Path(__file__).parents[2].joinpath(ELSEWHERE[act]).read_text(encoding="utf-8")
    assert re.search(rf"\b{act.split('.', 1)[1]}\(", source)
    assert "Notice" in source


@pytest.mark.parametrize(("act", "name", "what", "place", "shown"), STORIES)
def test_who_gets_work_is_told_and_sees_it_in_their_list(
    case: Case, act: Callable[[Case], int], name: str, what: str, place: str, shown: str
) -> None:
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
        rungs = [rung for due, rung in sources.reached(day) if due.key == f"inspections.finding:{finding.pk}"]
        told[days] = [str(level) for rung in rungs for level in rung.to]
    assert told == {-8: [], -7: ["owner"], 1: ["owner", "head"], 7: ["head", "office"]}
