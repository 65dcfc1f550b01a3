"""Every source: its item is in the inbox of whoever is asked and of nobody else, reminded once, and gone when done."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cchc.accounts.queries.subjects import subject_for_user
from cchc.documents.models import Incoming
from cchc.inbox.queries import lists, sources
from cchc.inbox.rules import merging
from cchc.inbox.types import Asked, Item
from cchc.kernel.history import attributed
from cchc.notifications.actions import reminding
from cchc.notifications.models import Notice
from cchc.plans.tests.work_cases import MARCH, SETUP, Case, at
from cchc.plans.tests.work_door import signed_in, text_of, with_roles
from tests.stories import of_reports, of_rounds, test_settled
from tests.stories.test_settled import Story

ASKED: dict[str, list[tuple[dt.date, Story, bool, str]]] = {
    "assignment": [
        (MARCH, test_settled.work, False, "clerk head"),
        (MARCH, test_settled.day_of_work, False, "clerk head"),
    ],
    "product": [(MARCH, test_settled.product, True, "office office2")],
    "extension": [(MARCH, test_settled.extension, True, "office office2")],
    "difficulty": [(MARCH, test_settled.difficulty, True, "office office2")],
    "incoming": [(MARCH, test_settled.document, False, "clerk head")],
    "finding": [
        (MARCH, test_settled.finding, False, "clerk head"),
        (MARCH, test_settled.mended_finding, True, "office office2"),
    ],
    "report": [
        (of_reports.MARCH, test_settled.report, False, "commune signer"),
        (of_reports.MARCH, test_settled.delivered_report, True, "district"),
    ],
    "index": [(of_rounds.JUNE, test_settled.score_sheet, False, "clerk head other")],
}
"""By the word of a source: the day, what makes it and ends it, whether it is a decision, and who is asked."""
REMINDED = {"assignment", "incoming", "finding", "report", "index"}


@pytest.fixture
def case(db: None) -> Case:
    return with_roles()


def seen(case: Case, day: dt.date, word: str, is_decision: bool) -> dict[str, set[str]]:
    """Return who has items of a source in their list: name → keys."""
    found = {}
    for name, person in case.people.items():
        subject = subject_for_user(person.pk, day)
        assert subject is not None
        page = lists.page(subject, day, lists.Wanted(is_decision, word))
        found[name] = {item.key for item in page.items}
        assert page.counts[word].total == len(page.items)
    return {name: keys for name, keys in found.items() if keys}


def test_every_source_has_its_story() -> None:
    assert sources.known().keys() == ASKED.keys()


@pytest.mark.parametrize(
    ("word", "day", "story", "is_decision", "who"), [(word, *one) for word, of in ASKED.items() for one in of]
)
def test_an_item_is_in_the_list_of_whoever_is_asked_until_it_is_done(
    case: Case, word: str, day: dt.date, story: Story, is_decision: bool, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", day.isoformat())
    steps = story(case)
    next(steps)
    for part in sources.known()[word].parts:
        lines = part.lines(Asked(day))
        assert part.lines(Asked(day, records=frozenset(item.record for _place, item in lines))) == lines
    there, others = seen(case, day, word, is_decision), seen(case, day, word, not is_decision)
    next(steps, None)
    left = seen(case, day, word, is_decision)
    gone = {name: keys - left.get(name, set()) for name, keys in there.items()}
    assert {name for name, keys in gone.items() if keys} == set(who.split())
    done = set().union(*gone.values())
    assert not any(keys & done for keys in others.values()), "it is work and a decision"


@pytest.mark.parametrize(("word", "story"), [(word, of[0][:2]) for word, of in ASKED.items() if word in REMINDED])
def test_what_one_is_reminded_of_is_in_ones_list(
    case: Case, word: str, story: tuple[dt.date, Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    day, steps = story[0], story[1](case)
    monkeypatch.setenv("CCHC_DEMO_DATE", day.isoformat())
    next(steps)
    open_now = sources.stream(sources.known()[word], day, merging.window("", day))
    late = at(max([day, *(item.due_on for item in open_now if item.due_on)]) + dt.timedelta(1))
    Notice.objects.all().delete()
    told = reminding.remind(late)
    assert told
    assert reminding.remind(late) == 0, "reminded twice"
    monkeypatch.setenv("CCHC_DEMO_DATE", late.date().isoformat())
    lists_of = {name: seen(case, late.date(), word, False).get(name, set()) for name in case.people}
    own = {person.pk: name for name, person in case.people.items()}
    rows = Notice.objects.filter(kind="reminder", user__in=own).select_related("user", "unit")
    for row in rows:
        if row.user.unit_id == row.unit_id and row.matter.startswith(f"{ASKED[word][0][1].__name__}"):
            assert row.matter in lists_of[own[row.user_id]]


# ------------------------------------------------------------------ the statements of a stream
DAYS = [None, -9, -1, 0, 0, 0, 3, 7, 8, 30, None, None, 3, 12]


def documents(case: Case) -> list[Item]:
    with attributed(SETUP):
        for number, days in enumerate(DAYS, 1):
            Incoming.objects.create(
                unit=case.units["S1" if number % 4 else "S2"], year=2019, number=number, arrived_on=MARCH,
                author="Bộ Nội vụ", code=f"{number}/BNV", dated_on=MARCH, title=f"Văn bản {number}",
                due_on=None if days is None else MARCH + dt.timedelta(days), registered_at=at(MARCH),
            )  # fmt: skip
    [part] = sources.known()["incoming"].parts
    return [item for _place, item in part.lines(Asked(MARCH))]


@pytest.mark.parametrize("state", ["", "tre", "sap", "sau", "khong"])
def test_a_stream_gives_what_a_list_of_the_same_items_gives(case: Case, state: str) -> None:
    items, [stream] = documents(case), sources.known()["incoming"].parts
    lines = stream.lines(Asked(MARCH))
    places = [None, *(replace(place, part=part) for place, _item in lines for part in ("a", "incoming", "z"))]
    for after in places:
        for most in (1, 3, 50):
            asked = Asked(MARCH, window=merging.window(state, MARCH), after=after, most=most)
            assert stream.lines(asked) == merging.cut(reversed(lines), asked)
    assert stream.counts(Asked(MARCH)) == merging.counted(items, MARCH)


def test_everybodys_items_come_in_portions_and_each_once(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    items = documents(case)
    monkeypatch.setattr(sources, "_AT_ONCE", 4)
    assert list(sources.stream(sources.known()["incoming"], MARCH, merging.window("", MARCH))) == items


LONG_OF_TASK = ("products", "lead", "partners", "folded", "note")


@pytest.mark.parametrize(
    ("word", "story"),
    [("assignment", test_settled.work), ("product", test_settled.product), ("extension", test_settled.extension)],
)
def test_a_line_reads_no_long_column_beside_its_work(case: Case, word: str, story: Story) -> None:
    next(story(case))
    [part] = sources.known()[word].parts
    with CaptureQueriesContext(connection) as queries:
        assert part.lines(Asked(MARCH))
    [asked] = queries.captured_queries
    beside = ['"plans_plan"."frame"', *(f'"plans_task"."{name}"' for name in LONG_OF_TASK)]
    assert not [column for column in beside if column in asked["sql"]]


# ------------------------------------------------------------------ the pages
def test_the_page_tells_how_much_is_late_and_narrows(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    case.assignment(end_on=dt.date(2019, 2, 1), title="Việc đã trễ")
    documents(case)
    client = signed_in(case, "clerk")
    page = text_of(client.get("/viec-cua-toi/"))
    assert "13 việc cần làm, 3 việc trễ" in page, "and the report of the quarter"
    assert page.index("Việc đã trễ") < page.index("Văn bản 2") < page.index("Văn bản 1")
    only = text_of(client.get("/viec-cua-toi/?nguon=incoming&han=tre"))
    assert "Việc đã trễ" not in only
    assert "Văn bản 2" in only
    assert "Văn bản 1/BNV" not in only
    assert "Không có việc nào như vậy" in text_of(client.get("/viec-cua-toi/?nguon=index"))
    assert client.get("/viec-cua-toi/?nguon=la&han=la&sau=la").status_code == 200


def test_a_long_list_is_read_on_without_a_gap(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    monkeypatch.setattr(lists, "PER_PAGE", 5)
    documents(case)
    for day in range(1, 8):
        case.assignment(end_on=dt.date(2019, 3, day))
    client = signed_in(case, "clerk")
    found, address = [], "/viec-cua-toi/"
    while address:
        page = client.get(address)
        found += [item.key for item in page.context["items"]]
        address = f"/viec-cua-toi/?sau={page.context['more']}" if page.context["more"] else ""
    assert len(found) == len(set(found)) == page.context["total"].total == 19


def test_an_empty_list_says_what_will_come(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    monkeypatch.setattr(sources, "_sources", {"incoming": sources.known()["incoming"]})
    seen_page = text_of(signed_in(case, "other").get("/viec-cua-toi/"))
    assert "Không có việc nào cần làm lúc này" in seen_page
    assert "văn bản đến" in seen_page
    assert "Không có gì chờ bạn quyết định" in text_of(signed_in(case, "other").get("/viec-cua-toi/cho-duyet/"))


@pytest.mark.parametrize(("who", "most"), [("clerk", 15), ("office", 20)])
def test_the_list_costs_a_query_or_two_a_part_however_long_it_is(
    case: Case, who: str, most: int, monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    for _ in range(51):
        case.assignment(end_on=MARCH)
    documents(case)
    client = signed_in(case, who)
    client.get(reverse("inbox:work"))
    with django_assert_max_num_queries(most):
        client.get(reverse("inbox:work"))
