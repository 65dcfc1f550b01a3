"""What the office may change in a draft: pure functions from draft to draft, each refusing what can't be.

The words of the document (``text`` of a lead, a schedule, a budget) are never touched: only how they are understood.
Whoever mends a field has decided it, so the reader's doubts about it are gone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar, cast

from cchc.kernel import reading
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import squeeze
from cchc.kernel.years import RECORDED
from cchc.plans.rules import timing
from cchc.plans.rules.doubts import FRAME_LIMITS, LIMITS
from cchc.plans.rules.draft import (
    Draft,
    Group,
    Task,
    each_task,
    find,
    next_key,
    unasked,
    with_more,
    with_task,
    without,
)
from cchc.plans.types import Money as Sum
from cchc.plans.types import OffsetUnit, ScheduleKind, When, Who, names

_Now = TypeVar("_Now")
_Said = TypeVar("_Said")

MOST_TASKS = 5000
LONGEST = 4000
MOST_PRODUCTS = 50
LARGEST = 10**15
"""đồng; a hundred times what all provinces together spend in a year."""


@dataclass(frozen=True)
class Bearers:
    """Who leads, or takes part. ``optional`` decides a condition: units register themselves (true) or are bound;
    ``complete`` says that whatever name is still unknown stands for nobody else."""

    units: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    optional: bool | None = None
    complete: bool = False


@dataclass(frozen=True)
class Timing:
    """When; days are ISO, only those of the kind count (``rules/timing.py``)."""

    kind: str
    start: str | None = None
    end: str | None = None
    rrule: str | None = None
    event: str | None = None
    offset_days: int | None = None
    offset_unit: str | None = None


@dataclass(frozen=True)
class Money:
    """How much, in đồng: ``amount`` each, ``per`` what, ``count`` times."""

    kind: str
    amount: int | None = None
    per: str | None = None
    count: int | None = None


@dataclass(frozen=True)
class TaskMend:
    """New values of a task's fields; ``None`` leaves a field as it is."""

    code: str | None = None
    title: str | None = None
    products: tuple[str, ...] | None = None
    group: str | None = None
    lead: Bearers | None = None
    partners: Bearers | None = None
    schedule: Timing | None = None
    budget: Money | None = None
    funding: str | None = None
    note: str | None = None


def mend_task(draft: Draft, key: str, mend: TaskMend) -> Draft:
    """Return the draft with the task mended."""
    group, before = find(draft, key)
    task = _mended(draft, before, mend)
    changed = with_task(_rehung(draft, before, task), task)
    if mend.group and mend.group != group.key:
        changed = with_more(without(changed, key), _group(changed, mend.group), task)
    return _tidied(changed, before, task)


def leave_open(draft: Draft, key: str) -> Draft:
    """Return the draft with a lead that is bound to a condition left to the units' own registration."""
    lead = find(draft, key)[1].lead
    if not lead.condition:
        raise Refusal("Văn bản không đặt điều kiện cho đơn vị chủ trì của nhiệm vụ này.", "lead")
    return mend_task(draft, key, TaskMend(lead=Bearers(lead.units, lead.classes, optional=True)))


def add_task(draft: Draft, mend: TaskMend) -> Draft:
    """Return the draft with a task that the reader missed, at the end of its group."""
    if sum(1 for _ in draft.tasks) >= MOST_TASKS:
        raise Refusal("Một kế hoạch có nhiều nhất %(most)s nhiệm vụ.", most=MOST_TASKS)
    task = _mended(draft, Task("", "", key=next_key(draft)), mend)
    if not task.code:
        raise Refusal("Hãy ghi mã nhiệm vụ.", "code")
    if not task.title:
        raise Refusal("Hãy ghi nội dung nhiệm vụ.", "title")
    return with_more(draft, _group(draft, mend.group or ""), task)


def remove_task(draft: Draft, key: str) -> Draft:
    """Return the draft without a row that is no task; its number is not used again."""
    _, gone = find(draft, key)
    left = replace(without(draft, key), last_key=int(next_key(draft)) - 1)
    orphaned = each_task(left, lambda task: replace(task, parent=None) if task.parent == gone.code else task)
    return unasked(orphaned, lambda doubt: doubt.task == key)


def mend_frame(draft: Draft, values: Mapping[str, Any]) -> Draft:
    """Return the draft with new values for number, issued_on, place, issuer, title or year."""
    takers: dict[str, Callable[[Any], Any]] = {
        **{field: partial(_short, limit=limit, field=field) for field, limit in FRAME_LIMITS.items()},
        "issued_on": lambda value: timing.day(value, "issued_on"),
        "year": _year,
    }
    changed = replace(draft, **{field: takers[field](value) for field, value in values.items()})
    mended = {field for field in values if getattr(changed, field) != getattr(draft, field)}
    return unasked(changed, lambda doubt: not doubt.task and doubt.field in mended)


def mend_group(draft: Draft, key: str, no: str, title: str) -> Draft:
    """Return the draft with a group renamed, or with a new one where ``key`` is empty."""
    no, title = _short(no, 20, "no"), _short(title, 500, "title")
    if not no or not title:
        raise Refusal("Lĩnh vực cần có số thứ tự và tên.", "title" if no else "no")
    if any(group.no == no and group.key != key for group in draft.groups):
        raise Refusal("Đã có lĩnh vực mang số %(no)s.", "no", no=no)
    if not key:
        number = max((int(group.key[1:]) for group in draft.groups), default=0) + 1
        return replace(draft, groups=(*draft.groups, Group(no, title, key=f"g{number}")))
    renamed = replace(_group(draft, key), no=no, title=title)
    return replace(draft, groups=tuple(renamed if group.key == key else group for group in draft.groups))


# ------------------------------------------------------------------ one field each
def _mended(draft: Draft, task: Task, mend: TaskMend) -> Task:
    return replace(
        task,
        code=_said(task.code, mend.code, lambda value: _code(draft, task, value)),
        title=_said(task.title, mend.title, lambda value: _long(value, "title")),
        products=_said(task.products, mend.products, _products),
        lead=_said(task.lead, mend.lead, lambda value: _bearers(task.lead, value)),
        partners=_said(task.partners, mend.partners, lambda value: _bearers(task.partners, value)),
        schedule=_said(task.schedule, mend.schedule, lambda value: _timing(task.schedule, value, draft.year)),
        budget=_said(task.budget, mend.budget, lambda value: _money(task.budget, value)),
        funding=_said(task.funding, mend.funding, lambda value: _short(value, LIMITS["funding"], "funding")),
        note=_said(task.note, mend.note, lambda value: _long(value, "note")),
    )


def _said(now: _Now, value: _Said | None, taken: Callable[[_Said], _Now]) -> _Now:
    """Return what is taken for a new value, what is there now without one."""
    return now if value is None else taken(value)


def _products(value: Sequence[str]) -> tuple[str, ...]:
    return tuple(_long(product, "products") for product in value)[:MOST_PRODUCTS]


def _code(draft: Draft, task: Task, value: str) -> str:
    code = _short(value, LIMITS["code"], "code")
    if not code:
        raise Refusal("Hãy ghi mã nhiệm vụ.", "code")
    if _is_used(draft, code, task):
        raise Refusal("Mã %(code)s đã dùng cho nhiệm vụ khác.", "code", code=code)
    return code


def _is_used(draft: Draft, code: str, but: Task) -> bool:
    return any(other.code == code and other.key != but.key for other in draft.tasks)


def _rehung(draft: Draft, before: Task, task: Task) -> Draft:
    """Return the draft with what stood under a code under the new one, unless another task has the old one as well."""
    if task.code == before.code or not before.code or _is_used(draft, before.code, before):
        return draft
    return each_task(draft, lambda one: replace(one, parent=task.code) if one.parent == before.code else one)


def _bearers(now: Who, value: Bearers) -> Who:
    """Return the bearers as chosen; what was there before keeps its order, so that nothing looks changed by saving."""
    return replace(
        now,
        units=_in_order(now.units, value.units),
        classes=_in_order(now.classes, value.classes),
        unresolved=() if value.complete else now.unresolved,
        optional=now.optional if value.optional is None else value.optional,
    )


def _in_order(before: Sequence[str], chosen: Sequence[str]) -> tuple[str, ...]:
    return (*(one for one in before if one in chosen), *(one for one in chosen if one not in before))


_KEPT = {
    "deadline": ("end",),
    "window": ("start", "end"),
    "recurring": ("start", "end", "rrule", "event"),
    "event": ("event",),
}
"""What a kind of schedule has; a deadline keeps an event that its form doesn't show."""


def _timing(now: When, value: Timing, year: int | None) -> When:
    kept = _KEPT.get(value.kind, ())
    understood = When(
        now.text,
        cast(ScheduleKind, value.kind),  # which ``timing.check`` refuses if it is none, as it does the unit
        timing.day(value.start, "start") if "start" in kept else None,
        timing.day(value.end, "end") if "end" in kept else None,
        (value.rrule or None) if "rrule" in kept else None,
        (_long(value.event or "", "event") or None) if "event" in kept else None,
    )
    if value.kind == "event" and value.offset_days is not None:
        unit = cast(OffsetUnit, value.offset_unit or "days")
        understood = replace(understood, offset_days=value.offset_days, offset_unit=unit)
    shown = (*kept, "offset_days", "offset_unit")
    if now.kind == understood.kind and all(getattr(now, name) == getattr(understood, name) for name in shown):
        return now
    timing.check(understood, year)
    return understood


def _money(now: Sum, value: Money) -> Sum:
    if value.kind not in ("money", "words", "none"):
        raise Refusal("Chưa rõ loại kinh phí: hãy chọn một loại.", "budget_kind")
    same = (value.amount, value.per or None, value.count) == (now.amount, now.per, now.count)
    if value.kind == now.kind and (value.kind != "money" or same):
        return now
    if value.kind != "money":
        return Sum(now.text, "words" if value.kind == "words" else "none")
    if value.amount is None or not 0 <= value.amount <= LARGEST:
        raise Refusal("Hãy ghi số tiền bằng đồng, từ 0 đến một triệu tỷ.", "amount")
    if value.count is not None and not 1 <= value.count <= 100_000:
        raise Refusal("Số lần phải từ 1 đến 100.000.", "count")
    per = _short(value.per or "", 40, "per") or None
    times = value.count if per else 1
    total = value.amount * times if times else None
    return Sum(now.text, "money", value.amount, per, value.count if per else None, total)


# ------------------------------------------------------------------ helpers
def _group(draft: Draft, key: str) -> Group:
    for group in draft.groups:
        if group.key == key:
            return group
    raise Refusal("Hãy chọn lĩnh vực của nhiệm vụ.", "group")


def _tidied(draft: Draft, before: Task, task: Task) -> Draft:
    """Return the draft without the doubts about what was mended; the others go where the task is now."""
    mended = {name for name in names(Task) if getattr(task, name) != getattr(before, name)}
    left = unasked(draft, lambda doubt: doubt.task == task.key and doubt.field in mended)
    moved = (replace(doubt, where=task.code) if doubt.task == task.key else doubt for doubt in left.doubts)
    return replace(left, doubts=tuple(moved))


def _short(value: str, limit: int, field: str) -> str:
    text = squeeze(value)
    if len(text) > limit:
        raise Refusal("Dài hơn %(most)s ký tự: hãy rút gọn.", field, most=limit)
    return text


def _long(value: str, field: str) -> str:
    return _short(value, LONGEST, field)


def _year(value: Any) -> int:
    year = reading.year(str(value or "")) or 0
    if year not in RECORDED:
        raise Refusal("Hãy ghi năm của kế hoạch bằng bốn chữ số.", "year")
    return year
