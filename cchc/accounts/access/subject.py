"""Whoever asks, as ``request.subject`` and the API know them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from cchc.accounts.rules import may as rule
from cchc.accounts.rules.granting import Managed, grantable, may_grant, may_manage
from cchc.accounts.rules.roles import Role
from cchc.accounts.states import ROLE_LABELS
from cchc.kernel.permission import Asker, Record, Scope

_RANK = (Role.OFFICE, Role.ADMINISTRATOR, Role.HEAD, Role.OFFICER, Role.READER)


class Nobody:
    """A visitor who has not signed in: sees only what is ``@public``."""

    asker = Asker.NOBODY
    is_authenticated = False
    user_id: int | None = None
    unit_id: int | None = None
    token_id: int | None = None
    name = username = ""
    role_label = ""

    def may(self, action: str, record: Record | None = None) -> bool:
        return False

    def scope(self, action: str) -> Scope:
        return Scope()


@dataclass(frozen=True)
class Somebody:
    """A person who has signed in, or a token that acts for one; ``read_reach`` is asked once, when it is needed."""

    holder: rule.Holder
    username: str
    name: str
    unit_id: int | None
    read_reach: Callable[[], rule.Reach] = field(repr=False)
    read_name: Callable[[int], str] = field(repr=False)
    must_change_password: bool = False
    language: str = "vi"
    token_id: int | None = None
    token_last_used_at: dt.datetime | None = None
    is_authenticated: bool = True

    @property
    def asker(self) -> Asker:
        return Asker.OFFICIAL if self.token_id is None else Asker.PROGRAM

    @property
    def user_id(self) -> int | None:
        return self.holder.user_id

    @cached_property
    def reach(self) -> rule.Reach:
        return self.read_reach()

    @property
    def role_label(self) -> str:
        """Return the weightiest role and where it holds, for the corner of the page."""
        grants = sorted(self.holder.grants, key=lambda grant: _RANK.index(grant.kind))
        if not grants:
            return _("Chưa được giao vai trò")
        first = grants[0]
        place = _("toàn tỉnh") if self.reach.is_top(first.unit_id) else self.read_name(first.unit_id)
        name = (first.composed.name if first.composed else "") or ROLE_LABELS[first.kind]
        return f"{name} · {place}"

    def may(self, action: str, record: Record | None = None) -> bool:
        if record is None:
            return rule.may(self.holder, action, None, rule.NO_REACH)
        return rule.may(self.holder, action, rule.Thing(record.unit_id, record.owner_id), self.reach)

    def scope(self, action: str) -> Scope:
        if not self.holder.granting(action):
            return Scope()
        found = rule.where(self.holder, action, self.reach)
        return Scope(found.everything, found.unit_ids)

    def may_manage(self, person: Managed) -> bool:
        """Tell whether that person's account may be changed."""
        return may_manage(self.holder, person, self.reach)

    def may_grant(self, person: Managed, grant: rule.Grant) -> bool:
        """Tell whether ``grant`` may be given to that person or taken back."""
        return may_grant(self.holder, person, grant, self.reach)

    def grantable(self, unit_id: int) -> frozenset[Role]:
        """Return the roles that may be handed out over a unit."""
        return grantable(self.holder, unit_id, self.reach)


AnySubject = Nobody | Somebody
