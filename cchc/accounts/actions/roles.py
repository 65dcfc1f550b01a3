"""Compose roles: what each may do; whether the composer may is ``access``'s to ask."""

import datetime as dt
from collections.abc import Collection

from cchc.accounts.models import ComposedRole, Grant
from cchc.accounts.rules import composing
from cchc.accounts.rules.roles import Role
from cchc.accounts.states import ROLE_LABELS
from cchc.kernel import history, rights
from cchc.kernel.clock import day_of
from cchc.kernel.history import Actor
from cchc.kernel.locking import Gone, alone
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import fold

LOCK = "accounts.roles"


def compose(*, name: str, means: str, base: Role, words: Collection[str], actor: Actor, now: dt.datetime) -> str:
    """Make a role of the province's own, which counts as ``base``; return its code."""
    name = " ".join(name.split())[:80]
    _require_fitting(base, words)
    with history.attributed(actor):
        alone(LOCK)
        _require_free(name, "")
        role = ComposedRole(code=_code(name), base=base, name=name, means=means.strip()[:300])
        _decide(role, words)
        role.save()
    return role.code


def change(
    code: str, *, words: Collection[str], name: str = "", means: str = "", actor: Actor, now: dt.datetime
) -> None:
    """Decide anew what a role may do, from now on and for everybody who holds it; one of the platform's keeps its name.

    Nobody widens or narrows a role of their own: what an administrator may do is for another one to decide.
    """
    with history.attributed(actor):
        role = hold(code)
        _require_fitting(Role(role.base), words)
        if Grant.objects.filter(role=code, user=actor.user_id).exclude(valid_to__lte=day_of(now)).exists():
            raise Refusal("Bạn đang giữ vai trò này nên không tự sửa được; hãy nhờ một người quản trị khác.")
        if role.code != role.base:
            role.name, role.means = " ".join(name.split())[:80], means.strip()[:300]
            _require_free(role.name, code)
        _decide(role, words)
        role.save()


def retire(code: str, *, actor: Actor, now: dt.datetime) -> None:
    """Let nobody be given a role any more; what was granted of it must have ended."""
    with history.attributed(actor):
        role = hold(code)
        if role.code == role.base:
            raise Refusal("Vai trò có sẵn của nền tảng thì không ngừng dùng được.")
        if role.retired_at is not None:
            raise Refusal("Vai trò này đã ngừng dùng từ trước.")
        if held := Grant.objects.filter(role=code).exclude(valid_to__lte=day_of(now)).count():
            raise Refusal("Vai trò này còn được giao %(count)s lần: hãy thu hồi trước khi ngừng dùng.", count=held)
        role.retired_at = now
        role.save(update_fields=["retired_at"])


def require_usable(code: str) -> None:
    """Raise ``Refusal`` unless a role may be given; to be called within a transaction, in which it stays so."""
    if code in list(Role):
        return
    alone(LOCK)
    if not ComposedRole.objects.filter(code=code, retired_at=None).exists():
        raise Refusal("Không có vai trò “%(role)s”, hoặc vai trò đó đã ngừng dùng.", "role", role=code)


def hold(code: str) -> ComposedRole:
    """Return a role under the lock of all of them; one of the platform's that nobody has changed yet is not saved."""
    alone(LOCK)
    found = ComposedRole.objects.filter(code=code).first()
    if found is None and code in list(Role):
        return ComposedRole(code=code, base=code)
    if found is None:
        raise Gone
    return found


def _decide(role: ComposedRole, words: Collection[str]) -> None:
    role.words, role.decided = sorted(words), sorted(rights.of_roles())


def _require_fitting(base: Role, words: Collection[str]) -> None:
    if not words or set(words) - rights.of_roles():
        raise Refusal("Hãy chọn ít nhất một quyền trong danh sách.", "words")
    if wrong := composing.misplaced(base, words):
        raise Refusal(
            "Quyền “%(right)s” chỉ dành cho vai trò %(role)s và vai trò lập theo nó.",
            "words",
            right=rights.known()[wrong[0]].label,
            role=ROLE_LABELS[composing.reserved(wrong[0]) or base],
        )


def _require_free(name: str, code: str) -> None:
    if not name:
        raise Refusal("Hãy đặt tên cho vai trò.", "name")
    taken = {str(label).lower() for label in ROLE_LABELS.values()}
    others = ComposedRole.objects.exclude(code=code)
    if name.lower() in taken or others.filter(name__iexact=name).exists():
        raise Refusal("Đã có vai trò tên “%(name)s”.", "name", name=name)


def _code(name: str) -> str:
    """Return a code for a new role: its name without diacritics, with a number where that is taken."""
    stem = "-".join(fold(name).split())[:16].strip("-") or "vai-tro"
    taken = {*ComposedRole.objects.values_list("code", flat=True), *Role}
    return next(code for n in range(1, 10_000) if (code := stem if n == 1 else f"{stem}-{n}"[:20]) not in taken)
