"""``cchc account …``: make the first administrator, help somebody who is shut out."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from cchc.accounts.actions import grants, passwords, people, sign_in
from cchc.accounts.queries import sign_ins
from cchc.accounts.queries.people import Filter, id_of, listed
from cchc.accounts.queries.units import people_in_words
from cchc.accounts.rules.roles import Role
from cchc.kernel import clock, commands, history
from cchc.kernel.commands import Refused, day
from cchc.kernel.history import Actor
from cchc.kernel.permission import Scope
from cchc.kernel.refusal import Refusal
from cchc.organisation import queries as organisation

_ROLES = f"{', '.join(Role)}, hoặc mã vai trò của tỉnh"
_ACTOR = Actor(None, "Quản trị máy chủ", "dòng lệnh")


def _person(parser: ArgumentParser) -> None:
    parser.add_argument("username", help="tên đăng nhập")


def _new_person(parser: ArgumentParser) -> None:
    _person(parser)
    parser.add_argument("--name", required=True, help="họ và tên")
    parser.add_argument("--unit", required=True, help="mã đơn vị công tác")
    parser.add_argument("--email", default="", help="thư điện tử")
    parser.add_argument("--role", metavar="VAI-TRÒ", help=f"giao luôn vai trò ở đơn vị đó: {_ROLES}")


def _grant(parser: ArgumentParser) -> None:
    _person(parser)
    parser.add_argument("role", metavar="VAI-TRÒ", help=_ROLES)
    parser.add_argument("--unit", required=True, help="mã đơn vị; vai trò có hiệu lực cả ở cấp dưới")
    parser.add_argument("--from", dest="first", type=day, help="từ ngày, ví dụ 07/05/2019; không nêu thì từ hôm nay")
    parser.add_argument("--to", dest="last", type=day, help="đến hết ngày")


def create(arguments: Namespace) -> int:
    """Make an account and print its one-time password."""
    today, now = clock.today(), clock.now()
    unit_id = _unit(arguments.unit)
    try:
        created = people.create(
            username=arguments.username,
            full_name=arguments.name,
            email=arguments.email,
            unit_id=unit_id,
            actor=_ACTOR,
            now=now,
        )
        if arguments.role:
            given = {"role": arguments.role, "unit_id": unit_id, "valid_from": today}
            grants.give(created.user_id, **given, actor=_ACTOR, now=now)
    except Refusal as refusal:
        raise Refused(refusal.sentence) from refusal
    sys.stdout.write(f"{created.password}\n")
    return 0


def reset_password(arguments: Namespace) -> int:
    """Print a new one-time password."""
    password = passwords.reset(_known(arguments.username), actor=_ACTOR, now=clock.now())
    sys.stdout.write(f"{password}\n")
    return 0


def grant(arguments: Namespace) -> int:
    """Give a role over a unit."""
    user_id, unit_id = _known(arguments.username), _unit(arguments.unit)
    first = arguments.first or clock.today()
    try:
        grants.give(
            user_id,
            role=arguments.role,
            unit_id=unit_id,
            valid_from=first,
            last_day=arguments.last,
            actor=_ACTOR,
            now=clock.now(),
        )
    except Refusal as refusal:
        raise Refused(refusal.sentence) from refusal
    return 0


def _waiting(parser: ArgumentParser) -> None:
    parser.add_argument("username", nargs="?", help="tên đăng nhập")
    parser.add_argument("--address", help="địa chỉ mạng, ví dụ 10.0.0.7: mọi tài khoản thử từ đó")


def unlock(arguments: Namespace) -> int:
    """End the waits of an account, of an address, or of both."""
    if not (arguments.username or arguments.address):
        raise Refused("Hãy nêu tên đăng nhập, hoặc --address với một địa chỉ mạng.")
    now, found = clock.now(), False
    if arguments.username:
        found |= sign_in.unlock(_known(arguments.username), actor=_ACTOR, now=now)
    if arguments.address:
        found |= sign_in.unlock_address(arguments.address, actor=_ACTOR, now=now)
    sys.stdout.write("Đã bỏ chờ đăng nhập.\n" if found else "Không có gì phải chờ.\n")
    return 0


def slowed(arguments: Namespace) -> int:
    """List what must wait now: account, address, failures, until when."""
    for guard in sign_ins.slowed(Scope(everything=True), clock.now()):
        name = guard.user.username if guard.user else "*"
        until = guard.waits_until.astimezone(clock.ZONE) if guard.waits_until else clock.now()
        sys.stdout.write(f"{name} {guard.address or '*'} {guard.attempts} {until:%Y-%m-%d %H:%M:%S}\n")
    return 0


def _known(username: str) -> int:
    found = id_of(username)
    if found is None:
        raise Refused("Không có người dùng “%(username)s”.", username=username)
    return found


def _unit(code: str) -> int:
    try:
        return organisation.of_code(code, clock.today())
    except Refusal as refusal:
        raise Refused(refusal.sentence) from refusal


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help=".xlsx hoặc .csv")


def export(arguments: Namespace) -> int:
    """Write the list of people; that it was read is recorded, since it is personal data."""
    from cchc.accounts.documents import people as sheet  # heavy, and most commands write no table
    from cchc.kernel.sheets import saving

    saving.format_of(arguments.file)  # before anything is read
    today = clock.today()
    found = listed(Scope(everything=True), Filter(), today, clock.now()).order_by("sort_key", "pk")
    rows = people_in_words(list(found), today)
    numbers = [row.person.pk for row in rows]
    history.record_read(_ACTOR, "accounts_user", numbers, what="Danh sách người dùng", why=arguments.file.suffix)
    saving.save(arguments.file, sheet.COLUMNS, map(sheet.row, rows), len(rows), "Người dùng")
    sys.stdout.write(f"Đã ghi {len(rows)} người vào {arguments.file}.\n")
    return 0


commands.register("account create", help="tạo tài khoản, in mật khẩu một lần", run=create, arguments=_new_person)
commands.register(
    "account reset-password", help="đặt lại mật khẩu, in mật khẩu một lần", run=reset_password, arguments=_person
)
commands.register("account grant", help="giao vai trò ở một đơn vị", run=grant, arguments=_grant)
commands.register("account unlock", help="bỏ chờ đăng nhập của tài khoản, địa chỉ", run=unlock, arguments=_waiting)
commands.register("account slowed", help="liệt kê tài khoản, địa chỉ phải chờ để đăng nhập", run=slowed)
commands.register(
    "account export", help="xuất danh sách người dùng ra .xlsx, .csv", run=export, arguments=_export_arguments
)
