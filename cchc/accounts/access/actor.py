"""The name under which a subject's changes stand in the audit trail."""

import hashlib

from cchc.accounts.access.subject import AnySubject
from cchc.kernel.history import Actor


def actor_for(subject: AnySubject, *, address: str, session_key: str | None = None) -> Actor:
    """Return who acts and from where: the client's address and a short form of session or token, never its key."""
    if not subject.is_authenticated:
        return Actor(None, "Chưa đăng nhập", address)
    label = f"{subject.name} ({subject.username})"
    if subject.token_id is not None:
        return Actor(subject.user_id, label, f"{address} mã {subject.token_id}".strip())
    short = hashlib.sha256(session_key.encode()).hexdigest()[:8] if session_key else ""
    return Actor(subject.user_id, label, f"{address} phiên {short}".strip() if short else address)
