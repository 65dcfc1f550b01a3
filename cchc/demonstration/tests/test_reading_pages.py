"""The pages that show a plan: what they cost, and that every figure opens the list behind it."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc.accounts.models import Grant, User
from cchc.demonstration.queries.story import story
from cchc.demonstration.tests.told import plan_of
from cchc.kernel import clock, places
from cchc.kernel.history import PLATFORM
from cchc.organisation import queries as organisation
from cchc.organisation.actions import loading
from cchc.plans.models import Assignment, Plan

BUDGETS = [
    # session, person with roles, stamp of the registry, the bell come with every signed-in page
    ("plans:dashboard", 10, "+ plan, units, slices, tasks, fields, difficulties"),
    ("plans:assignments", 7, "+ plan with its fields, count, rows"),
    ("plans:tasks", 7, "+ plan with its fields, rows, tallies"),
    ("plans:timeline", 9, "+ plan with its fields, tasks, tallies, periods"),
]


@pytest.fixture(scope="module")
def plan(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Plan]:
    """The demonstration, loaded once for the whole file."""
    patch = pytest.MonkeyPatch()
    patch.setenv("CCHC_DEMO_DATE", "2019-09-30")
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        from django.db import transaction

        outer = transaction.atomic()
        outer.__enter__()
        loading.load_file(places.CONTENT / "units" / "dong-thap.yaml", actor=PLATFORM, now=clock.now())
        yield plan_of(story(), clock.now())
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)
    patch.undo()


@pytest.fixture
def signed_in(plan: Plan, db: None) -> Callable[[str], Client]:
    def client(username: str) -> Client:
        found = Client()
        found.force_login(User.objects.get(username=username), backend=settings.AUTHENTICATION_BACKENDS[0])
        return found

    return client


@pytest.mark.parametrize(("name", "most", "why"), BUDGETS)
def test_a_page_costs_what_it_says(
    plan: Plan, signed_in: Callable[[str], Client], name: str, most: int, why: str
) -> None:
    client, address = signed_in("vanphong"), reverse(name, args=[plan.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= most, [query["sql"][:90] for query in queries]


FIGURE = re.compile(
    r'<a href="(/ke-hoach/\d+/viec/\?[^"]+)">(?:<span[^>]*>)?'
    r"([\d.]+)(?: trễ| có nguy cơ| chờ xác nhận)?(?:</span>)?</a>"
)
COUNT = re.compile(r"<h1>\s*([\d.]+) việc")


@pytest.mark.parametrize("username", ["vanphong", "tamnong", "taichinh"])
def test_every_figure_opens_the_list_behind_it(plan: Plan, signed_in: Callable[[str], Client], username: str) -> None:
    client = signed_in(username)
    page = client.get(reverse("plans:dashboard", args=[plan.pk])).text
    links = FIGURE.findall(page)
    assert links, "a dashboard without figures proves nothing"
    for link, figure in links:
        listed = COUNT.search(client.get(link.replace("&amp;", "&")).text)
        assert listed, link
        if "vuong-mac" not in link:  # counts difficulties, and opens the work that has them
            assert listed[1] == figure, link


def test_a_district_sees_itself_and_its_communes_only(plan: Plan, signed_in: Callable[[str], Client]) -> None:
    district = Grant.objects.get(user__username="tamnong").unit_id
    mine = organisation.reach(clock.today())[district]
    expected = Assignment.objects.filter(plan=plan, unit__in=mine).count()
    page = signed_in("tamnong").get(reverse("plans:assignments", args=[plan.pk])).text
    assert COUNT.search(page)[1] == str(expected)  # type: ignore[index]
    assert 100 < expected < Assignment.objects.filter(plan=plan).count()


@pytest.mark.parametrize("words", ["cai cach", "cải cách", "CAI CACH"])
def test_search_forgives_missing_diacritics(plan: Plan, signed_in: Callable[[str], Client], words: str) -> None:
    page = signed_in("vanphong").get(reverse("search"), {"q": words}).text
    assert "Xác định Chi số cải cách hành chính" in page or "cải cách hành chính" in page
    assert "Không tìm thấy" not in page


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_list_is_exported_as_it_is_narrowed(plan: Plan, signed_in: Callable[[str], Client], kind: str) -> None:
    address = reverse("plans:assignments", args=[plan.pk])
    answer = signed_in("vanphong").get(address, {"trang-thai": "late", "xuat": kind})
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    if kind == "csv":
        lines = content.decode("utf-8-sig").strip().splitlines()
        page = signed_in("vanphong").get(address, {"trang-thai": "late"}).text
        assert len(lines) - 1 == int(COUNT.search(page)[1])  # type: ignore[index]
        assert all("Trễ hạn" in line for line in lines[1:])
