"""In a demonstration: the reminders of its day, and the mail they make, as a worker would have made them at seven."""

import datetime as dt

from cchc.kernel import clock, seeds


def _load() -> None:
    from cchc.notifications.actions import digesting, sending
    from cchc.notifications.states import Channel

    morning = dt.datetime.combine(clock.today(), dt.time(7, 30), clock.ZONE)
    if digesting.run(morning) is not None:
        sending.send(Channel.MAIL, morning)


seeds.register("notifications.demonstration", order=940, version=lambda: "1", load=_load, demo=True)
