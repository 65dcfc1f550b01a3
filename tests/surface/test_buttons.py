"""What a page asks people to do, they may do: for every role, every button that is shown is pressed.

Also how buttons look: what takes something away is red, and a page has one main button.
"""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.messages import ERROR, get_messages
from django.db import transaction
from django.test import Client
from django.urls import resolve

from cchc.accounts.models import User
from cchc.accounts.rules.roles import Role
from tests.shown import Button, Form, Shown
from tests.surface.test_surface import client_of, declared, filled
from tests.surface.world import World, made

APART = {"ui/", "dang-nhap/", "dang-xuat/"}
"""The gallery shows every part at once; signing in and out belongs to no role."""
TAKES = re.compile(r"^(Hủy|Bỏ|Xóa|Thu hồi|Rút|Ngừng|Tắt|Không gia hạn|Không đăng ký|Trả lại|Thay nội dung)\b")
GIVES_BACK = {"Rút lại để sửa", "Thu hồi để sửa"}
"""Begins with a word of taking away, but only lets people write on."""
OWN = re.compile(r"^(tai-khoan/cua-toi/|thong-bao/|hien-thi/|cong-khai/|van-ban/kiem-tra-chu-ky/|van-ban/mau/)")
"""Settings and notices of one's own, the public survey, and what looks at a file or makes one without keeping it."""
KEPT = "/danh-sach/"
"""How one sees lists: their columns, and filters under a name."""


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-03")
    return made(1)


def pages(world: World, client: Client) -> Iterator[tuple[str, str, Shown]]:
    """Yield every page that ``client`` may open: its kind, its address, what it shows."""
    for where, _permission in declared():
        for address, _owner in filled(world, where):
            answer = client.get(address)
            if where not in APART and answer.status_code == 200 and "text/html" in answer["Content-Type"]:
                yield where, address, Shown(answer.content.decode())


def buttons(shown: Shown) -> Iterator[tuple[Form, Button]]:
    """Yield every button of a form that changes something."""
    for form in shown.forms:
        if form.method == "post":
            yield from ((form, button) for button in form.buttons)


def closed(world: World, user: User, here: str, shown: Shown) -> Iterator[str]:
    """Yield the kinds of page that ``shown`` leads to and ``user`` may open nowhere."""
    for link in shown.links:
        path = urlsplit(urljoin(here, link)).path
        if not link.startswith(("http", "mailto:", "tel:", "#")) and not path.startswith(("/static/", "/en/")):
            view = resolve(path)
            needed = getattr(view.func, "permission", None)
            if needed and not world.may(user, needed, None):
                yield view.view_name


def refused(user: User, address: str, form: Form, button: Button) -> str:
    """Press ``button`` and take it back; return how it was refused, nothing where it was not.

    A form that asks for words may say that they are missing; a button alone has no reason to refuse.
    """
    with transaction.atomic():
        answer = client_of(user).post(form.action or address, {**form.hidden, **button.pair})
        said = [str(one) for one in get_messages(answer.wsgi_request) if one.level >= ERROR]
        transaction.set_rollback(True)
    if answer.status_code in {403, 404, 405} or (not form.asked and (answer.status_code == 422 or said)):
        return " ".join([str(answer.status_code), *said])
    return ""


@pytest.mark.slow
def test_whoever_sees_a_button_may_press_it(world: World) -> None:
    pressed: Counter[tuple[int, str, str]] = Counter()
    wrong, closed_links, crowded, pale, red = (set[tuple[str, ...]]() for _ in range(5))
    for user in world.people:
        for where, address, shown in pages(world, client_of(user)):
            if len(shown.primaries) > 1:
                crowded.add((where, *shown.primaries))
            closed_links |= {(where, kind) for kind in closed(world, user, address, shown)}
            for form, button in buttons(shown):
                if TAKES.match(button.text) and button.text not in GIVES_BACK:
                    (red if "button--danger" in button.classes else pale).add((where, button.text))
                kind = (user.pk, where, button.text[:16])
                pressed[kind] += 1
                if pressed[kind] <= 2 and (why := refused(user, address, form, button)):
                    wrong.add((where, button.text, why))
    assert wrong == set()
    assert closed_links == set(), "leads to a page that the reader may not open"
    assert pale == set(), "takes something away and does not look so"
    assert crowded == set(), "more than one main button"
    assert len(red) > 12
    assert len({kind[1:] for kind in pressed}) > 90


@pytest.mark.slow
def test_whoever_only_looks_is_asked_to_do_nothing(world: World) -> None:
    reader = next(u for u in world.people if {grant.role for grant in world.holders[u.pk].grants} == {Role.READER})
    shown = [
        (where, button.text)
        for where, _address, page in pages(world, client_of(reader))
        for form, button in buttons(page)
        if not form.action.startswith(KEPT)
    ]
    assert {one for one in shown if not OWN.match(one[0])} == set()
    assert shown
