"""What a new installation starts with: whoever decides for others needs a second factor, and the first account."""

from cchc.accounts.actions import grants
from cchc.accounts.queries import people
from cchc.accounts.rules.roles import Role
from cchc.kernel import clock, seeds
from cchc.kernel.history import PLATFORM
from cchc.organisation import queries as organisation

_GUARDED = (Role.OFFICE, Role.ADMINISTRATOR)


def _version() -> str:
    return "1 demo" if clock.demo_date() else "1"


def _load() -> None:
    """Ask for it from today on; a demonstration, whose password is printed, asks nobody."""
    if clock.demo_date():
        return
    for role in _GUARDED:
        if not people.rule_exists(role):
            grants.require_second_factor(role, valid_from=clock.today(), actor=PLATFORM, now=clock.now())


def _first_account() -> list[str]:
    """Tell how the first administrator is made, as long as nobody can sign in."""
    if people.anybody():
        return []
    code = organisation.units(clock.today())[0].code
    return [
        "Chưa có tài khoản nào. Tạo người quản trị đầu tiên (mật khẩu một lần in ra ngay dưới lệnh):",
        f'  .venv/bin/cchc account create quantri --name "Quản trị hệ thống" --unit {code} --role administrator',
    ]


seeds.register("accounts.second_factor", order=30, version=_version, load=_load)
seeds.announce(_first_account, demo=False)
