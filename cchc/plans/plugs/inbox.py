"""What waits, and what may be urged: open work, the day of work that has none yet, and decisions on both."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.inbox.queries import sources
from cchc.inbox.queries.streams import Stream
from cchc.inbox.types import Source, Urgent
from cchc.kernel import clock
from cchc.kernel.permission import Subject
from cchc.plans import access
from cchc.plans.queries import decisions
from cchc.plans.queries.due import due, to_do
from cchc.plans.queries.owed import STILL
from cchc.plans.queries.status import with_status
from cchc.plans.rules.status import BEHIND

_MOST_URGED = 5_000


def _one(subject: Subject, which: str) -> Urgent:
    record = access.assignment(subject, sources.number(which), access.URGE)
    is_open = record.done_on is None and record.cancelled_at is None and not record.is_pending
    found = due(record)
    return Urgent(found.title, reverse("plans:assignment", args=[record.pk]), [found] if is_open else [])


def _late(subject: Subject, which: str) -> Urgent:
    """Return what is late of a plan in the units that the person stands above."""
    plan = access.plan(subject, sources.number(which))
    mine = access.visible_assignments(subject, access.URGE).filter(plan=plan)
    if plan.unit_id not in subject.scope(access.URGE) and not mine.exists():
        raise PermissionDenied(access.URGE)
    late = (
        with_status(mine, clock.today())
        .filter(status__in=[status.value for status in BEHIND])
        .select_related("task", "plan")
    )
    rows = late.order_by("due_on", "pk")[:_MOST_URGED]
    title = f"{plan.number} {plan.title}".strip()
    return Urgent(title, reverse("plans:dashboard", args=[plan.pk]), [due(work) for work in rows])


_ISSUER = "assignment__plan__unit"
sources.register(
    Source(
        "assignment",
        _("Việc theo kế hoạch"),
        [Stream("assignment", to_do, due, needs="assignment.report", due="owed_on")],
        still=STILL,
        urged={"viec": _one, "kehoach": _late},
        whole="plans:my_work",
    )
)
sources.register(
    Source(
        "product",
        _("Sản phẩm chờ xác nhận"),
        [
            Stream(
                "product", decisions.products, decisions.to_confirm, needs=decisions.CONFIRM, unit=_ISSUER, acts=True,
                is_decision=True,
            )
        ],
        whole="plans:waiting",
    )
)  # fmt: skip
sources.register(
    Source(
        "extension",
        _("Đề nghị gia hạn"),
        [
            Stream(
                "extension", decisions.later_days, decisions.to_grant, needs=decisions.GRANT, unit=_ISSUER, acts=True,
                is_decision=True,
            )
        ],
        whole="plans:waiting",
    )
)  # fmt: skip
sources.register(
    Source(
        "difficulty",
        _("Vướng mắc"),
        [
            Stream(
                "difficulty", decisions.unanswered, decisions.to_answer, needs=decisions.ANSWER, unit="at_unit",
                acts=True, is_decision=True,
            )
        ],
        whole="plans:difficulties",
    )
)  # fmt: skip
