"""What is done, undone and done again is told again; what is delivered twice is told once."""

import ast
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cchc.inspections.actions import visiting
from cchc.kernel.events import delivery
from cchc.kernel.jobs import inline
from cchc.kernel.models import Event, EventOutcome, Outcome
from cchc.notifications.models import Notice
from cchc.par_index.actions import publishing
from cchc.par_index.models import Sheet
from cchc.plans.actions import occurring
from cchc.plans.tests.work_cases import MARCH, Case
from cchc.plans.tests.work_door import by, head_of, with_roles
from cchc.reports.actions import moving
from cchc.reports.models import Report
from tests.stories import of_reports, of_rounds, test_who_is_told

ROOT = Path(__file__).parents[2] / "cchc"
Step = Callable[[], object]


@pytest.fixture
def case(db: None) -> Case:
    return with_roles()


def mended_twice(case: Case) -> Iterator[Step]:
    """The same day, in as many letters."""
    finding = test_who_is_told.concluded(case)
    yield lambda: visiting.mend(finding, "Đã niêm yết", **by(case, "clerk"))
    yield lambda: visiting.verify(finding, "Còn thiếu", is_mended=False, **by(case, "office"))
    yield lambda: visiting.mend(finding, "Đã treo lại", **by(case, "clerk"))
    yield lambda: visiting.verify(finding, "Chưa đủ.", is_mended=False, **by(case, "office"))


def day_moved_forth_and_back(case: Case) -> Iterator[Step]:
    work = test_who_is_told.event_recorded(case)
    for days in (2, 1, 2, 1):
        day = MARCH - dt.timedelta(days)
        yield lambda day=day: occurring.correct(work, day, "Theo biên bản", **by(case, "office"))  # type: ignore[misc]


def published_twice(case: Case) -> Iterator[Step]:
    sheet = Sheet.objects.get(pk=of_rounds.published(case))
    yield lambda: publishing.correct(sheet.round_id, "Cộng sai một điểm", **of_rounds.who(case))
    signer = head_of(case)
    yield lambda: publishing.publish(sheet.round_id, signer, "Cộng sai một điểm", **of_rounds.who(case))


def report_returned_twice(case: Case) -> Iterator[Step]:
    number = of_reports.sent_back(case)
    signer = case.people["signer"].pk
    yield lambda: moving.check(number, **of_reports.who(case))
    yield lambda: moving.give_number(number, signer, "2/BC", sure=True, **of_reports.who(case, "signer"))
    yield lambda: moving.send(number, sure=True, **of_reports.who(case))
    yield lambda: moving.send_back(number, "Thiếu phụ lục", **of_reports.who(case, "office"))


TWICE = [
    (MARCH, mended_twice, "office", "mended", 2),
    (MARCH, mended_twice, "clerk", "returned", 2),
    (MARCH, day_moved_forth_and_back, "clerk", "event_day", 4),
    (of_rounds.JUNE, published_twice, "clerk", "index_published", 2),
    (MARCH, report_returned_twice, "commune", "returned", 2),
]


@pytest.mark.parametrize(("day", "story", "name", "what", "times"), TWICE)
def test_what_is_done_again_is_told_again(
    case: Case, day: dt.date, story: Callable[[Case], Iterator[Step]], name: str, what: str, times: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("CCHC_DEMO_DATE", day.isoformat())
    for step in story(case):
        inline.run_waiting()
        step()
    inline.run_waiting()
    assert Notice.objects.filter(user=case.people[name], what=what).count() == times
    assert not EventOutcome.objects.filter(state=Outcome.FAILED).exists()


def test_what_is_delivered_twice_is_told_once(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    test_who_is_told.mended(case)
    inline.run_waiting()
    before = Notice.objects.count()
    for event in Event.objects.values_list("pk", flat=True):
        delivery.deliver(event)
    assert Notice.objects.count() == before


def test_a_report_that_moved_on_before_the_queue_came_fails_nowhere(case: Case, monkeypatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    number = of_reports.sent_back(case)
    moving.check(number, **of_reports.who(case))
    moving.reopen(number, "Viết lại mục I", **of_reports.who(case))
    assert Report.objects.get(pk=number).sent_at is None
    inline.run_waiting()
    assert not EventOutcome.objects.filter(state=Outcome.FAILED).exists()
    assert Notice.objects.filter(user=case.people["commune"], what="returned").exists()


def test_no_reaction_makes_a_key_of_a_moment() -> None:
    """The event's own number tells one time from the next; a moment or a length does so only by chance."""
    for file in sorted(ROOT.glob("*/reactions.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FormattedValue):
                assert node.format_spec is None, f"{file}:{node.lineno}"
