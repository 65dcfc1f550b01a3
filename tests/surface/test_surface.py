"""Nobody reads or writes outside their scope, through any door.

Random provinces, people and records; every registered URL and API operation, with the filters and exports that lists
take. The oracle is ``accounts.rules.may`` over a tree that the test walks itself. A new URL is in without being listed;
one with a new kind of parameter fails until this file says whose record it names.
"""

import io
import itertools
import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from cchc.accounts import actions as accounts
from cchc.accounts.models import User
from cchc.accounts.rules.may import Thing
from cchc.kernel import api, rights
from cchc.kernel.history import PLATFORM
from cchc.organisation import queries as organisation
from tests.surface.world import NOW, World, made
from tools.reference import views

SEEDS = [int(seed) for seed in os.environ.get("CCHC_SURFACE_SEEDS", "1").split(",")]
WORD = re.compile(r"kin(viec|nguoi|vuong)(\d+)(?:va(\d+))?kin")
_REFUSED = {True: {302, 405}, False: {403, 404, 405}}
ELSEWHERE = {"static", "media"}
VARIANTS = ["", "xuat=csv", "xuat=xlsx", "q=kin", "trang-thai=dang-mo", "vuong-mac=1", "sap=-han&trang=1"]
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
PRINTED = {"vi": "", "en": "en/"}


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-03")


def candidates(world: World, where: str, name: str) -> list[tuple[Any, Thing | None]]:
    """Return values for the parameter ``name`` of the address ``where``, each with whose record it names."""
    kind = name
    if name in {"pk", "grant_pk", "token_pk"} and where.startswith("tai-khoan/"):
        kind = "person" if name == "pk" and "cua-toi" not in where else "number"
    if where.startswith("ke-hoach/rieng/"):
        kind = {"plan_id": "draft_id", "task_id": "draft_task_id"}.get(name, name)
    if where.startswith("bao-cao-dinh-ky/ky/"):
        return [({"kind": "quarter_1", "year": 2019}[name], None)]
    if kind == "matter":  # what may be urged: an assignment, a finding; a plan's late work is checked a unit each
        return [
            *((f"viec-{pk}", thing) for pk, thing in world.owned["assignment_id"]),
            *((f"phathien-{pk}", None) for pk, _thing in world.owned["finding_id"]),
            *((f"kehoach-{pk}", None) for pk, _thing in world.owned["plan_id"]),
            *((f"dotcham-{pk}", None) for pk, _thing in world.owned["round_id"]),
            *[("baocao-2019-quarter_1", None), ("phathientre", None), ("khongco-1", None)],
        ]
    if kind in world.owned:
        return list(world.owned[kind])
    plain: dict[str, list[Any]] = {
        "number": [uuid4() if where.startswith("tien-trinh/") else 1],
        "key": [1],
        "day_id": [1],
        "kind": ["csv", "xlsx"],
        "provider_id": ["khong-co"],
        "rest": ["khong-co"],
        "slug": [slug for slug in organisation.slugs().values()],
        "name": ["khong-co"],
        "change_id": [1],
        "alias_id": [1],
        "section_key": ["I"],
        "paper_kind": ["docx"],
        "figure_key": ["plans.tasks_done"],
        "leaf_code": ["1.1"],
        "scheme_format": ["yaml"],
        "data_format": ["csv"],
        "version": [1],
        "of": [2019],
        "fingerprint": ["khong-co"],
        "look_token": ["khong-co"],
        "secret": ["khong-co"],
        "role_code": ["officer", "khong-co"],
    }
    if kind not in plain:
        pytest.fail(f"/{where}: whose record does <{name}> name? Say it in tests/surface.")
    return [(value, None) for value in plain[kind]]


def filled(world: World, where: str) -> Iterator[tuple[str, Thing | None]]:
    """Yield addresses with their parameters filled in, two of different owners where there are."""
    names = [found[1] for found in PARAMETER.findall(where)]
    pools = [world.dice.sample(pool, min(2, len(pool))) for pool in (candidates(world, where, n) for n in names)]
    for values in itertools.islice(itertools.product(*pools), 2):
        address, owner = where, None
        for name, (value, thing) in zip(names, values, strict=True):
            address = re.sub(rf"<(?:\w+:)?{name}>", str(value), address)
            owner = thing if thing is not None and owner is None else owner
        yield "/" + address, owner


def words_in(content: bytes) -> set[tuple[str, int, int | None]]:
    """Return the telling words of an answer, also those inside an .xlsx."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    found = WORD.findall(content.decode("utf-8", "replace"))
    return {(kind, int(unit), int(at) if at else None) for kind, unit, at in found}


READING = (
    "report.read",
    "document.read",
    "delivery.read",
    "meeting.read",
    "communication.read",
    "inspection.read",
    "index.read",
    "survey.read",
)


def may_see(world: World, user: User | None, kind: str, unit: int, at: int | None) -> bool:
    if kind == "nguoi":
        return bool(user and user.unit_id == unit) or any(
            world.may(user, action, Thing(unit)) for action in ("account.read", "assignment.read")
        )
    actions = (
        "assignment.read",
        "unit_plan.write",
        "plan.review",
        "report.read",
        "document.read",
        "delivery.read",
        "meeting.read",
    )
    return any(world.may(user, action, Thing(one)) for action in actions for one in (unit, at) if one is not None)


def check_words(world: World, user: User | None, address: str, content: bytes) -> None:
    for kind, unit, at in words_in(content):
        assert may_see(world, user, kind, unit, at), f"{user} reads {kind} of unit {unit} at {address}"


WRITTEN = "^(plans|reports|documents|notifications|meetings|communications|inspections|par_index|surveys)_"


def entries() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kernel_auditentry WHERE action <> 'read' AND table_name ~ %s", [WRITTEN])
        return int(cursor.fetchone()[0])


def client_of(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def declared() -> list[tuple[str, str | None]]:
    """Return every address of the pages with its permission."""
    pages = []
    for where, _name, view in views():
        if where.split("/")[0] in ELSEWHERE or where.startswith(api.ROOT):
            continue
        permission, public = getattr(view, "permission", None), getattr(view, "public", None)
        assert permission or public, f"/{where} says neither who may open it nor why anybody may"
        pages.append((where, permission))
    return pages


def test_no_address_lies_behind_another() -> None:
    """Two modules with one address: the lower one answers, and the links of the other lead to something else."""
    shapes = Counter(re.sub(r"<(\w+):\w+>", r"<\1>", where) for where, _permission in declared())
    assert [where for where, times in shapes.items() if times > 1] == []


def test_every_permission_that_is_asked_for_is_declared() -> None:
    asked = {permission for _where, permission in declared()} | {one.permission for one in api.operations()}
    assert {word for word in asked if word} <= set(rights.known())


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_pages(seed: int) -> None:
    world = made(seed)
    people: list[User | None] = [None, *world.dice.sample(world.people, 4)]
    for where, permission in declared():
        for address, owner in filled(world, where):
            for user in people:
                _visit(world, user, address, permission, owner)


def _visit(world: World, user: User | None, address: str, permission: str | None, owner: Thing | None) -> None:
    client = client_of(user)
    variants = VARIANTS if owner is None or "ke-hoach" in address else VARIANTS[:1]
    for variant in variants:
        answer = client.get(f"{address}?{variant}")
        assert user is None or answer["Cache-Control"] == "private, no-store", address
        assert answer.status_code < 500, f"{address}?{variant}"
        check_words(world, user, f"{address}?{variant}", body(answer))
        if permission and not _allowed(world, user, permission, owner):
            led_back = user is not None and address.startswith(answer.headers.get("Location", "-"))
            assert led_back or answer.status_code in _REFUSED[user is None], f"{user} opens {address}"
            break
    before = entries()
    answer = client.post(address)
    assert answer.status_code < 500, address
    check_words(world, user, address, body(answer))
    if permission and not _allowed(world, user, permission, owner):
        assert answer.status_code in _REFUSED[user is None], f"{user} posts to {address}"
        assert entries() == before, f"{user} writes through {address}"


SHARED = {"plan.read", "task.read"}
ISSUERS = {"assignment.confirm", "assignment.cancel", "extension.decide"}


def _allowed(world: World, user: User | None, permission: str, owner: Thing | None) -> bool:
    """Ask the oracle; what decides on work belongs to the issuer of the plan as well."""
    if not world.may(user, permission, None):
        return False
    if owner is None or permission in SHARED or (owner.unit_id is None):
        return True
    if permission in ISSUERS and not world.may(user, permission, Thing(world.root)):
        return False
    above = world.parents.get(owner.unit_id)  # a difficulty stands with the unit above
    at = [Thing(above)] if above is not None and permission == "assignment.read" else []
    return any(world.may(user, permission, thing) for thing in (owner, *at))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_operations(seed: int) -> None:
    world = made(seed)
    for user in world.people:
        scopes = sorted(rights.of_tokens())
        token = accounts.tokens.issue(user.pk, name="t", scopes=scopes, days=30, actor=PLATFORM, now=NOW).raw
        for operation in api.operations():
            where = re.sub(r"{(\w+)}", r"<\1>", operation.path.lstrip("/"))
            for address, owner in filled(world, where):
                _call(world, user, operation, address, owner, token)


def _call(world: World, user: User, operation: Any, address: str, owner: Thing | None, token: str) -> None:
    headers = {"authorization": f"Bearer {token}", "idempotency-key": str(uuid4())}
    variants = ["", "q=kin", f"within={world.root}", "page_size=200"] if operation.method == "GET" else [""]
    for variant in variants:
        before = entries()
        data = {} if operation.method == "GET" else {"data": "{}", "content_type": "application/json"}
        answer = Client().generic(operation.method, f"{address}?{variant}", headers=headers, **data)
        assert answer.status_code < 500, address
        assert answer.status_code != 401, "the token opens nothing, so nothing is proven"
        check_words(world, user, address, answer.content)
        assert Client().generic(operation.method, address).status_code == 401
        if operation.permission and not _allowed(world, user, operation.permission, owner):
            assert answer.status_code in {403, 404, 422}, f"{user} calls {operation.method} {address}"
            assert entries() == before


@pytest.mark.django_db
def test_what_is_allowed_opens() -> None:
    """The walk above would be content with a platform that refuses everybody."""
    world = made(7)
    opened = 0
    for user in world.people:
        client = client_of(user)
        for name, action, kind in [
            ("plans:assignment", "assignment.read", "assignment_id"),
            ("plans:assignment_history", "assignment.read", "assignment_id"),
            ("plans:report", "assignment.report", "assignment_id"),
            ("person", "account.read", "person"),
        ]:
            for pk, owner in world.owned[kind]:
                if world.may(user, action, owner):
                    status = client.get(reverse(name, args=[pk])).status_code
                    assert status in {200, 302}, f"{user} may {action} but {name} answers {status}"
                    opened += 1
    assert opened > 20
