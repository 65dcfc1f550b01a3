"""What is due: open work with a day, and the day of work that has none yet."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cchc.notifications.queries import sources
from cchc.notifications.types import Due
from cchc.plans import reactions
from cchc.plans.models import Assignment
from cchc.plans.queries.assignment import facts_of
from cchc.plans.queries.due import open_until


def _due(today: dt.date, until: dt.date) -> Sequence[Due]:
    return [_of(work, owed_on) for work in open_until(until) if (owed_on := facts_of(work).owed_on)]


def _of(work: Assignment, owed_on: dt.date) -> Due:
    """Return what is owed: the product, or where no day is set yet, the day."""
    key, title = f"plans.assignment:{work.pk}", reactions.title(work)
    if work.due_on is None:
        key, title = f"{key} day", _("Đăng ký ngày hoàn thành: %(work)s") % {"work": title}
    page = reactions.path("assignment", work.pk)
    return Due(key, "assignment", work.unit_id, work.plan.unit_id, owed_on, title, page)


sources.register("assignment", _due)
