"""Rounds keep their days by themselves."""

from cchc.kernel import clock, jobs


def _keep_days() -> None:
    from cchc.par_index.actions import rounds

    rounds.keep_days(now=clock.now())


jobs.define("par_index.keep_days", _keep_days)
jobs.hourly("par_index.keep_days", minute=5)
