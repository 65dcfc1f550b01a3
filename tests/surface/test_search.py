"""Search finds what one may open, all of it and nothing else, in a bounded number of queries."""

import re
import sys
from contextlib import suppress
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from cchc.accounts.models import User
from cchc.accounts.queries import subject_for_user
from cchc.documents.models import Outgoing
from cchc.kernel import clock, searching
from cchc.kernel.candidates import held
from cchc.kernel.narrowing import Searched, narrowed
from cchc.kernel.permission import Subject
from cchc.kernel.wanted import Wanted
from cchc.ui.tests.page import tight
from tests.surface.test_surface import check_words, client_of, declared
from tests.surface.world import NOW, TODAY, World, made, secret

FOUND = {  # record of the world → its page; each has the word of its unit in what is searched
    "outgoing_id": "documents:document",
    "incoming_id": "documents:arrived",
    "periodic_id": "reports:report",
    "meeting_id": "meetings:meeting",
    "programme_id": "inspections:programme",
    "visit_id": "inspections:visit",
    "finding_id": "inspections:finding",
    "item_id": "communications:item",
    "round_id": "par_index:round",
    "sheet_id": "par_index:sheet",
    "scheme_id": "par_index:scheme",
    "draft_id": "plans:own_plan",
}


ELSEWHERE = {  # as their own words are, in the tests of their modules
    "plans:plan", "plans:dashboard", "plans:task", "plans:assignment", "plans:difficulty", "documents:blank",
    "organisation:unit", "person",
}  # fmt: skip
GROUP = re.compile(r"<h2>([^<]+)</h2>(.*?)</section>", re.DOTALL)
PART = "found by the record it is a part of"
NOT_FOUND = {
    "documents:looked_at": "what a job has seen in a file, for its sender and an hour",
    **dict.fromkeys(
        ["plans:milestone", "plans:decide", "plans:extension", "plans:attachment", "plans:own_task", "documents:file",
         "file", "par_index:evidence", "par_index:leaf", "reports:section", "reports:figure", "par_index:open",
         "plans:own_plan_start"],
        PART,
    ),
    **dict.fromkeys(["plans:review", "plans:mend_group", "plans:mend_task"], "found as the plan that it becomes"),
    **dict.fromkeys(["notifications:urged", "notifications:urge", "documents:urging_letter"], "an act, not a record"),
    **dict.fromkeys(["plans:year", "reports:term", "reports:indicator", "reports:behind"], "figures of many records"),
    **dict.fromkeys(["notifications:delivery", "progress", "people_slips"], "kept for who sends, not for readers"),
    **dict.fromkeys(["openid_connect_login", "ui_sample"], "no record"),
    "par_index:publication": "public, found as its round",
    "surveys:survey": "found as the round that it is of",
    "role": "a handful, all on one page of whoever gives them",
}  # fmt: skip


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-03")


def addresses(page: str) -> set[str]:
    return {unescape(link) for link in re.findall(r'<th scope="row"><a href="([^"]+)"', page)}


def office_of(world: World) -> User:
    return next(user for user in world.people if any(g.unit_id == world.root for g in world.holders[user.pk].grants))


def subject_of(user: User) -> Subject:
    found = subject_for_user(user.pk, TODAY)
    assert found is not None
    return found


@pytest.mark.slow
@pytest.mark.django_db
def test_a_record_is_found_exactly_by_whoever_may_open_it() -> None:
    world = made(3)
    readers = [user for user in world.people if world.holders[user.pk].grants][:5]
    found = missed = 0
    for user in readers:
        client = client_of(user)
        for unit_id in world.dice.sample(sorted(world.parents), 4):
            answer = client.get(reverse("search"), {"q": secret(unit_id)})
            check_words(
                world, user, answer.request["QUERY_STRING"], answer.content.replace(secret(unit_id).encode(), b"")
            )
            shown = addresses(answer.content.decode())
            for kind, name in FOUND.items():
                mine = [pk for pk, owner in world.owned[kind] if owner is not None and owner.unit_id == unit_id]
                for pk in mine:
                    page = reverse(name, args=[pk])
                    opens = client.get(page).status_code == 200
                    assert (page in shown) is opens, f"{user} {'may' if opens else 'may not'} open {page}"
                    found, missed = found + opens, missed + (not opens)
    assert found > 20, "nobody may open anything"
    assert missed > 20, "everybody may open everything"


@pytest.mark.django_db
def test_a_number_is_found_whole_and_first() -> None:
    world = made(5)
    office = office_of(world)
    rows = {
        (number, symbol): Outgoing.objects.create(
            unit_id=world.root, year=2018, kind=symbol[:10], number=number, symbol=symbol, issued_on=NOW.date(),
            title=title, signer="A", issued_at=NOW,
        ).pk
        for number, symbol, title in [
            (272, "KH-UBND", "Kế hoạch cải cách hành chính"),
            (1272, "KH-UBND", "Kế hoạch khác"),
            (272, "KH-SNV", "Kế hoạch của Sở"),
            (9, "BC-UBND", "Báo cáo thực hiện Kế hoạch số 272/KH-UBND"),
        ]
    }  # fmt: skip
    client = client_of(office)
    for typed in ("272/KH-UBND", "272/kh-ubnd", " 0272 / KH-UBND "):
        answer = client.get(reverse("search"), {"q": typed})
        shown = re.findall(r'href="(/van-ban/di/\d+/)"', answer.content.decode())
        wanted = [rows[272, "KH-UBND"], rows[9, "BC-UBND"]]
        assert shown == [reverse("documents:document", args=[pk]) for pk in wanted], typed
    answer = client.get(reverse("search"), {"q": "ke hoach khac"})
    assert reverse("documents:document", args=[rows[1272, "KH-UBND"]]) in answer.content.decode()


@pytest.mark.django_db
def test_the_page_of_results_costs_two_queries_a_kind_at_most() -> None:
    world = made(5)
    client = client_of(office_of(world))
    client.get(reverse("search"), {"q": "kin"})
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse("search"), {"q": "kin"})
    assert len(addresses(answer.content.decode())) > 10
    asked = [query["sql"][:90] for query in queries if "SAVEPOINT" not in query["sql"]]  # only within a transaction
    assert len(asked) <= 2 * len(searching.sources()) + 6, asked
    folding = [query["sql"] for query in queries if re.search(r"kernel_fold|translate\(|regexp_replace", query["sql"])]
    assert folding == [], "texts are folded when they are written, not row by row when somebody asks"


@pytest.mark.django_db
def test_a_word_that_few_kinds_hold_costs_one_question_and_one_of_each_of_these() -> None:
    world = made(5)
    client = client_of(office_of(world))
    about = Outgoing.objects.create(
        unit_id=world.root, year=2018, kind="CV", number=1, symbol="CV-UBND", issued_on=NOW.date(),
        title="Máy phát điện dự phòng", signer="A", issued_at=NOW,
    )  # fmt: skip
    client.get(reverse("search"), {"q": "du phong"})
    page = reverse("documents:document", args=[about.pk])
    for typed, shown in (("phát điện dự phòng", {page}), ("phát điện zzz", set())):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(reverse("search"), {"q": typed})
        assert addresses(answer.content.decode()) == shown
        asked = [query["sql"][:90] for query in queries if "SAVEPOINT" not in query["sql"]]
        assert len(asked) <= 8 + len(shown), asked


@pytest.mark.django_db
def test_records_out_of_scope_hide_none_within() -> None:
    """However many hold the words before it: no number of them is taken before the scope is asked."""
    world = made(5)
    scopes = {user: subject_of(user).scope("document.read") for user in world.people}
    reader, scope = next((user, one) for user, one in scopes.items() if one.unit_ids and world.root not in one)
    rows = [
        Outgoing(
            unit_id=owner, year=2018, kind="CV", number=number, symbol="CV-X", issued_on=NOW.date(),
            title="Máy phát điện dự phòng", signer="A", issued_at=NOW,
        )
        for number, owner in enumerate([*[world.root] * 1000, min(scope.unit_ids), *[world.root] * 1000], 1)
    ]  # fmt: skip
    mine = Outgoing.objects.bulk_create(rows)[1000]
    page = client_of(reader).get(reverse("search"), {"q": "phát điện dự phòng"}).content.decode()
    assert addresses(page) == {reverse("documents:document", args=[mine.pk])}


@pytest.mark.slow
@pytest.mark.django_db
def test_no_kind_is_left_out_that_would_find_something() -> None:
    """One question tells which kinds hold the words at all; each kind's own, through the scope, finds nothing else."""
    world = made(3)
    office = subject_of(office_of(world))
    told = [one for one in searching.sources() if one.columns]
    assert [one.label for one in searching.sources() if not one.columns] == ["Đơn vị"], "units are looked for in memory"
    left_out = 0
    for typed in ("kin", "kế hoạch", "cuộc kiểm tra", "báo cáo năm", "12", "II", "sở", "xã 2019", "3/QĐ", "zzz", "đợt"):
        wanted = [Wanted.of(typed).but(one.said) for one in told]
        columns = [one.columns for one in told if one.columns]
        for one, of_it, is_held in zip(told, wanted, held(list(zip(columns, wanted, strict=True))), strict=True):
            left_out += not is_held
            assert is_held or not one.find(office, of_it, 5), (one.label, typed)
    assert left_out > 20


def test_every_kind_of_record_with_a_page_is_found_or_said_why_not() -> None:
    """An address that ends in one record is a page of its own; a new one is in here, or is added to search."""
    pages = {resolve("/" + re.sub(r"<(?:int|str|slug):[^>]*>", "1", re.sub(r"<uuid:[^>]*>", str(uuid4()), where)))
             .view_name for where, _permission in declared() if where.endswith(">/")}  # fmt: skip
    assert pages - set(FOUND.values()) - ELSEWHERE == NOT_FOUND.keys()


@pytest.mark.django_db
def test_whatever_is_found_is_found_by_its_own_words() -> None:
    world = made(3)
    client = client_of(office_of(world))
    given = GROUP.findall(tight(client.get(reverse("search"), {"q": "kin"}).content.decode()))
    assert len(given) >= len(set(FOUND) - {"draft_id"})
    lost = []
    for label, content in given:
        for link, title in re.findall(r'<th scope="row"><a href="([^"]+)">([^<]+)', content)[:3]:
            title = re.sub(r" \(.*?\)", "", title)  # the district beside a commune's name is not the commune's
            for words in (title, f"{label} {title}"):
                found = client.get(reverse("search"), {"q": unescape(words)}).content.decode()
                if unescape(link) not in addresses(found):
                    lost.append((label, words))
    assert lost == []


def kept() -> dict[str, Searched[Any]]:
    """Return what sources ask by statements that are kept."""
    modules = [module for name, module in sys.modules.items() if re.fullmatch(r"cchc\.\w+\.plugs\.searching", name)]
    places = ((f"{module.__name__}.{name}", one) for module in modules for name, one in vars(module).items())
    return {name: one for name, one in places if isinstance(one, Searched)}


WORDS = ("thủ tục", "kế hoạch", "12", "272/KH-UBND năm", "xã hòa bình quý II", "sở nội vụ 2019", "không có đâu")


@pytest.mark.django_db
def test_a_kept_statement_finds_what_a_new_one_does() -> None:
    world = made(3)
    readers, found = [subject_of(user) for user in world.people][:8], 0
    assert len(kept()) > 12
    for name, one in kept().items():
        for reader in readers:
            for typed in (*WORDS, *map(secret, sorted(world.parents)[:3])):
                wanted = Wanted.of(typed)
                anew = narrowed(one.visible(reader), wanted, one.columns, order=one.order, reader=reader)
                rows = one(reader, wanted, 21)
                assert rows == list(anew[:21]), (name, typed, reader)
                found += len(rows)
    assert found > 50


@pytest.mark.django_db
def test_a_kept_statement_is_made_of_rights_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it looked at beside them, a day or a table, might be otherwise when it is asked again."""
    world = made(3)
    readers = [subject_of(user) for user in world.people]
    assert any(reader.scope("assignment.read").unit_ids for reader in readers)
    assert all(reader.reach for reader in readers), "the tree of units is read now, and kept"
    monkeypatch.setattr(clock, "now", None)
    monkeypatch.setattr(clock, "today", None)
    with CaptureQueriesContext(connection) as queries:
        for one in kept().values():
            for reader in readers:
                with suppress(EmptyResultSet):
                    str(one.visible(reader).query)
    assert [one["sql"] for one in queries] == []
