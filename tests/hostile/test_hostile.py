"""Whatever anybody sends, the platform answers in words: every address, parameter, form, upload and operation.

What is sent is drawn from ``values``; which forms and parameters there are is read from the pages themselves, so a new
page is in without being listed. ``CCHC_HOSTILE_ROUNDS=200 CCHC_HOSTILE_SEEDS=1,2,3`` makes hours of it.
"""

import json
import random
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cchc.accounts import actions as accounts
from cchc.accounts.models import Grant, User
from cchc.accounts.rules.roles import Role
from cchc.kernel import api, rights
from cchc.kernel.history import PLATFORM
from tests.hostile import values
from tests.hostile.walk import ROUNDS, SEEDS, Walk
from tests.shown import Form, Shown
from tests.surface.test_surface import client_of, declared, filled
from tests.surface.world import NOW, World, made

pytestmark = pytest.mark.usefixtures("still_clock", "quiet")
APART = {"dang-xuat/"}  # ends the session that the walk needs
PLAIN = ["1", "50", "2019", "31/12/2019", "Nội dung thử", "khong-co", "on"]
_SLOT = re.compile(r"<(?:(\w+):)?(\w+)>")


def readers(world: World) -> list[User]:
    """Return an official of the office and an administrator over the whole province: they open the most pages."""
    people = []
    for role in (Role.OFFICE, Role.ADMINISTRATOR):
        user = next(one for one in world.people if any(grant.role == role for grant in world.holders[one.pk].grants))
        Grant.objects.filter(user=user).update(unit_id=world.root)
        people.append(user)
    return people


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_pages(seed: int) -> None:
    world = made(seed)
    walk = Walk(random.Random(seed))
    known: dict[tuple[str, str, tuple[str, ...]], tuple[Client, Form]] = {}
    clients = [client_of(user) for user in readers(world)]
    for where, _permission in declared():
        if where in APART:
            continue
        for address, _owner in filled(world, where):
            for client in clients:
                answer = walk.send(client, "get", address, address)
                if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                    known |= {_alike(where, offer): (client, offer) for offer in _offers(answer.read, address)}
            if "<" not in where:
                break
        walk.send(clients[0], "get", f"/en{address}", f"/en{address}")
        _paths(walk, clients[0], where)
        for client in clients:
            walk.send(client, "post", address, f"{address} with nothing", data=b"\0" * 40, content_type="text/plain")
    for _round in range(ROUNDS):
        for client, offer in known.values():
            _try(walk, client, offer)
    assert not walk.faults, walk.report()
    assert len(known) > 150, "the walk no longer reads the forms of the pages"
    assert walk.sent > 2_000


def _offers(page: bytes, address: str) -> Iterator[Form]:
    """Yield what a page may be asked or told: each button of its forms, and its links with parameters."""
    shown = Shown(page, address, within="html")
    yield from (one for form in shown.forms for one in form.pressed())
    yield from shown.asking


def _alike(where: str, offer: Form) -> tuple[str, str, tuple[str, ...]]:
    method, action, names = offer.key
    return method, re.sub(r"\d+", "0", action.split("?")[0]) if method == "post" else where, names


def _paths(walk: Walk, client: Client, where: str) -> None:
    """Open ``where`` with numbers that no record has and words that no path takes."""
    slots = _SLOT.findall(where)
    for kind, name in slots:
        pool: list[Any] = values.WHOLE if kind == "int" else values.PATHS
        address = where
        for other_kind, other in slots:
            word = str(walk.dice.choice(pool)) if other == name else "1" if other_kind == "int" else "khong-co"
            address = re.sub(rf"<(?:\w+:)?{other}>", word.replace("\\", ""), address)
        walk.send(client, "get", "/" + address, address[:300])
        walk.send(client, "post", "/" + address, address[:300])


def _try(walk: Walk, client: Client, offer: Form) -> None:
    """Send ``offer`` once for each of its fields with one hostile value, once with several, once with a file each."""
    names = list(offer.held)
    for spoilt in [[name] for name in names] + ([names] if len(names) > 1 else []):
        words = {name: offer.held[name] or [walk.dice.choice(PLAIN)] for name in names}
        for name in spoilt:
            words[name] = [values.text(walk.dice) for _ in range(walk.dice.choice([1, 1, 1, 2, 30]))]
        _send(walk, client, offer, words, {})
    for name in offer.files:
        for title, content in walk.dice.sample(values.files(), 6):
            words = {one: offer.held[one] or [walk.dice.choice(PLAIN)] for one in names}
            _send(walk, client, offer, words, {name: SimpleUploadedFile(title, content)})


def _send(walk: Walk, client: Client, offer: Form, words: dict[str, list[str]], files: dict[str, Any]) -> None:
    said = f"{offer.action} {words!r} {[one.name for one in files.values()]}"
    encodable = {name: [one.encode("utf-8", "replace").decode() for one in many] for name, many in words.items()}
    if offer.method == "get":
        walk.send(client, "get", f"{offer.action.split('?')[0]}?{urlencode(encodable, doseq=True)}", said)
    else:
        walk.send(client, "post", offer.action, said, data={**encodable, **files})


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_operations(seed: int) -> None:
    world = made(seed)
    walk = Walk(random.Random(seed))
    user = readers(world)[0]
    scopes = sorted(rights.of_tokens())
    token = accounts.tokens.issue(user.pk, name="t", scopes=scopes, days=30, actor=PLATFORM, now=NOW).raw
    schema = Client().get(f"/{api.ROOT}openapi.json").json()
    for operation in api.operations():
        where = re.sub(r"{(\w+)}", r"<\1>", operation.path.lstrip("/"))
        address = next(filled(world, where))[0]
        described = schema["paths"].get(operation.path, {}).get(operation.method.lower(), {})
        for _round in range(ROUNDS):
            _operate(walk, operation.method, address, described, schema, token)
        _paths(walk, Client(headers={"authorization": f"Bearer {token}"}), where)
    assert not walk.faults, walk.report()
    assert walk.sent > 250


def _operate(
    walk: Walk, method: str, address: str, described: dict[str, Any], schema: dict[str, Any], token: str
) -> None:
    def call(query: str, body: bytes) -> None:
        headers = {"authorization": f"Bearer {token}", "idempotency-key": str(uuid4())}
        words: dict[str, Any] = {"data": body, "content_type": "application/json", "headers": headers}
        walk.send(Client(), method, f"{address}{query}", f"{address}{query} {body[:200]!r}", **words)

    for parameter in described.get("parameters", []):
        if parameter["in"] == "query":
            for _ in range(4):
                call("?" + urlencode({parameter["name"]: values.text(walk.dice)}), b"")
    content = described.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if not content:
        return
    fields = (
        schema["components"]["schemas"][content["$ref"].rsplit("/", 1)[1]]["properties"] if "$ref" in content else {}
    )
    for raw in (b"", b"{", b"null", b"[]", b'{"a":' * 3_000, b"\xff\xfe", b'{"a": 1e999999}', b'"\\ud800"'):
        call("", raw)
    for name in fields:
        for _ in range(4):
            body = {one: values.json(walk.dice) if one == name else _plain(walk, fields[one]) for one in fields}
            call("", json.dumps(body).encode())


def _plain(walk: Walk, field: dict[str, Any]) -> Any:
    """Return a value of the type that the schema wants."""
    kind = field.get("type") or next((one.get("type") for one in field.get("anyOf", [])), "string")
    if field.get("enum"):
        return walk.dice.choice(field["enum"])
    return {"integer": 1, "number": 50, "boolean": True, "array": [], "object": {}}.get(str(kind), "Nội dung")
