"""A "vướng mắc" stands with the unit that can decide, climbs until one does, and keeps its answer."""

import datetime as dt

from cchc.kernel import clock
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal, marked
from cchc.kernel.text import clean
from cchc.notifications.actions import settling
from cchc.plans.actions._facts import changing, must_be_open
from cchc.plans.events import DifficultyAnswered, DifficultyRaised
from cchc.plans.models import Difficulty, DifficultyStep
from cchc.plans.queries import owed
from cchc.plans.queries.above import parent_id
from cchc.plans.states import DifficultyState

_LONGEST = 5000
_STALE = marked("Vướng mắc này vừa được trả lời, chuyển hoặc rút lại: hãy tải lại trang.")


def raise_one(assignment_id: int, text: str, *, actor: Actor, now: dt.datetime) -> int:
    """Put a difficulty to the unit above and return its number; the same words again are the same difficulty."""
    text = _words(text, "text", marked("Hãy ghi vướng mắc là gì và đề nghị gì."))
    with changing(assignment_id, actor) as assignment:
        must_be_open(assignment)
        same = Difficulty.objects.filter(assignment=assignment, text=text, state=DifficultyState.OPEN).first()
        if same:
            return same.pk
        above = parent_id(assignment.unit_id, _today(now))
        made = Difficulty.objects.create(
            assignment=assignment,
            text=text,
            at_unit_id=above or assignment.unit_id,
            state=DifficultyState.OPEN,
            raised_by_id=actor.user_id,
            raised_at=now,
        )
        publish(DifficultyRaised(made.pk, assignment.pk, made.at_unit_id))
        return made.pk


def climb(difficulty_id: int, remark: str = "", *, actor: Actor, now: dt.datetime) -> None:
    """Pass a difficulty to the unit above the one it stands with, by the registry as of today."""
    remark = clean(remark).strip()[:_LONGEST]
    difficulty = Difficulty.objects.get(pk=difficulty_id)
    with changing(difficulty.assignment_id, actor):
        above = parent_id(difficulty.at_unit_id, _today(now))
        if above is None:
            raise Refusal("Vướng mắc đã ở cấp cao nhất: hãy trả lời cho đơn vị.")
        _move(difficulty, at_unit_id=above)
        DifficultyStep.objects.create(
            difficulty=difficulty,
            from_unit_id=difficulty.at_unit_id,
            to_unit_id=above,
            remark=remark,
            made_by_id=actor.user_id,
            made_at=now,
        )
        publish(DifficultyRaised(difficulty.pk, difficulty.assignment_id, above))


def answer(difficulty_id: int, text: str, *, actor: Actor, now: dt.datetime) -> None:
    """Answer a difficulty; it no longer blocks the assignment."""
    text = _words(text, "answer", marked("Hãy ghi câu trả lời hoặc cách giải quyết."))
    difficulty = Difficulty.objects.get(pk=difficulty_id)
    with changing(difficulty.assignment_id, actor) as assignment:
        answered = {"answer": text, "answered_by_id": actor.user_id, "answered_at": now}
        _move(difficulty, state=DifficultyState.ANSWERED, **answered)
        publish(DifficultyAnswered(difficulty.pk, assignment.pk, assignment.unit_id))


def withdraw(difficulty_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Take back a difficulty that solved itself before anybody answered."""
    difficulty = Difficulty.objects.get(pk=difficulty_id)
    with changing(difficulty.assignment_id, actor):
        taken = {"answered_by_id": actor.user_id, "answered_at": now}
        _move(difficulty, state=DifficultyState.WITHDRAWN, **taken)


def _move(difficulty: Difficulty, **columns: object) -> None:
    """Write columns of a difficulty that is as it was read: open, and still with the same unit."""
    same = Difficulty.objects.filter(pk=difficulty.pk, state=DifficultyState.OPEN, at_unit=difficulty.at_unit_id)
    if not same.update(**columns):
        raise Refusal(_STALE)
    settling.touched(owed.difficulty(difficulty.pk))


def _words(text: str, field: str, missing: str) -> str:
    text = clean(text).strip()
    if not text:
        raise Refusal(missing, field)
    if len(text) > _LONGEST:
        raise Refusal("Dài hơn %(most)s ký tự: hãy rút gọn.", field, most=_LONGEST)
    return text


def _today(now: dt.datetime) -> dt.date:
    return clock.day_of(now)
