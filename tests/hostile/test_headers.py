"""Whatever stands around a request, each page and operation answers in words."""

import random

import pytest
from django.test import Client

from tests.hostile.headers import BODIES, HEADERS, KINDS, LENGTHS
from tests.hostile.test_hostile import APART, readers
from tests.hostile.walk import ROUNDS, SEEDS, Walk
from tests.surface.test_surface import client_of, declared, filled
from tests.surface.world import made

PLAIN = "application/octet-stream"
"""What the client is told, which would look the alphabet of another kind up itself."""
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("still_clock", "quiet")]


def as_server_says(name: str, value: bytes) -> tuple[str, str]:
    """Return a header as WSGI hands it on."""
    return f"HTTP_{name.upper().replace('-', '_')}", value.decode("latin-1")


@pytest.mark.parametrize("seed", SEEDS)
def test_every_header_at_the_sign_in_page_and_at_home(seed: int) -> None:
    world = made(seed)
    walk = Walk(random.Random(seed))
    for client, address in ((Client(), "/dang-nhap/"), (client_of(readers(world)[0]), "/")):
        for name, values in HEADERS.items():
            for value in values:
                said = f"{address} {name}: {value[:60]!r}"
                walk.send(client, "get", address, said, **dict([as_server_says(name, value)]))
        for kind in KINDS:
            for body in BODIES:
                said = f"{address} {kind[:60]!r} {body[:40]!r}"
                walk.send(client, "post", address, said, data=body, content_type=PLAIN, CONTENT_TYPE=kind)
        for length in LENGTHS:
            said = f"{address} Content-Length: {length[:40]}"
            walk.send(client, "post", address, said, data=b"a=b", content_type=PLAIN, CONTENT_LENGTH=length)
    assert not walk.faults, walk.report()
    assert walk.sent > 400


@pytest.mark.parametrize("seed", SEEDS)
def test_some_of_each_at_every_address(seed: int) -> None:
    world = made(seed)
    walk = Walk(random.Random(seed))
    client = client_of(readers(world)[0])
    for where, _permission in declared():
        if where in APART:
            continue
        address = next(filled(world, where))[0]
        for _round in range(ROUNDS):
            some = {name: walk.dice.choice(HEADERS[name]) for name in walk.dice.sample(sorted(HEADERS), 6)}
            some.pop("Host", None)  # refused before anything else is read
            some.pop("Cookie", None)  # the page that one comes to without a session is asked above
            kept = dict(as_server_says(name, value) for name, value in some.items())
            said = f"{address} { {name: value[:40] for name, value in some.items()} }"
            walk.send(client, "get", address, said, **kept)
            kind, body = walk.dice.choice(KINDS), walk.dice.choice(BODIES)
            walk.send(
                client,
                "post",
                address,
                f"{said} {kind[:60]!r} {body[:40]!r}",
                data=body,
                content_type=PLAIN,
                CONTENT_TYPE=kind,
                **kept,
            )
    assert not walk.faults, walk.report()
    assert walk.sent > 300
