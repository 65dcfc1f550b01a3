"""Keys for programs."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from cchc.accounts.actions import people, tokens
from cchc.accounts.middleware import SubjectMiddleware
from cchc.accounts.models import ApiToken, User
from cchc.accounts.queries import subject_for_token
from cchc.accounts.tests.conftest import PASSWORD, Cast, Units
from cchc.kernel import clock
from cchc.kernel.history import PLATFORM, Actor
from cchc.kernel.permission import Record
from cchc.kernel.refusal import Refusal

Enter = Callable[[User], Client]
PAGE = "/tai-khoan/cua-toi/ma-truy-cap/"


def _issue(user: User, *scopes: str, days: int = 30) -> str:
    return tokens.issue(user.pk, name="Kho", scopes=scopes, days=days, actor=PLATFORM, now=clock.now()).raw


def test_a_token_acts_for_its_owner_within_its_scopes(cast: Cast, units: Units) -> None:
    subject = subject_for_token(_issue(cast.officer, "assignment.read"), clock.now())
    assert subject is not None
    assert subject.user_id == cast.officer.pk
    assert subject.may("assignment.read", Record("assignment", units.commune))
    assert not subject.may("assignment.read", Record("assignment", units.neighbour))
    assert not subject.may("assignment.report", Record("assignment", units.commune))
    assert subject.scope("assignment.report").unit_ids == frozenset()
    assert not subject.may("own_account", Record("account", owner_id=cast.officer.pk))


def test_a_scope_its_owner_does_not_hold_is_worth_nothing(cast: Cast, units: Units) -> None:
    subject = subject_for_token(_issue(cast.officer, "plan.adopt"), clock.now())
    assert subject is not None
    assert not subject.may("plan.adopt")


def test_authenticating_costs_one_query(cast: Cast, django_assert_num_queries: Callable[..., object]) -> None:
    raw = _issue(cast.officer, "assignment.read")
    with django_assert_num_queries(1):  # token, owner and grants together
        assert subject_for_token(raw, clock.now()) is not None


def test_the_secret_is_not_kept(cast: Cast) -> None:
    raw = _issue(cast.officer, "task.read")
    kept = ApiToken.objects.get()
    assert raw.rsplit("_", 1)[1] not in f"{kept.digest} {kept.prefix} {kept}"


@pytest.mark.parametrize("how", ["expired", "revoked", "owner off", "owner must change", "tampered", "unknown"])
def test_a_dead_token_opens_nothing(cast: Cast, how: str) -> None:
    raw, now = _issue(cast.officer, "task.read"), clock.now()
    if how == "expired":
        now += dt.timedelta(days=30)
    elif how == "revoked":
        tokens.revoke(ApiToken.objects.get().pk, actor=PLATFORM, now=now)
    elif how == "owner off":
        people.deactivate(cast.officer.pk, actor=PLATFORM, now=now)
    elif how == "owner must change":
        User.objects.filter(pk=cast.officer.pk).update(must_change_password=True)
    elif how == "tampered":
        raw = raw[:-1] + ("A" if raw[-1] != "A" else "B")
    else:
        raw = raw.replace(raw.split("_")[1], "0" * 10)
    assert subject_for_token(raw, now) is None


@pytest.mark.parametrize("scopes", [(), ("own_account",), ("account.write",), ("no.such",)])
def test_these_scopes_are_refused(cast: Cast, scopes: tuple[str, ...]) -> None:
    with pytest.raises(Refusal):
        _issue(cast.officer, *scopes)


def test_nobody_hoards_tokens(cast: Cast) -> None:
    for _ in range(tokens.MOST):
        _issue(cast.officer, "task.read")
    with pytest.raises(Refusal, match="thu hồi"):
        _issue(cast.officer, "task.read")


def test_use_is_noted_once_an_hour(cast: Cast) -> None:
    _issue(cast.officer, "task.read")
    token, now = ApiToken.objects.get(), clock.now()
    assert tokens.note_use(token.pk, None, now=now)
    assert not tokens.note_use(token.pk, now, now=now + dt.timedelta(minutes=59))
    assert tokens.note_use(token.pk, now, now=now + dt.timedelta(minutes=60))


def test_the_api_notes_use_and_writes_in_the_tokens_name(cast: Cast) -> None:
    """Somebody else's session on the same request counts for nothing."""
    raw = _issue(cast.officer, "task.read")
    acting: list[Actor] = []

    def answer(request: HttpRequest) -> HttpResponse:
        request.subject = tokens.authenticate(raw, clock.now())
        acting.append(Actor(request.actor.user_id, request.actor.label, request.actor.source))
        return HttpResponse()

    request = RequestFactory().get("/api/v1/")
    request.user, request.session = cast.neighbour, SessionStore()
    SubjectMiddleware(answer)(request)
    token = ApiToken.objects.get()
    assert token.last_used_at is not None
    assert acting == [Actor(cast.officer.pk, "Phạm Văn An (an.pv)", f"127.0.0.1 mã {token.pk}")]


def test_the_page_shows_a_token_once_and_revokes_it(cast: Cast, enter: Enter) -> None:
    client = enter(cast.officer)
    form = {"name": "Kho dữ liệu", "scopes": ["task.read"], "days": "30", "password": PASSWORD}
    answer = client.post(PAGE, form).content.decode()
    assert "cchc_" in answer
    raw = answer.split('data-copy="')[1].split('"')[0]
    assert subject_for_token(raw, clock.now()) is not None
    assert raw not in client.get(PAGE).content.decode()
    client.post(f"{PAGE}{ApiToken.objects.get().pk}/thu-hoi/")
    assert subject_for_token(raw, clock.now()) is None


def test_making_one_needs_the_password_and_a_scope_one_holds(cast: Cast, enter: Enter) -> None:
    client = enter(cast.officer)
    good = {"name": "Kho", "scopes": ["task.read"], "days": "30", "password": PASSWORD}
    assert client.post(PAGE, good | {"password": "sai"}).status_code == 422
    assert client.post(PAGE, good | {"scopes": ["plan.adopt"]}).status_code == 422
    assert not ApiToken.objects.exists()


def test_a_strangers_token_does_not_exist_for_me(cast: Cast, enter: Enter) -> None:
    _issue(cast.officer, "task.read")
    token = ApiToken.objects.get()
    assert enter(cast.neighbour).post(f"{PAGE}{token.pk}/thu-hoi/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None
