"""A module that nobody below knows: it is put on the path and named where ``config`` names modules, and it is there.

A small register of petitions, written to a folder as ``config`` would find it. What it brings must appear in the menu,
the inbox, search, the page of a unit, the roles, notices, the front page and the walk over the whole surface.
"""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from procrastinate.contrib.django.apps import ProcrastinateConfig

from cchc.accounts.actions import roles
from cchc.accounts.models import Grant, User
from cchc.inbox.queries import sources
from cchc.kernel import clock, front, history, navigation, panels, rights, searching
from cchc.notifications.actions import telling
from cchc.notifications.models import Notice
from cchc.notifications.rules import kinds
from cchc.notifications.types import Level, News
from cchc.organisation import queries as organisation
from cchc.plans.tests.work_cases import SETUP, Case
from cchc.plans.tests.work_door import signed_in, text_of, with_roles
from tests.surface.test_surface import declared

FILES = {
    "apps.py": """
from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = label = "petitions"
    verbose_name = "Đơn thư"
""",
    "records.py": """
ALL = []  # (number, unit, title, due day): a module of its own would have tables


def visible(subject):
    return [one for one in ALL if one[1] in subject.scope("petition.read")]
""",
    "pages.py": """
from django.http import Http404, HttpResponse

from cchc.kernel.permission import permission, public, subject_of
from petitions import records


@permission("petition.read")
def listed(request):
    return HttpResponse("; ".join(one[2] for one in records.visible(subject_of(request))))


@permission("petition.read")
def petition(request, number):
    found = [one for one in records.visible(subject_of(request)) if one[0] == number]
    if not found:
        raise Http404
    return HttpResponse(found[0][2])


@public("anybody may send a petition")
def send(request):
    return HttpResponse("Gửi đơn")
""",
    "urls.py": """
from django.urls import path

from petitions import pages

urlpatterns = [
    path("don-thu/", pages.listed, name="petitions"),
    path("don-thu/gui/", pages.send, name="petition_send"),
    path("don-thu/<int:number>/", pages.petition, name="petition"),
]
""",
    "door.py": """
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from config.urls import handler500, urlpatterns

urlpatterns = [*urlpatterns, *i18n_patterns(path("", include("petitions.urls")), prefix_default_language=False)]
""",
    "plugs/rights.py": """
from cchc.accounts.types import READERS, WORKERS
from cchc.kernel import rights
from cchc.kernel.rights import Right

rights.declare(
    "petitions", Right("petition.read", "Xem đơn thư", READERS), Right("petition.answer", "Trả lời đơn thư", WORKERS)
)
""",
    "plugs/navigation.py": """
from cchc.kernel import navigation

navigation.register(
    group="work", order=66, label="Sổ đơn thư", url_name="petitions", permission="petition.read"
)
""",
    "plugs/searching.py": """
from django.urls import reverse

from cchc.kernel import searching
from petitions import records


def _found(subject, wanted, most):
    return [
        searching.Hit(one[2], reverse("petition", args=[one[0]]))
        for one in records.visible(subject)
        if all(word.stands_in(one[2]) for word in wanted.words)
    ]


searching.register(searching.Source("Đơn thư", 66, "petition.read", _found))
""",
    "plugs/panels.py": """
from django.urls import reverse

from cchc.kernel import panels
from petitions import records


def _lines(subject, unit_id):
    found = [one for one in records.visible(subject) if one[1] == unit_id]
    return [panels.Line(one[2], reverse("petition", args=[one[0]]), ("info", "đang giải quyết")) for one in found]


panels.register(panels.Panel(66, "Đơn thư", "petition.read", _lines))
""",
    "plugs/messages.py": """
from cchc.notifications.queries import kinds
from cchc.notifications.types import Told

kinds.register(Told("petition_late", "Đơn quá hạn trả lời", "work", tone="late"))
""",
    "plugs/inbox.py": """
from django.urls import reverse

from cchc.inbox.queries import sources
from cchc.inbox.queries.streams import Derived
from cchc.inbox.types import Item, Source
from petitions import records


def _items(asked):
    units = asked.own("petition.answer")
    return [
        Item(f"petitions.petition:{number}", "petition", unit, None, day, title, reverse("petition", args=[number]))
        for number, unit, title, day in records.ALL
        if units is None or unit in units
    ]


def _still(keys):
    return {f"petitions.petition:{one[0]}": one[3] for one in records.ALL}


sources.register(
    Source(
        "petition", "Đơn thư", [Derived("petition", _items, needs=["petition.answer"])],
        still={"petitions.petition": _still},
    )
)
""",
    "plugs/front.py": """
from cchc.kernel import front

front.offer(front.Offer(66, "Gửi đơn", "Ai cũng gửi được.", "petition_send"))
""",
}
SOCKETS: tuple[tuple[ModuleType, str], ...] = (
    (rights, "_modules"),
    (rights, "_asked"),
    (navigation, "_entries"),
    (searching, "_sources"),
    (panels, "_panels"),
    (front, "_offers"),
    (kinds, "_kinds"),
    (sources, "_sources"),
)
NEWS = "Đơn của ông Tư về đường vào xã"


@pytest.fixture
def petitions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Put the module on the path and name it where ``config`` names modules; take all of it back afterwards."""
    for socket, name in SOCKETS:
        monkeypatch.setattr(socket, name, getattr(socket, name).copy())
    for name, text in {"__init__.py": "", "plugs/__init__.py": "", **FILES}.items():
        file = tmp_path / "petitions" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(ProcrastinateConfig, "ready", lambda _self: None)  # it is ready, and can't be so twice
    named = [*settings.INSTALLED_APPS]
    named.insert(named.index("cchc.meetings"), "petitions.apps.PetitionsConfig")
    rights.forget()
    with override_settings(INSTALLED_APPS=named, ROOT_URLCONF="petitions.door"):
        from petitions import records  # type: ignore[import-not-found]

        yield records
    for name in [name for name in sys.modules if name.partition(".")[0] == "petitions"]:
        del sys.modules[name]
    rights.forget()


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-01")
    return with_roles()


@pytest.fixture
def known(petitions: Any, case: Case) -> Case:
    """Return the province with a petition that S1 must answer."""
    petitions.ALL.append((1, case.units["S1"].pk, NEWS, dt.date(2019, 3, 9)))
    return case


def administrator(case: Case) -> Client:
    chief = User.objects.create(username="quan-tri", full_name="Trần Thị Hà", unit=case.units["P"])
    Grant.objects.create(user=chief, role="administrator", unit=case.units["P"], valid_from=dt.date(2018, 1, 1))
    client = Client()
    client.force_login(chief)
    return client


def test_it_is_in_the_menu_of_those_who_may_open_it(known: Case) -> None:
    assert "Sổ đơn thư" in text_of(signed_in(known, "clerk").get("/thong-bao/"))
    assert "Sổ đơn thư" not in text_of(administrator(known).get("/thong-bao/"))


def test_it_is_in_the_inbox_of_the_unit_that_must_act(known: Case) -> None:
    seen = text_of(signed_in(known, "clerk").get(reverse("inbox:work")))
    assert NEWS in seen
    assert "Đơn thư (1)" in seen, "the list can be narrowed to it"
    assert NEWS not in text_of(signed_in(known, "other").get(reverse("inbox:work")))
    assert NEWS not in text_of(signed_in(known, "clerk").get(reverse("inbox:decisions")))


def test_search_finds_it_within_the_readers_scope(known: Case) -> None:
    assert NEWS in text_of(signed_in(known, "clerk").get("/tim-kiem/?q=duong vao xa"))
    assert NEWS not in text_of(signed_in(known, "other").get("/tim-kiem/?q=duong vao xa"))


def test_the_page_of_the_unit_has_its_card(known: Case) -> None:
    address = reverse("organisation:unit", args=[organisation.slugs()[known.units["S1"].pk]])
    assert NEWS in text_of(signed_in(known, "clerk").get(address))
    assert NEWS not in text_of(signed_in(known, "other").get(address))


def test_its_permissions_are_the_roles_and_an_administrator_decides_on_them(known: Case) -> None:
    form = text_of(administrator(known).get("/tai-khoan/vai-tro/officer/sua/"))
    assert "Đơn thư" in form
    assert "Trả lời đơn thư" in form
    clerk = signed_in(known, "clerk")
    assert clerk.get("/don-thu/").status_code == 200
    roles.change("officer", words=rights.held_by("officer") - {"petition.read"}, actor=SETUP, now=clock.now())
    assert clerk.get("/don-thu/").status_code == 403


def test_a_role_that_was_decided_on_before_it_came_gets_what_it_gives(known: Case) -> None:
    then = rights.held_by("officer") - {"petition.read", "petition.answer", "report.write"}
    roles.change("officer", words=then, actor=SETUP, now=clock.now())
    from cchc.accounts.models import ComposedRole

    row = ComposedRole.objects.get(code="officer")
    row.decided = [word for word in row.decided if not word.startswith("petition.")]
    with history.attributed(SETUP):
        row.save()
    assert signed_in(known, "clerk").get("/don-thu/").status_code == 200


def test_its_messages_are_told_and_shown_in_their_colour(known: Case) -> None:
    unit = known.units["S1"].pk
    news = News("petitions.petition:1 late", "petition_late", unit, NEWS, "/don-thu/1/", (Level.OWNER,))
    assert telling.tell([news], now=clock.now()) == 1
    assert Notice.objects.get().tone == "late"
    assert "Đơn quá hạn trả lời" in text_of(signed_in(known, "clerk").get("/thong-bao/"))


def test_its_public_page_is_on_the_front(known: Case) -> None:
    assert "Gửi đơn" in text_of(Client().get("/"))
    assert Client().get("/don-thu/gui/").status_code == 200


def test_the_walk_over_the_whole_surface_has_its_addresses(known: Case) -> None:
    found = dict(declared())
    assert {found["don-thu/"], found["don-thu/<int:number>/"]} == {"petition.read"}
    assert found["don-thu/gui/"] is None
    assert Client().get("/don-thu/").status_code == 302
    assert signed_in(known, "clerk").get("/don-thu/1/").status_code == 200
    assert signed_in(known, "other").get("/don-thu/1/").status_code == 404
    assert administrator(known).get("/don-thu/").status_code == 403


@pytest.mark.parametrize(
    ("spoilt", "why"),
    [
        ("plugs/navigation.py", "menu entry 'petitions' asks for the permission 'petition.raed'"),
        ("plugs/searching.py", "search 'Đơn thư' asks for the permission 'petition.raed'"),
        ("plugs/panels.py", "card 'Đơn thư' of the unit page asks for the permission 'petition.raed'"),
        ("plugs/rights.py", "asks for the permission 'petition.read'"),
        ("plugs/inbox.py", "the part 'petition' of the inbox asks for the permission 'petition.raed'"),
    ],
)
def test_a_slip_stops_the_start(spoilt: str, why: str, request: pytest.FixtureRequest, monkeypatch) -> None:
    word = "petition.answer" if spoilt == "plugs/inbox.py" else "petition.read"
    monkeypatch.setitem(FILES, spoilt, FILES[spoilt].replace(word, "petition.raed"))
    with pytest.raises(ValueError, match=why):
        request.getfixturevalue("petitions")
    for name in [name for name in sys.modules if name.partition(".")[0] == "petitions"]:
        del sys.modules[name]
