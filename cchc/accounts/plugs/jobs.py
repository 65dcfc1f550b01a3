"""Make the accounts of a list; forget, once a day, the sign-ins of more than a year ago."""

import datetime as dt
from typing import Any

from django.urls import reverse

from cchc.accounts.actions import bringing_in, sign_in
from cchc.kernel import clock, jobs
from cchc.kernel.history import Actor
from cchc.kernel.jobs.progress import Progress

_KEPT = dt.timedelta(days=365)


def _forget() -> None:
    sign_in.forget(before=clock.now() - _KEPT)


def _bring_in(progress: Progress, token: str, actor: dict[str, Any]) -> str:
    bringing_in.write(token, actor=Actor(**actor), now=clock.now(), progress=progress.at)
    return reverse("people_slips", args=[token])


jobs.define("accounts.bring_in", _bring_in, reports=True)
jobs.define("accounts.forget_sign_ins", _forget)
jobs.daily("accounts.forget_sign_ins", hour=3)
