"""Which role may do what: the one table, read by the pages, the API and the tests alike."""

from collections.abc import Mapping

from cchc.accounts.types import Role as Role

_READ = frozenset({"unit.read", "calendar.read", "plan.read", "task.read", "assignment.read", "search"}) | {
    "report.read",
    "document.read",
    "document.fill",
    "communication.read",
    "inspection.read",
    "meeting.read",
    "index.read",
}
_WORK = (
    _READ
    | {"report.write", "document.write", "communication.write", "inspection.answer"}
    | {"assignment.report", "assignment.plan", "difficulty.raise", "extension.ask", "unit_plan.write"}
    | {"index.score", "index.appraise"}
)

PERMISSIONS: Mapping[Role, frozenset[str]] = {
    Role.READER: _READ,
    Role.OFFICER: _WORK,
    # Deciding is bound to the issuer of the plan as well (plans.access): a head decides on the unit's own plan only.
    Role.HEAD: _WORK
    | {"difficulty.answer", "difficulty.climb", "assignment.confirm", "assignment.cancel", "extension.decide"}
    | {"report.sign", "report.receive", "document.sign", "inspection.write", "work.urge", "meeting.write"}
    | {"index.confirm", "index.run", "index.scheme"},
    Role.OFFICE: _WORK
    | {"plan.upload", "plan.review", "plan.adopt", "assignment.confirm", "assignment.cancel", "extension.decide"}
    | {"difficulty.answer", "difficulty.climb", "unit.write", "calendar.write", "audit.read"}
    | {"report.sign", "report.receive", "report.outline", "document.sign", "document.template"}
    | {"inspection.write", "work.urge", "delivery.read", "meeting.write"}
    | {"index.confirm", "index.run", "index.scheme"},
    Role.ADMINISTRATOR: frozenset({"unit.read", "unit.write", "calendar.read", "calendar.write", "search"})
    | {"account.read", "account.write", "audit.read", "delivery.read"}
    | {"document.fill", "document.template"},  # what offices fill in; no document that anybody has written
}

OWN = frozenset({"own_account", "token.own", "notification.own"})
"""Everybody who has signed in may do these to what is their own."""

SHARED = frozenset({"unit.read", "calendar.read", "plan.read", "task.read", "search"})
"""Common ground: whoever may read the registry, the calendars, the plans and their tasks anywhere reads them all
(docs/decisions/0004). ``search`` opens the page; each hit answers to the permission of its own kind."""

ACTIONS = frozenset().union(*PERMISSIONS.values()) | OWN

TOKEN_SCOPES = ACTIONS - OWN - {"account.read", "account.write"}
"""What a token may be limited to: people and other tokens are managed by a person who has signed in."""
