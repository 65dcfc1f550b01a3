"""Which role may do what: the one table, read by the pages, the API and the tests alike."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """A role is held over a unit and everything below it."""

    OFFICE = "office"  # the standing office of reform: adopts plans, confirms progress
    HEAD = "head"  # head of a unit: signs what the unit reports, asks for extensions
    OFFICER = "officer"  # does the unit's work in the platform
    READER = "reader"
    ADMINISTRATOR = "administrator"  # people and units, not the work itself


_READ = frozenset({"unit.read", "calendar.read", "plan.read", "task.read", "assignment.read", "search"})
_WORK = _READ | {"assignment.report", "assignment.plan", "difficulty.raise", "extension.ask", "unit_plan.write"}

PERMISSIONS: Mapping[Role, frozenset[str]] = {
    Role.READER: _READ,
    Role.OFFICER: _WORK,
    Role.HEAD: _WORK | {"difficulty.answer", "difficulty.climb"},
    Role.OFFICE: _WORK
    | {"plan.upload", "plan.review", "plan.adopt", "assignment.confirm", "assignment.cancel", "extension.decide"}
    | {"difficulty.answer", "difficulty.climb", "unit.write", "calendar.write", "audit.read"},
    Role.ADMINISTRATOR: frozenset({"unit.read", "unit.write", "calendar.read", "calendar.write", "search"})
    | {"account.read", "account.write", "audit.read"},
}
EVERYBODY_SIGNED_IN = frozenset({"own_account", "token.own"})
ACTIONS = frozenset().union(*PERMISSIONS.values()) | EVERYBODY_SIGNED_IN
