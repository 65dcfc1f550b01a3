"""What the audit trail says of accounts, and what it never says."""

import time
from collections.abc import Callable

from django.test import Client

from cchc.accounts.actions import grants, second_factor, tokens
from cchc.accounts.models import ApiToken, SecondFactor, User
from cchc.accounts.rules import totp
from cchc.accounts.rules.roles import Role
from cchc.accounts.tests.conftest import PASSWORD, Cast, Units
from cchc.kernel import clock, history
from cchc.kernel.history import Actor
from cchc.kernel.history.entries import Query, search

Enter = Callable[[User], Client]
BY = Actor(None, "Kiểm thử", "máy thử")


def test_a_change_on_a_screen_names_who_and_from_where(
    transactional_db: None, units: Units, cast: Cast, enter: Enter
) -> None:
    form = {"role": "head", "unit": units.commune, "valid_from": "01/01/2019", "last_day": ""}
    enter(cast.local).post(f"/tai-khoan/{cast.newcomer.pk}/giao-vai-tro/", form)
    entry = search(Query(table="accounts_grant"), limit=1)[0]
    assert entry.actor == "Nguyễn Văn Lợi (loi.nv)"
    assert entry.actor_id == cast.local.pk
    assert entry.source.startswith("127.0.0.1 phiên ")
    assert entry.after["role"] == "head"


def test_secrets_never_reach_the_trail(transactional_db: None, cast: Cast, enter: Enter) -> None:
    secret = second_factor.new_secret()
    code = totp.code(secret, int(time.time()) // totp.PERIOD)
    now = clock.now()
    second_factor.enrol(cast.officer.pk, secret=secret, code=code, epoch=time.time(), actor=BY, now=now)
    raw = tokens.issue(cast.officer.pk, name="Kho", scopes=["task.read"], days=9, actor=BY, now=now).raw
    fresh = "một câu chỉ mình tôi biết"
    client = enter(cast.neighbour)
    client.post(
        "/tai-khoan/cua-toi/mat-khau/", {"password": PASSWORD, "new_password": fresh, "new_password_again": fresh}
    )
    secrets = [secret, raw.split("_", 2)[2], ApiToken.objects.get().digest, SecondFactor.objects.get().secret]
    secrets += list(User.objects.values_list("password", flat=True))
    entries = search(Query(), limit=1000)
    told = "\n".join(f"{dict(entry.before)} {dict(entry.after)}" for entry in entries)
    assert {"accounts_user", "accounts_secondfactor", "accounts_apitoken"} <= {entry.table for entry in entries}
    for hidden in secrets:
        assert hidden not in told


def test_an_export_of_people_is_a_reading_on_record(transactional_db: None, cast: Cast, enter: Enter) -> None:
    enter(cast.local).get("/tai-khoan/nguoi-dung.csv?role=officer")
    entry = search(Query(action="read"), limit=1)[0]
    assert entry.actor_id == cast.local.pk
    assert entry.row == str(cast.officer.pk)


def test_signing_in_changes_no_row_of_the_person(transactional_db: None, cast: Cast, enter: Enter) -> None:
    before = len(history.of("accounts_user", cast.officer.pk))
    enter(cast.officer)
    assert len(history.of("accounts_user", cast.officer.pk)) == before


def test_ending_a_role_is_an_update_on_record(transactional_db: None, units: Units, cast: Cast) -> None:
    now = clock.now()
    grant = grants.give(
        cast.newcomer.pk, role=Role.READER, unit_id=units.commune, valid_from=now.date(), actor=BY, now=now
    )
    grants.end(grant, actor=BY, now=now)
    first = history.of("accounts_grant", grant)[0]
    assert (first.action, first.actor) == ("update", "Kiểm thử")
    assert set(first.after) == {"valid_to"}
