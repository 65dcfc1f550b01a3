"""What a new installation starts with: whoever decides for others needs a second factor."""

from cchc.accounts.actions import grants
from cchc.accounts.queries import people
from cchc.accounts.rules.roles import Role
from cchc.kernel import clock, seeds
from cchc.kernel.history import PLATFORM

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


seeds.register("accounts.second_factor", order=30, version=_version, load=_load)
