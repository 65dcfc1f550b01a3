"""The same form sent twice is done once: every form of every page, filled as somebody would, posted and posted again.

Rows are counted in the tables of the modules. What a form creates has either a key of its own in the domain or the
token of ``ui.once``, which the form carries as the page shows it.
"""

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve, reverse

from cchc.accounts.models import Grant, User
from cchc.accounts.rules.roles import Role
from cchc.accounts.tests.conftest import PASSWORD
from cchc.documents.tests.test_blanks import template
from cchc.plans.actions import own_plans
from cchc.plans.models import Task
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import by, signed_in, with_roles
from tests.shown import Blank, Form, Shown
from tests.surface.test_surface import PARAMETER, candidates, client_of, declared, filled
from tests.surface.world import World, made

APART = re.compile(r"dang-nhap/|dang-xuat/|ui/")
COUNTED = re.compile(
    r"(plans|reports|documents|meetings|communications|inspections|par_index|surveys|organisation)_"
    r"|accounts_(user|grant|apitoken)|notifications_(urging|urged)"
)
DAYS = ("03/06/2019", "20/06/2019", "01/03/2019")
CREATING = {
    "communications:enter", "documents:arrive", "documents:blank_upload", "documents:enter", "inspections:surprise",
    "meetings:conclude", "notifications:urge", "organisation:names", "own_tokens", "par_index:leaf", "person_add",
    "plans:difficulty_raise", "plans:milestone_add", "plans:own_task_add", "reports:begin", "reports:correct",
}  # fmt: skip
"""Pages on which the walk must at least have created something, on whichever record takes it; the world refuses what it
has already (a second meeting of a quarter), and such pages are not walked to their end."""
RECORDS = 60
Kinds = set[tuple[str, tuple[str, ...]]]


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-03")
    return made(1)


def doers(world: World) -> Iterator[User]:
    """Yield one of each role that writes, the office and the administrator over the whole province."""
    for role in (Role.OFFICE, Role.ADMINISTRATOR, Role.HEAD, Role.OFFICER):
        user = next(one for one in world.people if any(grant.role == role for grant in world.holders[one.pk].grants))
        if role in {Role.OFFICE, Role.ADMINISTRATOR}:
            Grant.objects.filter(user=user).update(unit_id=world.root)
        user.set_password(PASSWORD)
        user.save()
        yield user


def rows() -> dict[str, int]:
    """Return table → how many rows it has."""
    tables = [name for name in connection.introspection.table_names() if COUNTED.match(name)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables))
        return dict(cursor.fetchall())


def typed(form: Form, day: str) -> dict[str, list[str]]:
    """Return what somebody would type: what stands there, and something in each field that is empty."""
    return {name: values for name, values in form.held.items() if any(values)} | {
        name: [_word(name, blank, day)] for name, blank in form.blanks.items() if blank.kind not in {"file", "tick"}
    }


SHAPED = {
    "url": "https://vi-du.vn/", "email": "moi@vi-du.vn", "username": "moi.nv", "phone": "", "password": PASSWORD,
    "symbol": "BC-UBND", "code": "m-99",
}  # fmt: skip
"""What a field takes that is no free text."""


def _word(name: str, blank: Blank, day: str) -> str:
    if name in SHAPED:
        return SHAPED[name]
    if blank.kind == "choice":
        return blank.options[0] if blank.options else ""
    return {"date": day, "number": "1"}.get(blank.kind, f"Nội dung thử {name}")


def forms(addresses: Iterable[str], client: Client, known: Kinds) -> Iterator[tuple[str, Form]]:
    """Yield each kind of form that is not ``known`` yet, as each of its buttons sends it, with its page's address."""
    for address in addresses:
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        for form in Shown(answer.content, address).forms:
            for one in form.pressed() if form.method == "post" else ():
                _method, action, names = one.key
                if (key := (re.sub(r"\d+", "0", action), names)) not in known:
                    known.add(key)
                    yield address, one


def sampled(world: World) -> Iterator[str]:
    """Yield every address, with some record of the world in it."""
    for where, _permission in declared():
        if not APART.match(where):
            yield from (address for address, _owner in filled(world, where))


def everywhere(world: World, views: set[str]) -> Iterator[str]:
    """Yield the addresses of ``views`` with one record of the world after the other in them."""
    for where, _permission in declared():
        pools = [candidates(world, where, name) for _kind, name in PARAMETER.findall(where)]
        if APART.match(where) or not all(pools):
            continue
        for values in itertools.islice(itertools.product(*pools), RECORDS):
            given = iter(values)
            address = "/" + PARAMETER.sub(lambda _found, given=given: str(next(given)[0]), where)  # type: ignore[misc]
            if resolve(address).view_name not in views:
                break
            yield address


def posted_twice(client: Client, form: Form, content: bytes, day: str) -> list[dict[str, int]]:
    """Return the rows before, after the form was sent, and after it was sent again; nothing of it stays."""
    counts = [rows()]
    with transaction.atomic():
        for _again in range(2):
            files = {name: SimpleUploadedFile("mau.docx", content) for name in form.files}
            client.post(form.action, {**typed(form, day), **files})
            counts.append(rows())
            if counts[-1] == counts[0]:
                break
        transaction.set_rollback(True)
    return counts


class Walk:
    """What has been seen of forms sent twice: on which views something was created, and where it was so twice."""

    def __init__(self) -> None:
        self.content = template("{{ a }}")
        self.grew, self.twice = set[str](), list[str]()

    def over(self, addresses: Iterable[str], client: Client, known: Kinds) -> None:
        for address, form in forms(addresses, client, known):
            days = DAYS if any(blank.kind == "date" for blank in form.blanks.values()) else DAYS[:1]
            for day in days:
                before, first, *second = posted_twice(client, form, self.content, day)
                if first == before:
                    continue
                name = resolve(form.action.split("?")[0]).view_name
                self.grew.add(name)
                more = [table for table in first if second and second[0][table] > first[table]]
                self.twice += [f"{name} {form.held.get('lam', '')} at {address}: {more}"] if more else []
                break


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_every_form_sent_twice_is_done_once(world: World) -> None:
    walk, known = Walk(), Kinds()
    clients = []
    for user in doers(world):
        clients.append(client_of(user))
        walk.over(list(sampled(world)), clients[-1], known)
    for address, client in itertools.product(list(everywhere(world, CREATING - walk.grew)), clients):
        if resolve(address).view_name not in walk.grew:
            walk.over([address], client, Kinds())
    assert walk.twice == []
    assert walk.grew >= CREATING, sorted(CREATING - walk.grew)


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-01")
    return with_roles()


def own_plan(case: Case) -> tuple[Client, str, dict[str, Any]]:
    """Return the district's browser, the page that adds a task to its plan, and what is typed there."""
    work = case.assignment("H", end_on=dt.date(2019, 6, 30))
    plan = own_plans.draw_up(case.plan.pk, case.units["H"].pk, "Kế hoạch", [work.pk], **by(case, "district"))
    client, address = signed_in(case, "district"), reverse("plans:own_task_add", args=[plan])
    (form,) = [one for one in Shown(client.get(address).content, address).forms if one.method == "post"]
    held = {name: values for name, values in form.held.items() if any(values)}
    said = {"group": "Tuyên truyền", "title": "Tập huấn", "products": "Hội nghị", "end_on": "30/06/2019"}
    return client, address, {**held, **said}


def test_two_clicks_make_one_task_and_lead_to_the_same_page(case: Case) -> None:
    client, address, said = own_plan(case)
    before = Task.objects.count()
    first, again = client.post(address, said), client.post(address, said, follow=True)
    assert Task.objects.count() == before + 1
    assert again.redirect_chain[0] == (first["Location"], 302)
    assert "đã được ghi ở lần gửi trước" in again.content.decode()


def test_other_words_after_going_back_and_the_same_words_on_a_new_page_are_other_tasks(case: Case) -> None:
    client, address, said = own_plan(case)
    before = Task.objects.count()
    for words in (said, {**said, "title": "Hội thi"}, {**said, "once": str(uuid4())}):
        client.post(address, words)
    assert Task.objects.count() == before + 3


def test_what_was_refused_is_not_taken_for_written(case: Case) -> None:
    client, address, said = own_plan(case)
    before = Task.objects.count()
    refused = client.post(address, {**said, "end_on": "31/06/2019"})
    assert refused.status_code == 422
    (form,) = [one for one in Shown(refused.content, address).forms if one.method == "post"]
    assert [form.hidden["once"]] == said["once"]
    client.post(address, said)
    assert Task.objects.count() == before + 1
