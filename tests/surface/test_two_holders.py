"""A form that shows what is kept knows what it was opened on: of two who hold the same page the second is told what
the first has saved, and loses nothing typed. A form that does not say what it was opened on overwrites nothing.

Forms are found on the pages themselves, as several people see them: one that shows a kept value and carries no version
fails until it has one, or until ``WHY_NOT`` says why it needs none.
"""

import datetime as dt
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from lxml import html

from cchc.accounts.models import Grant
from cchc.accounts.rules.roles import Role
from cchc.kernel import history
from tests.surface.test_surface import client_of, declared, filled
from tests.surface.world import World, made

FILLED = {"issuer": "Ủy ban nhân dân tỉnh", "products": "Báo cáo", "max": "2"}
"""What a form must have and the records of the world lack."""
TICKED = {"leads"}
ROW = "?ma=1.1"
"""One row of a scheme is named by a parameter; other pages pass it over."""
WRITTEN = {"", "text", "number", "email", "url", "tel", "search"}
VERSIONS = re.compile(r"(\w+-)?seen")
_NEW = "makes something new: what it shows is where one usually begins"
_OWN = "belongs to whoever fills it in, alone"
_ONCE = "is decided once: the action refuses whoever comes second, in a sentence, and what was typed stays"
WHY_NOT: dict[str, str] = {
    "hien-thi/ : theme size": _OWN,
    "tai-khoan/cua-toi/ : language": _OWN,
    "thong-bao/cach-nhan/ : mail": _OWN,
    "ke-hoach/ban-doc/<int:reading_id>/nhiem-vu/ : schedule_kind budget_kind": _NEW,
    "gia-han/<int:extension_id>/ cho: granted_to": _ONCE,
    "truyen-thong/dinh-muc/ : needed": "sets the norm of the matter chosen in it, and shows none that is kept",
    "kiem-tra/ke-hoach/<int:programme_id>/ ban-hanh: issued_on": _ONCE,
    "chi-so/bo-tieu-chi/<int:scheme_id>/muc/ : code kind": _NEW,
}


OF_A_LIST = ("cot",)
"""The columns that somebody wants to see of a list, any list: they belong to that reader alone."""

TICKED_ONLY = {"tai-khoan/vai-tro/<slug:role_code>/sua/": "accounts: test_what_another_has_decided_meanwhile…"}
"""Forms in which nothing is written; the test that has two of them beside each other."""


@dataclass(frozen=True)
class Edit:
    """A form of a page: where it goes, what it holds as it stands, and which of its fields show a kept value."""

    where: str
    address: str
    client: Client
    action: str
    held: dict[str, list[str]]
    shown: tuple[str, ...]
    versions: tuple[str, ...]
    written: tuple[str, ...]

    @property
    def has_seen(self) -> bool:
        return any(name.endswith("seen") for name in self.versions)

    @property
    def creates(self) -> bool:
        """Tell whether it makes something new (``ui.once``): what it shows is where one usually begins."""
        return any(self.held.get("once", []))

    @property
    def name(self) -> str:
        return f"{self.where} {' '.join(self.held.get('lam', []))}: {' '.join(self.shown)}"


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-03")


def edits(page: bytes, where: str, address: str, client: Client) -> Iterator[Edit]:
    """Yield the forms of a page that are posted and show something."""
    for form in html.fromstring(page.decode() or "<p>").iter("form"):
        if (form.get("method") or "get").lower() != "post":
            continue
        held: dict[str, list[str]] = {}
        shown, versions, written = [], [], []
        for one in form.inputs:
            name, kind = one.get("name"), (one.get("type") or "").lower()
            if not name or name == "csrfmiddlewaretoken" or kind in {"submit", "button", "file", "password"}:
                continue
            values = _values(one, kind)
            held.setdefault(name, []).extend(values)
            if kind == "hidden":
                versions += [name] if VERSIONS.fullmatch(name) and values != [""] else []
            elif one.tag != "button" and _shows(one, kind, values):
                shown.append(name)
            if one.tag == "textarea" or (one.tag == "input" and kind in WRITTEN):
                written.append(name)
        button = next((one for one in form.iter("button") if one.get("name")), None)
        if button is not None:
            held[button.get("name")] = [button.get("value") or ""]
        held |= first_choices(form)
        if shown:
            action = form.get("action") or address
            yield Edit(
                where, address, client, action, held, tuple(dict.fromkeys(shown)), tuple(versions), tuple(written)
            )


def _values(one: html.HtmlElement, kind: str) -> list[str]:
    if one.tag == "button":
        return []
    if kind in {"checkbox", "radio"}:
        return [one.get("value") or "on"] if one.get("checked") is not None else []
    value = one.value
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _shows(one: html.HtmlElement, kind: str, values: list[str]) -> bool:
    """Tell whether a field shows something that was not simply the first of its choices."""
    if one.tag == "select":
        return any(option.get("selected") is not None and option.get("value") for option in one.iter("option"))
    return bool(values and values[0].strip())


def people(world: World) -> list[Client]:
    """Return an official of the office, an administrator, a head and an officer, all over the whole province."""
    found = []
    for role in (Role.OFFICE, Role.ADMINISTRATOR, Role.HEAD, Role.OFFICER):
        user = next(one for one in world.people if any(grant.role == role for grant in world.holders[one.pk].grants))
        Grant.objects.filter(user=user).update(unit_id=world.root)
        found.append(client_of(user))
    return found


def every(world: World) -> list[Edit]:
    """Return every kind of form that shows something, once for each set of fields and each way in."""
    known: dict[str, Edit] = {}
    clients = people(world)
    for where, _permission in declared():
        if where.startswith("dang-xuat"):
            continue
        ways = [address for address, _owner in filled(world, where)]
        for address in [*ways, *(way + ROW for way in ways if where.endswith("<int:scheme_id>/muc/"))]:
            for client in clients:
                with transaction.atomic():
                    answer = client.get(address)
                    if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                        for edit in edits(answer.content, where, address, client):
                            known.setdefault(edit.name, edit)
    return list(known.values())


def changed(value: str, by: int) -> str:
    """Return another value of the kind of ``value``."""
    if found := re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", value):
        day, month, year = (int(part) for part in found.groups())
        return f"{dt.date(year, month, day) + dt.timedelta(days=by):%d/%m/%Y}"
    if re.fullmatch(r"\d+", value):
        return str(int(value) + by)
    return f"{value} sửa lần {by}"


@pytest.fixture
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("quiet")
def test_every_form_that_shows_what_is_kept_knows_what_it_was_opened_on() -> None:
    world = made(1)
    found = every(world)
    assert sum(one.has_seen for one in found) >= 8, "the walk no longer reads the forms of the pages"
    unguarded = {one.name for one in found if not one.has_seen and not one.creates and one.shown != OF_A_LIST}
    assert {one.where for one in found if one.has_seen and not one.written} == TICKED_ONLY.keys()
    tried = [one for one in found if one.has_seen and one.where not in TICKED_ONLY]
    wrong = [f"{one.name}: {why}" for one in tried if (why := held_by_two(one) or unsaid(one))]
    wrong += [f"{name}: give it form.opened_on, or say why not" for name in sorted(unguarded - WHY_NOT.keys())]
    wrong += [f"{name}: is there no more, or has a version now" for name in sorted(WHY_NOT.keys() - unguarded)]
    assert not wrong, "\n".join(wrong)


def held_by_two(edit: Edit) -> str:
    """Let two change the first field of a form that shows something, and return what is wrong with it."""
    name = first_of(edit)
    was = edit.held[name][0]
    theirs, mine = changed(was, 1), changed(was, 2)
    with transaction.atomic():
        opened = sent(edit, name, theirs)
        history.settle()
        page = sent(edit, name, mine) if opened.status_code == 302 else opened
        again = pressed_again(page, edit, name) if page.status_code == 422 else None
        transaction.set_rollback(True)
    said = page.content.decode()
    if opened.status_code != 302:
        return f"the first is not saved ({opened.status_code}): {_summary(said)}"
    if page.status_code != 422:
        return f"the second overwrites the first ({page.status_code})"
    checks = {
        "who saved is not said": re.search(r"đã lưu phần này lúc|đã được lưu từ khi bạn mở trang", said),
        "what the first saved is not shown": _is_shown(theirs, said.split("<dl", 1)[-1]),
        "what the second typed is lost": _is_typed(mine, said),
        "the notice stands above the summary": said.find("data-error-summary")
        < said.find("Nội dung đã lưu từ khi mở trang"),
        "the next press does not save": again is not None and again.status_code == 302,
    }
    return "; ".join(what for what, held in checks.items() if not held)


def unsaid(edit: Edit) -> str:
    """Send a form without the version that its page carries, and return what is wrong with the answer."""
    name = first_of(edit)
    bare = {one: values for one, values in edit.held.items() if one not in edit.versions}
    mine = changed(edit.held[name][0], 2)
    with transaction.atomic():
        page = sent(replace(edit, held=bare), name, mine)
        again = pressed_again(page, edit, name) if page.status_code == 422 else None
        transaction.set_rollback(True)
    said = page.content.decode()
    if page.status_code != 422 or "Không rõ biểu mẫu vừa gửi được mở từ nội dung nào" not in said:
        return f"without its version it is not refused in a sentence ({page.status_code}): {_summary(said)}"
    if not _is_typed(mine, said):
        return "without its version what was typed is lost"
    return "" if again is not None and again.status_code == 302 else "the press after one without version does not save"


def first_of(edit: Edit) -> str:
    """Return the field that is changed: the title, or else the first that is written."""
    return "title" if "title" in edit.shown else next(one for one in edit.shown if one in edit.written)


def sent(edit: Edit, name: str, value: str) -> HttpResponse:
    empty = {one: [word] for one, word in FILLED.items() if one in edit.held and not "".join(edit.held[one]).strip()}
    return edit.client.post(edit.action, {**edit.held, **empty, name: [value]})


def first_choices(form: html.FormElement) -> dict[str, list[str]]:
    """Return the first of each list of boxes in which nothing is ticked."""
    boxes = [one for one in form.inputs if (one.get("type") or "") == "checkbox" and one.get("name") in TICKED]
    ticked = {one.get("name") for one in boxes if one.get("checked") is not None}
    return {one.get("name"): [one.get("value")] for one in reversed(boxes) if one.get("name") not in ticked}


def pressed_again(page: HttpResponse, edit: Edit, name: str) -> HttpResponse | None:
    """Send the form of a refused page as it stands."""
    forms = edits(page.content, edit.where, edit.address, edit.client)
    form = next((one for one in forms if one.has_seen and name in one.held), None)
    return sent(form, name, form.held[name][0]) if form else None


def _summary(page: str) -> str:
    found = re.search(r"data-error-summary.*?</section>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else page[:200]


def _is_shown(value: str, page: str) -> bool:
    return all(line in unescape(page) for line in value.splitlines())


def _is_typed(value: str, page: str) -> bool:
    return any(
        (one.value or "").replace("\r\n", "\n").strip() == value.replace("\r\n", "\n").strip()
        for form in html.fromstring(page).iter("form")
        for one in form.inputs
        if one.tag in {"input", "textarea"} and isinstance(one.value, str)
    )
