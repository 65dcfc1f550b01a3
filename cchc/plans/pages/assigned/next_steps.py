"""What the reader of an assignment should do next: one notice, by the first sentence that holds."""

import datetime as dt
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.kernel.permission import Subject
from cchc.plans import access
from cchc.plans.models import Assignment
from cchc.plans.queries.assignment import Details
from cchc.plans.rules.status import Status
from cchc.plans.templatetags.plans import status_name
from cchc.ui.reader import date as said


@dataclass(frozen=True)
class Rights:
    """What the reader may do here; every button asks this, every page behind it asks again."""

    report: bool
    plan: bool
    difficulty: bool
    extension: bool
    confirm: bool
    decide_extension: bool
    cancel: bool
    urge: bool

    def of_others(self) -> "Rights":
        """Return what is asked of somebody who looks at another unit's work: to decide, never to report or plan."""
        return replace(self, report=False, plan=False, difficulty=False, extension=False)

    @classmethod
    def of(cls, subject: Subject, assignment: Assignment) -> "Rights":
        return cls(
            report=access.may(subject, "assignment.report", assignment),
            plan=access.may(subject, "assignment.plan", assignment),
            difficulty=access.may(subject, "difficulty.raise", assignment),
            extension=access.may(subject, "extension.ask", assignment),
            confirm=access.may(subject, "assignment.confirm", assignment),
            decide_extension=access.may(subject, "extension.decide", assignment),
            cancel=access.may(subject, "assignment.cancel", assignment),
            urge=access.may(subject, "work.urge", assignment),
        )


@dataclass(frozen=True)
class Next:
    """A notice with at most one link; ``tone`` is done, risk, late or info.

    ``is_owed``: its act is what the unit owes, the main button of the page.
    """

    tone: str
    heading: str
    text: str = ""
    url: str = ""
    link: str = ""
    is_owed: bool = False


def next_step(assignment: Assignment, details: Details, rights: Rights, today: dt.date) -> Next | None:
    """Return what to do next, or nothing where there is nothing to do."""
    if details.status is Status.CANCELLED:
        return Next("info", status_name(Status.CANCELLED), assignment.cancel_reason)
    if details.waiting and rights.confirm:
        url = reverse("plans:decide", args=[details.waiting[-1].pk])
        return Next("info", _("Đơn vị đã gửi sản phẩm"), _("Xem và xác nhận, hoặc trả lại."), url, _("Xem xét"))
    if details.asked and rights.decide_extension:
        url = reverse("plans:extension", args=[details.asked.id])
        asked = _("Xin đến %(day)s: %(why)s") % {"day": said(details.asked.asked_for), "why": details.asked.reason}
        return Next("info", _("Đơn vị xin gia hạn"), asked, url, _("Quyết định"))
    return _for_unit(assignment, details, rights, today)


def _for_unit(assignment: Assignment, details: Details, rights: Rights, today: dt.date) -> Next | None:
    report = reverse("plans:report", args=[assignment.pk]) if rights.report else ""
    link = _("Báo cáo tiến độ") if report else ""
    if details.returned:
        return Next("late", _("Báo cáo gần nhất bị trả lại"), details.returned.reason, report, link)
    if details.status is Status.AWAITING:
        return Next("info", _("Sản phẩm đang chờ xác nhận"), _("Đơn vị không cần làm gì thêm lúc này."))
    if details.status is Status.LATE:
        todo = _("Báo cáo kết quả, hoặc xin gia hạn có lý do.") if report else ""
        return Next("late", _("Đã quá hạn"), todo, report, link)
    if details.status in (Status.DONE, Status.DONE_LATE):
        return None
    if assignment.due_on is None and (rights.plan or details.status is Status.UNDATED):
        return _undated(assignment, details.status, rights)
    if details.open_obstacles:
        return Next("risk", _("Có vướng mắc chờ cấp trên trả lời"), details.open_obstacles[0].record.text)
    if details.owed:
        period = details.owed[0]
        span = {"first": said(period.start_on), "last": said(period.last_day)}
        return Next("info", _("Kỳ %(first)s – %(last)s chưa báo cáo") % span, "", report, link)
    if assignment.percent == 100:
        return Next("info", _("Kế hoạch riêng đã xong"), _("Còn nộp sản phẩm của việc này."), report, link)
    return None


def _undated(assignment: Assignment, status: Status, rights: Rights) -> Next:
    """Ask for a day; it is late once the day for naming one has passed. What counts from an event asks for its day."""
    if assignment.task.offset_days is not None:
        waits = _("Hạn tính từ sự việc: khi sự việc xảy ra thì ghi ngày phát sinh, hệ thống tính hạn.")
        url = reverse("plans:event", args=[assignment.pk]) if rights.plan else ""
        return Next("info", _("Chờ sự việc để tính hạn"), waits, url, _("Ghi ngày phát sinh") if url else "")
    why = _("Kế hoạch không ghi ngày: đơn vị tự đăng ký ngày hoàn thành.")
    if assignment.plan.target_by:
        why += " " + _("Hạn đăng ký: %(day)s.") % {"day": said(assignment.plan.target_by)}
    late = status is Status.UNDATED
    tone, heading = ("late", status_name(status)) if late else ("risk", _("Việc này chưa có hạn"))
    if not rights.plan:
        return Next(tone, heading, why)
    url = reverse("plans:target", args=[assignment.pk])
    return Next(tone, heading, why, url, _("Đăng ký ngày hoàn thành"), is_owed=True)
