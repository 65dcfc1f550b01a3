"""Accounts, units and calendars."""

import datetime as dt
from functools import partial

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password

from cchc.accounts.actions import grants, passwords, people, roles, second_factor, sessions, sign_in, tokens
from cchc.accounts.models import ApiToken, Grant, RecoveryCode, SecondFactor, User
from cchc.accounts.rules import totp
from cchc.accounts.types import Role
from cchc.organisation.actions import aliases, calendars, changes
from cchc.organisation.models import Calendar, DayOff
from cchc.organisation.rules.changes import Details, Record
from cchc.organisation.rules.clock import Kind, SpecialDay
from cchc.organisation.rules.registry import Party
from tests.concurrency.racing import Act
from tests.concurrency.telling import story, twice
from tests.concurrency.world import NOW, TODAY, City

Acts = tuple[Act, Act]
EPOCH = 1_560_000_000.0


@story(people.create)
def _(city: City) -> Acts:
    made = {"username": "moi", "full_name": "Lê Văn Mới", "unit_id": city.unit("S1"), "email": "moi@vi-du.vn"}
    return twice(partial(people.create, **made, **city.by()))


@story(people.edit)
def _(city: City) -> Acts:
    user = city.person("clerk")
    return partial(people.edit, user, position="Trưởng phòng", **city.by()), partial(
        people.edit, user, phone="0912345678", **city.by("office2")
    )


@story(people.deactivate, grants.give)
def _(city: City) -> Acts:
    given = {"role": Role.READER, "unit_id": city.unit("S2"), "valid_from": TODAY}
    user = city.person("clerk")
    return partial(people.deactivate, user, **city.by()), partial(grants.give, user, **given, **city.by("office2"))


@story(people.reactivate)
def _(city: City) -> Acts:
    people.deactivate(city.person("clerk"), **city.by())
    return twice(partial(people.reactivate, city.person("clerk"), **city.by()))


@story(grants.give)
def _(city: City) -> Acts:
    given = {"role": Role.READER, "unit_id": city.unit("S2"), "valid_from": TODAY}
    return twice(partial(grants.give, city.person("clerk"), **given, **city.by()))


@story(grants.end)
def _(city: City) -> Acts:
    number = Grant.objects.filter(user_id=city.person("clerk")).values_list("pk", flat=True)[0]
    return twice(partial(grants.end, number, **city.by()))


@story(grants.require_second_factor)
def _(city: City) -> Acts:
    return twice(partial(grants.require_second_factor, Role.OFFICE, valid_from=TODAY, **city.by()))


ONE_STOP = {"name": "Cán bộ một cửa", "means": "", "base": Role.OFFICER, "words": ["document.read", "search"]}


@story(roles.compose)
def _(city: City) -> Acts:
    return twice(partial(roles.compose, **ONE_STOP, **city.by()))


@story(roles.change)
def _(city: City) -> Acts:
    narrow, wide = (partial(roles.change, "reader", words=words) for words in (["search"], ["search", "plan.read"]))
    return partial(narrow, **city.by()), partial(wide, **city.by("office2"))


@story(roles.retire, grants.give)
def _(city: City) -> Acts:
    code = roles.compose(**ONE_STOP, **city.by())
    given = {"role": code, "unit_id": city.unit("S2"), "valid_from": TODAY}
    return partial(roles.retire, code, **city.by()), partial(
        grants.give, city.person("clerk"), **given, **city.by("office2")
    )


@story(passwords.reset, passwords.change)
def _(city: City) -> Acts:
    user = city.person("clerk")
    User.objects.filter(pk=user).update(password=make_password("mat-khau-cu-2019"))
    changed = partial(passwords.change, user, new="Mot mat khau dai 7391", keep_session=None, **city.by("clerk"))
    return partial(passwords.reset, user, **city.by()), changed


@story(second_factor.remove, second_factor.renew_codes)
def _(city: City) -> Acts:
    user = city.person("clerk")
    SecondFactor.objects.create(user_id=user, secret="x", last_step=0, enrolled_at=NOW)
    RecoveryCode.objects.create(user_id=user, digest="x")
    return partial(second_factor.remove, user, **city.by("clerk")), partial(
        second_factor.renew_codes, user, **city.by("clerk")
    )


@story(sessions.end, sessions.end_all, sessions.follow)
def _(city: City) -> Acts:
    user = city.person("clerk")
    UserSession.objects.create(user_id=user, session_key="a", ip="127.0.0.1", user_agent="x")
    return partial(sessions.end_all, user, **city.by()), partial(sessions.follow, user, "a", "b", **city.by("clerk"))


@story(sign_in.reserve, sign_in.forgive)
def _(city: City) -> Acts:
    forgiven = partial(sign_in.forgive, "clerk", "127.0.0.1", complete=False, now=NOW)
    return partial(sign_in.reserve, "clerk", "127.0.0.1", now=NOW), forgiven


@story(sign_in.unlock, sign_in.reserve)
def _(city: City) -> Acts:
    sign_in.reserve("clerk", "127.0.0.1", now=NOW)
    return partial(sign_in.unlock, city.person("clerk"), **city.by()), partial(
        sign_in.reserve, "clerk", "127.0.0.1", now=NOW
    )


@story(sign_in.unlock_address, sign_in.unlock)
def _(city: City) -> Acts:
    sign_in.reserve("clerk", "127.0.0.1", now=NOW)
    sign_in.reserve("head", "127.0.0.1", now=NOW)
    return partial(sign_in.unlock_address, "127.0.0.1", **city.by()), partial(
        sign_in.unlock, city.person("clerk"), **city.by("office2")
    )


@story(tokens.issue)
def _(city: City) -> Acts:
    issued = partial(tokens.issue, city.person("clerk"), name="Máy", scopes=["unit.read"], days=9, **city.by("clerk"))
    for _one in range(tokens.MOST - 1):
        issued()
    return twice(issued)


@story(tokens.revoke)
def _(city: City) -> Acts:
    made = tokens.issue(city.person("clerk"), name="Máy", scopes=["unit.read"], days=9, **city.by("clerk"))
    number = ApiToken.objects.get(pk=made.token_id).pk
    return twice(partial(tokens.revoke, number, **city.by("clerk")))


@story(tokens.note_use)
def _(city: City) -> Acts:
    made = tokens.issue(city.person("clerk"), name="Máy", scopes=["unit.read"], days=9, **city.by("clerk"))
    return twice(partial(tokens.note_use, made.token_id, None, now=NOW))


def code(secret: str) -> str:
    return totp.code(secret, int(EPOCH) // 30)


@story(second_factor.enrol)
def _(city: City) -> Acts:
    secret = second_factor.new_secret()
    given = {"secret": secret, "code": code(secret), "epoch": EPOCH}
    return twice(partial(second_factor.enrol, city.person("clerk"), **given, **city.by("clerk")))


@story(second_factor.verify, title="one code used twice")
def _(city: City) -> Acts:
    secret, later = second_factor.new_secret(), EPOCH + 60
    given = {"secret": secret, "code": code(secret), "epoch": EPOCH}
    second_factor.enrol(city.person("clerk"), **given, **city.by("clerk"))
    again = totp.code(secret, int(later) // 30)
    return twice(partial(second_factor.verify, city.person("clerk"), code=again, epoch=later, **city.by("clerk")))


# ------------------------------------------------------------------ units and calendars
RECORD = Record(on=dt.date(2019, 7, 1), basis="Nghị quyết 1/NQ-HĐND")
NEW = Details(name="Xã Mới", level="commune", kind="commune", parent="thu-h", code="TX9", slug="xa-moi")


@story(changes.create)
def _(city: City) -> Acts:
    return twice(partial(changes.create, NEW, RECORD, **city.by()))


@story(changes.rename, changes.move)
def _(city: City) -> Acts:
    return partial(changes.rename, "thu-x1", {"name": "Phường Một"}, RECORD, **city.by()), partial(
        changes.move, "thu-x1", "thu-p", RECORD, **city.by("office2")
    )


@story(changes.merge, changes.abolish)
def _(city: City) -> Acts:
    merged = partial(changes.merge, [Party("thu-x1"), Party("thu-x2")], "thu-x1", RECORD, **city.by())
    return merged, partial(changes.abolish, ["thu-x2"], RECORD, **city.by("office2"))


@story(changes.split)
def _(city: City) -> Acts:
    parts = [
        Details(name=f"Xã {n}", level="commune", kind="commune", parent="thu-h", code=f"TY{n}", slug=f"xa-{n}")
        for n in (1, 2)
    ]
    return twice(partial(changes.split, "thu-x1", parts, RECORD, **city.by()))


@story(aliases.add_alias)
def _(city: City) -> Acts:
    return partial(aliases.add_alias, "Nội vụ tỉnh", ["TS1"], as_of=TODAY, **city.by()), partial(
        aliases.add_alias, "Nội vụ tỉnh", ["TS2"], as_of=TODAY, **city.by("office2")
    )


@story(aliases.remove_alias)
def _(city: City) -> Acts:
    aliases.add_alias("Nội vụ tỉnh", ["TS1"], as_of=TODAY, **city.by())
    return twice(partial(aliases.remove_alias, "Nội vụ tỉnh", **city.by()))


def calendar() -> str:
    return Calendar.objects.create(slug="thu", name="Lịch", is_default=False, changed_at=NOW).slug


STORM = SpecialDay(dt.date(2019, 7, 5), Kind.OFF, "Nghỉ tránh bão")


@story(calendars.add_day)
def _(city: City) -> Acts:
    return twice(partial(calendars.add_day, calendar(), STORM, **city.by()))


@story(calendars.remove_day)
def _(city: City) -> Acts:
    number = calendars.add_day(calendar(), STORM, **city.by())
    return twice(partial(calendars.remove_day, DayOff.objects.get(pk=number).pk, **city.by()))


@story(calendars.set_hours)
def _(city: City) -> Acts:
    slug, first = calendar(), dt.date(2019, 7, 1)
    morning, day = [(dt.time(7), dt.time(11))], [(dt.time(8), dt.time(16))]
    return partial(calendars.set_hours, slug, [0], morning, valid_from=first, **city.by()), partial(
        calendars.set_hours, slug, [0], day, valid_from=first, **city.by("office2")
    )
