"""What runs by itself: the day's reminders and digests, the sending of what waits, the closing of what is settled."""

from cchc.kernel import clock, jobs
from cchc.notifications.actions import digesting, sending, settling
from cchc.notifications.transports import available


def _day() -> None:
    if digesting.run(clock.now()) is not None:
        jobs.enqueue(SEND, lock=SEND)


def _send() -> None:
    for channel in available():
        sending.send(channel, clock.now())


def _settle() -> None:
    settling.everything(clock.now())


SEND, SETTLE = "notifications.send", "notifications.settle"
jobs.define("notifications.day", _day)
jobs.define(SEND, _send)
jobs.hourly("notifications.day", minute=1)  # not daily: a worker that was away at seven does it at eight
jobs.every_minutes(SEND, 10)
jobs.define(SETTLE, _settle)
jobs.every_minutes(SETTLE, 10)  # what somebody did who was told nothing of it
