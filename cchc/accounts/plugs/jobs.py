"""Forget, once a day, the sign-ins of more than a year ago."""

import datetime as dt

from cchc.accounts.actions import sign_in
from cchc.kernel import clock, jobs

_KEPT = dt.timedelta(days=365)


def _forget() -> None:
    sign_in.forget(before=clock.now() - _KEPT)


jobs.define("accounts.forget_sign_ins", _forget)
jobs.daily("accounts.forget_sign_ins", hour=3)
