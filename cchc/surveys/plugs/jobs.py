"""Answers that came on the platform are counted every hour."""

from cchc.kernel import clock, jobs


def _count_answers() -> None:
    from cchc.kernel.history import PLATFORM
    from cchc.surveys.actions import counting

    counting.count_waiting(actor=PLATFORM, now=clock.now())


jobs.define("surveys.count_answers", _count_answers)
jobs.hourly("surveys.count_answers", minute=35)
