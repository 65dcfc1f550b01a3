"""What is settled calls nobody any more: whoever was told of it, not unread, in no letter, and no day is counted."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from cchc.documents.actions import arriving
from cchc.inbox.queries import sources
from cchc.inbox.types import Item, Window
from cchc.inspections.actions import visiting
from cchc.inspections.models import Check
from cchc.inspections.types import Minutes
from cchc.kernel.jobs import inline
from cchc.kernel.refusal import Refusal
from cchc.notifications.actions import settling, telling
from cchc.notifications.models import Notice
from cchc.notifications.queries import bundles, lists
from cchc.notifications.states import Channel
from cchc.notifications.types import News
from cchc.par_index.actions import rounds
from cchc.par_index.models import Sheet
from cchc.plans.actions import cancelling, confirming, difficulties, extensions, progress, targets
from cchc.plans.models import Assignment, Plan
from cchc.plans.queries import due
from cchc.plans.rules.reporting import Said
from cchc.plans.tests.work_cases import MARCH, Case, at
from cchc.plans.tests.work_door import by, posted, signed_in, with_roles
from cchc.reports.actions import moving
from tests.stories import of_reports, of_rounds, test_who_is_told

Commit = Callable[..., AbstractContextManager[object]]
Story = Callable[[Case], Iterator[None]]
DONE = Said(100, "Đã xong", reference_number="1/KH", reference_date=MARCH)
FAR = MARCH + dt.timedelta(365)


@pytest.fixture
def case(db: None) -> Case:
    return with_roles()


def work(case: Case) -> Iterator[None]:
    number = test_who_is_told.late(case)
    yield
    progress.report(number, DONE, **by(case, "clerk"))


def day_of_work(case: Case) -> Iterator[None]:
    Plan.objects.filter(pk=case.plan.pk).update(target_by=dt.date(2019, 1, 31))
    number = case.assignment("S1").pk
    yield
    targets.set_target(number, dt.date(2019, 12, 20), **by(case, "clerk"))


def document(case: Case) -> Iterator[None]:
    number = test_who_is_told.arrived(case)
    yield
    arriving.close(number, None, **by(case, "clerk"))


def finding(case: Case) -> Iterator[None]:
    number = test_who_is_told.concluded(case)
    yield
    visiting.mend(number, "Đã niêm yết", **by(case, "clerk"))


def mended_finding(case: Case) -> Iterator[None]:
    number = test_who_is_told.mended(case)
    yield
    visiting.verify(number, "", is_mended=True, **by(case, "office"))


def visit(case: Case) -> Iterator[None]:
    number = test_who_is_told.decided(case)
    yield
    verdicts = {one.pk: ("met", "") for one in Check.objects.filter(visit=number)}
    visiting.hold(number, Minutes(MARCH, "Đã kiểm tra.", verdicts), **by(case, "office"))


def report(case: Case) -> Iterator[None]:
    number = of_reports.numbered(case)
    yield
    moving.send(number, sure=True, **of_reports.who(case))


def delivered_report(case: Case) -> Iterator[None]:
    number = of_reports.delivered(case)
    yield
    moving.accept(number, **of_reports.who(case, "district"))


def score_sheet(case: Case) -> Iterator[None]:
    found = Sheet.objects.get(pk=of_rounds.invited(case)).round
    yield
    rounds.cancel(found.pk, "Chấm lại", **of_rounds.who(case))


def product(case: Case) -> Iterator[None]:
    number = test_who_is_told.product(case)
    yield
    confirming.confirm(number, **by(case, "office"))


def extension(case: Case) -> Iterator[None]:
    number = test_who_is_told.extension(case)
    yield
    extensions.refuse(number, "Còn đủ thời gian", **by(case, "office"))


def difficulty(case: Case) -> Iterator[None]:
    number = test_who_is_told.raised(case)
    yield
    difficulties.answer(number, "Đã cấp bổ sung", **by(case, "office"))


def _unread(case: Case, name: str) -> int:
    person = case.people[name]
    return bundles.unread(person.pk, person.unit_id)


SOURCES: dict[str, list[tuple[dt.date, Story]]] = {
    "assignment": [(MARCH, work), (MARCH, day_of_work)],
    "difficulty": [(MARCH, difficulty)],
    "product": [(MARCH, product)],
    "extension": [(MARCH, extension)],
    "incoming": [(MARCH, document)],
    "finding": [(MARCH, finding), (MARCH, mended_finding)],
    "report": [(of_reports.MARCH, report), (of_reports.MARCH, delivered_report)],
    "index": [(of_rounds.JUNE, score_sheet)],
}
NEWS: list[tuple[dt.date, Story, str, str]] = [
    (MARCH, product, "office", "handed_in"),
    (MARCH, extension, "office", "extension"),
    (MARCH, difficulty, "office", "difficulty"),
    (MARCH, finding, "head", "finding"),
    (MARCH, mended_finding, "office", "mended"),
    (MARCH, visit, "head", "inspected"),
    (MARCH, document, "head", "incoming"),
    (of_reports.MARCH, report, "commune", "to_send"),
    (of_reports.MARCH, delivered_report, "district", "delivered"),
    (of_rounds.JUNE, score_sheet, "clerk", "index_opened"),
]


def _due(word: str, day: dt.date) -> list[Item]:
    return list(sources.stream(sources.known()[word], day, Window(last=FAR)))


def test_every_source_has_its_story() -> None:
    """A new source of dues says how its notices end, or it stands here without a story."""
    assert sources.known().keys() == SOURCES.keys()


@pytest.mark.parametrize(
    ("matter", "day", "story"), [(matter, *one) for matter, stories in SOURCES.items() for one in stories]
)
def test_what_its_source_gives_no_more_is_closed_for_everybody(
    case: Case,
    matter: str,
    day: dt.date,
    story: Story,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", day.isoformat())
    steps = story(case)
    next(steps)
    dues = _due(matter, day)
    assert dues, "the story makes nothing due"
    news = [News(f"{one.key} nhắc", "overdue", one.unit_id, one.title, one.path, due_on=one.due_on, matter=one.key)
            for one in dues]  # fmt: skip
    people = [case.people[name].pk for name in ("clerk", "head", "office")]
    telling.write([telling.notice(one, user_id, at(day)) for one in news for user_id in people])
    assert settling.everything(at(day)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        next(steps, None)
    left = {one.key for one in _due(matter, day)}
    gone = {one.key for one in dues} - left
    assert gone, "the story settles nothing"
    told = Notice.objects.filter(key__endswith=" nhắc")
    assert set(told.filter(settled_at=None).values_list("matter", flat=True)) == left & {one.key for one in dues}
    assert told.filter(settled_at__isnull=False).count() == len(gone) * len(people)
    assert not gone & set(lists.untold(Channel.MAIL, at(day - dt.timedelta(1))).values_list("matter", flat=True))


@pytest.mark.parametrize(("day", "story", "name", "what"), NEWS)
def test_what_was_told_by_an_event_is_closed_when_it_is_dealt_with(
    case: Case,
    day: dt.date,
    story: Story,
    name: str,
    what: str,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", day.isoformat())
    steps = story(case)
    next(steps)
    inline.run_waiting()
    told = Notice.objects.filter(user=case.people[name], what=what)
    assert told.exists()
    settling.everything(at(day))
    assert not told.filter(settled_at__isnull=False).exists()
    assert told.first().matter.partition(":")[0] in sources.heads()  # type: ignore[union-attr]
    with django_capture_on_commit_callbacks(execute=True):
        next(steps, None)
    assert not told.filter(settled_at=None).exists()


def test_who_does_it_on_the_page_sees_it_closed_at_once_and_so_do_others(
    case: Case, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commit
) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-01")
    Plan.objects.filter(pk=case.plan.pk).update(target_by=dt.date(2019, 1, 31))
    number = case.assignment("S1").pk
    office = signed_in(case, "office")
    office.post(f"/don-doc/viec-{number}/", {"words": "Sớm"})
    assert _unread(case, "head") == 1
    assert "trễ 29 ngày" in signed_in(case, "head").get("/thong-bao/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        posted(signed_in(case, "clerk"), "target", number, target_on="20/12/2019", reason="")
    assert _unread(case, "head") == _unread(case, "clerk") == 0
    page = signed_in(case, "head").get("/thong-bao/?xem=tat-ca").content.decode()
    assert "đã xử lý ngày 01/03/2019" in page
    assert "trễ 29 ngày" not in page
    assert "dealt with on 1 Mar 2019" in signed_in(case, "head").get("/en/thong-bao/?xem=tat-ca").content.decode()


@pytest.mark.parametrize(("story", "what"), [(product, "handed_in"), (extension, "extension")])
def test_what_waits_for_the_office_is_closed_with_the_work_that_is_cancelled(
    case: Case,
    story: Story,
    what: str,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    next(story(case))
    inline.run_waiting()
    told = Notice.objects.filter(what=what, settled_at=None)
    assert told.exists()
    with django_capture_on_commit_callbacks(execute=True):
        cancelling.cancel(Assignment.objects.get().pk, "Không còn cần", **by(case, "office"))
    assert not told.exists()


def test_a_call_for_a_day_ends_with_another_day(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-01")
    asked = test_who_is_told.extension(case)
    owed = _due("assignment", MARCH)[0]
    news = News(f"{owed.key} x", "overdue", owed.unit_id, owed.title, owed.path, due_on=owed.due_on, matter=owed.key)
    telling.write([telling.notice(news, case.people["clerk"].pk, at(MARCH))])
    extensions.grant(asked, **by(case, "office"))
    page = signed_in(case, "clerk").get("/thong-bao/?xem=tat-ca").content.decode()
    assert "hạn mới 31/03/2019" in page
    assert "trễ" not in page.split('class="notices"')[1]
    assert _unread(case, "clerk") == 0


def test_settling_costs_as_much_for_many_as_for_one(
    case: Case, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[[int], object]
) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-01")
    numbers = [test_who_is_told.late(case) for _ in range(12)]
    for number in numbers:
        signed_in(case, "office").post(f"/don-doc/viec-{number}/", {"words": ""})
    person = case.people["clerk"].pk
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        assert settling.of(person, at(MARCH)) == 0
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        assert settling.about([due.key(numbers[0])], at(MARCH)) == 0
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert settling.about([due.key(0)], at(MARCH)) == 0
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert settling.of(case.people["other"].pk, at(MARCH)) == 0


def test_what_is_touched_is_found_by_its_indexes(case: Case) -> None:
    person, unit_id = case.people["clerk"].pk, case.units["S1"].pk
    news = (News(f"{number} x", "overdue", unit_id, "Việc", "/", matter=due.key(number)) for number in range(5_000))
    telling.write([telling.notice(one, person, at(MARCH)) for one in news])
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as queries:
        cursor.execute("ANALYZE notifications_notice")
        settling.about([due.key(9_999)], at(MARCH))
        cursor.execute(f"EXPLAIN {queries.captured_queries[-1]['sql']}")
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "notice_about" in plan
    assert "notice_matter" in plan


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """What is asked whether it is owed, each time."""
    calls: list[set[str]] = []
    real = sources.owed

    def owed(keys: Collection[str]) -> Mapping[str, dt.date | None]:
        calls.append(set(keys))
        return real(keys)

    monkeypatch.setattr(sources, "owed", owed)
    return calls


@pytest.mark.django_db(transaction=True)
def test_an_act_asks_only_about_what_it_touched(monkeypatch: pytest.MonkeyPatch, asked: list[set[str]]) -> None:
    case = with_roles()
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-01")
    Plan.objects.filter(pk=case.plan.pk).update(target_by=dt.date(2019, 1, 31))
    numbers = [case.assignment("S1").pk for _ in range(5)]
    for number in numbers:
        signed_in(case, "office").post(f"/don-doc/viec-{number}/", {"words": ""})
    assert asked == [], "to urge settles nothing"
    clerk = signed_in(case, "clerk")
    posted(clerk, "report", numbers[0], percent=10, done_text="Đang làm")
    assert asked == [], "neither does a report on the way"
    posted(clerk, "target", numbers[0], target_on="20/12/2019", reason="")
    assert asked == [{f"{due.key(numbers[0])} day"}]
    with pytest.raises(Refusal):
        targets.set_target(numbers[1], dt.date(2018, 1, 1), **by(case, "clerk"))
    assert len(asked) == 1, "nor what is refused"


@pytest.mark.django_db(transaction=True)
def test_what_is_done_stays_done_where_asking_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    case = with_roles()
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-01")
    number = test_who_is_told.late(case)
    signed_in(case, "office").post(f"/don-doc/viec-{number}/", {"words": ""})

    def broken(*_given: object) -> int:
        raise DatabaseError

    with monkeypatch.context() as patched:
        patched.setattr(settling, "about", broken)
        progress.report(number, DONE, **by(case, "clerk"))
    assert Assignment.objects.get(pk=number).is_pending
    assert _unread(case, "clerk") == 1
    assert settling.everything(at(MARCH)) > 0, "the job does it later"
    assert _unread(case, "clerk") == 0
