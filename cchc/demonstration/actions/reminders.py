"""The reminders of the demonstration's day, and the mail they make, as a worker would have made them at seven."""

import datetime as dt

from cchc.kernel.clock import ZONE, day_of
from cchc.notifications.actions import digesting, sending


def send(now: dt.datetime) -> None:
    """Prepare the digests of the day and hand them over."""
    morning = dt.datetime.combine(day_of(now), dt.time(7, 30), ZONE)
    if digesting.run(morning) is not None:
        sending.send_everything(morning)
