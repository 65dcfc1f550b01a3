"""What waits for a decision, as the inbox knows it: difficulties, products handed in, later days asked for."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from cchc.inbox.queries import titles
from cchc.inbox.types import Item
from cchc.kernel.clock import day_of
from cchc.kernel.refusal import marked
from cchc.plans.models import Assignment, Difficulty, Extension, Report
from cchc.plans.queries.due import LONG
from cchc.plans.queries.owed import at
from cchc.plans.states import DifficultyState, ExtensionState, ReportState

_ANSWER = titles.register(marked("Trả lời vướng mắc"))
_CONFIRM = titles.register(marked("Xác nhận sản phẩm"))
_GRANT = titles.register(marked("Quyết định gia hạn"))
CONFIRM, GRANT, ANSWER = "assignment.confirm", "extension.decide", "difficulty.answer"
"""What whoever decides must be allowed."""
_LONG = tuple(f"assignment__{column}" for column in LONG)


def unanswered() -> QuerySet[Difficulty]:
    """Return the open difficulties."""
    return Difficulty.objects.filter(state=DifficultyState.OPEN)


def products() -> QuerySet[Report]:
    """Return the products handed in, with what their line needs."""
    waiting = Report.objects.filter(state=ReportState.SENT, assignment__cancelled_at=None)
    return waiting.select_related("assignment__task", "assignment__plan").defer(*_LONG)


def later_days() -> QuerySet[Extension]:
    """Return the later days asked for, with what their line needs."""
    asked = Extension.objects.filter(state=ExtensionState.ASKED, assignment__cancelled_at=None)
    return asked.select_related("assignment__task", "assignment__plan").defer(*_LONG)


def to_answer(difficulty: Difficulty) -> Item:
    """Return what waits for the unit; no law sets a day for it."""
    with translation.override("vi"):
        page = reverse("plans:difficulty", args=[difficulty.pk])
    word, title = at(difficulty.pk, difficulty.at_unit_id), titles.headed(_ANSWER, difficulty.text)
    return Item(
        word, "difficulty", difficulty.at_unit_id, None, None, title, page, needs=ANSWER,
        since=day_of(difficulty.raised_at), is_decision=True,
    )  # fmt: skip


def to_confirm(report: Report) -> Item:
    """Return a product that waits for a word of whoever issued the plan, by no day."""
    with translation.override("vi"):
        page = reverse("plans:decide", args=[report.pk])
    key, title = f"plans.report:{report.pk}", _of(_CONFIRM, report.assignment)
    return _decision(key, "product", title, report.assignment, page, report.reported_at, CONFIRM)


def to_grant(extension: Extension) -> Item:
    """Return a later day that waits to be granted or not, by no day."""
    with translation.override("vi"):
        page = reverse("plans:extension", args=[extension.pk])
    key, title = f"plans.extension:{extension.pk}", _of(_GRANT, extension.assignment)
    return _decision(key, "extension", title, extension.assignment, page, extension.asked_at, GRANT)


def _of(head: str | Promise, work: Assignment) -> str:
    return titles.headed(head, f"{work.task.code} {work.task.title}")


def _decision(key: str, source: str, title: str, work: Assignment, page: str, at: dt.datetime, needs: str) -> Item:
    return Item(
        key, source, work.plan.unit_id, None, None, title, page, needs=needs, since=day_of(at), is_decision=True
    )
