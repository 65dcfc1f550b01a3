"""Rounds keep their days by themselves; answers that came on the platform are counted every hour."""

from cchc.kernel import clock, jobs


def _keep_days() -> None:
    from cchc.par_index.actions import rounds

    rounds.keep_days(now=clock.now())


def _count_answers() -> None:
    from cchc.kernel.history import PLATFORM
    from cchc.par_index.actions import surveying

    surveying.count_waiting(actor=PLATFORM, now=clock.now())


jobs.define("par_index.keep_days", _keep_days)
jobs.define("par_index.count_answers", _count_answers)
jobs.hourly("par_index.keep_days", minute=5)
jobs.hourly("par_index.count_answers", minute=35)
