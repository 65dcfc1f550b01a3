"""Difficulties as what waits for whoever answers in the name of the unit with which they stand."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from cchc.kernel.refusal import marked
from cchc.kernel.statements import statement
from cchc.notifications.queries import titles
from cchc.notifications.types import Due
from cchc.plans.models import Difficulty
from cchc.plans.queries.owed import at
from cchc.plans.states import DifficultyState

_ANSWER = titles.register(marked("Trả lời vướng mắc"))


def unanswered(unit_ids: Collection[int] | None) -> list[Difficulty]:
    """Return the open difficulties that stand with one of the units (``None``: any), the oldest first; 1 query."""
    return _unanswered() if unit_ids is None else _unanswered(unit_ids)


@statement
def _unanswered(unit_ids: Collection[int] | None = None) -> QuerySet[Difficulty]:
    found = Difficulty.objects.filter(state=DifficultyState.OPEN).order_by("raised_at", "pk")
    return found if unit_ids is None else found.filter(at_unit_id__among=unit_ids)


def to_answer(difficulty: Difficulty) -> Due:
    """Return what waits for the unit; no law sets a day for it."""
    with translation.override("vi"):
        page = reverse("plans:difficulty", args=[difficulty.pk])
    word, title = at(difficulty.pk, difficulty.at_unit_id), titles.headed(_ANSWER, difficulty.text)
    return Due(word, "difficulty", difficulty.at_unit_id, None, None, title, page, needs="difficulty.answer")
