"""Keep what is handed in: the document of a plan, the product of a task."""

import datetime as dt

from cchc.kernel.files import keeping
from cchc.kernel.files.types import Deposit
from cchc.kernel.history import Actor
from cchc.plans.models import Attachment

KIND = "plans.attachment"


def keep(deposit: Deposit, *, actor: Actor, now: dt.datetime) -> Attachment:
    """Keep a file that lies in the store, in the caller's transaction."""
    return Attachment.objects.create(
        name=deposit.name,
        media_type=deposit.media_type,
        size=deposit.size,
        sha256=deposit.sha256,
        file=keeping.keep(deposit, KIND, actor=actor, at=now),
        uploaded_by_id=actor.user_id,
        uploaded_at=now,
    )
