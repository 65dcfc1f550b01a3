"""What the office may change in a draft: pure functions from draft to draft, each refusing what can't be.

The words of the document (``text`` of a lead, a schedule, a budget) are never touched: only how they are understood.
Whoever mends a field has decided it, so the reader's doubts about it are gone.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from cchc.kernel import reading
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import squeeze
from cchc.kernel.years import RECORDED
from cchc.plans.rules import timing
from cchc.plans.rules.doubts import FRAME_LIMITS, LIMITS
from cchc.plans.rules.draft import Draft, Row, find, next_key, rows

MOST_TASKS = 5000
LONGEST = 4000
_SHOWN = ("amount", "per", "count")
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
    changed = deepcopy(draft)
    group, task = find(changed, key)
    before = deepcopy(task)
    _write(changed, task, mend)
    if mend.group and mend.group != group["key"]:
        group["tasks"].remove(task)
        _group(changed, mend.group)["tasks"].append(task)
    _tidy_doubts(changed, task, before)
    return changed


def leave_open(draft: Draft, key: str) -> Draft:
    """Return the draft with a lead that is bound to a condition left to the units' own registration."""
    lead = find(draft, key)[1]["lead"]
    if not lead["condition"]:
        raise Refusal("Văn bản không đặt điều kiện cho đơn vị chủ trì của nhiệm vụ này.", "lead")
    left = Bearers(tuple(lead["units"]), tuple(lead["classes"]), optional=True)
    return mend_task(draft, key, TaskMend(lead=left))


def add_task(draft: Draft, mend: TaskMend) -> Draft:
    """Return the draft with a task that the reader missed, at the end of its group."""
    if sum(1 for _ in rows(draft)) >= MOST_TASKS:
        raise Refusal("Một kế hoạch có nhiều nhất %(most)s nhiệm vụ.", most=MOST_TASKS)
    changed = deepcopy(draft)
    task = _empty(next_key(draft))
    _write(changed, task, mend)
    for field in ("code", "title"):
        if not task[field]:
            raise Refusal("Hãy ghi mã nhiệm vụ." if field == "code" else "Hãy ghi nội dung nhiệm vụ.", field)
    _group(changed, mend.group or "")["tasks"].append(task)
    return changed


def remove_task(draft: Draft, key: str) -> Draft:
    """Return the draft without a row that is no task; its number is not used again."""
    changed = deepcopy(draft)
    group, task = find(changed, key)
    changed["last_key"] = int(next_key(changed)) - 1
    group["tasks"].remove(task)
    changed["doubts"] = [doubt for doubt in changed["doubts"] if doubt.get("task") != key]
    for _, other in rows(changed):
        if other["parent"] == task["code"]:
            other["parent"] = None
    return changed


def mend_frame(draft: Draft, values: Mapping[str, Any]) -> Draft:
    """Return the draft with new values for number, issued_on, place, issuer, title or year."""
    changed = deepcopy(draft)
    for field, value in values.items():
        if field in FRAME_LIMITS:
            changed[field] = _short(value, FRAME_LIMITS[field], field)
        elif field == "issued_on":
            day = timing.day(value, field)
            changed[field] = day.isoformat() if day else None
        elif field == "year":
            changed[field] = _year(value)
        else:
            raise KeyError(field)
        if changed[field] != draft[field]:
            changed["doubts"] = [d for d in changed["doubts"] if d.get("task") or d["field"] != field]
    return changed


def mend_group(draft: Draft, key: str, no: str, title: str) -> Draft:
    """Return the draft with a group renamed, or with a new one where ``key`` is empty."""
    no, title = _short(no, 20, "no"), _short(title, 500, "title")
    if not no or not title:
        raise Refusal("Lĩnh vực cần có số thứ tự và tên.", "title" if no else "no")
    changed = deepcopy(draft)
    if any(group["no"] == no and group["key"] != key for group in changed["groups"]):
        raise Refusal("Đã có lĩnh vực mang số %(no)s.", "no", no=no)
    if key:
        _group(changed, key).update(no=no, title=title)
    else:
        number = max((int(group["key"][1:]) for group in changed["groups"]), default=0) + 1
        changed["groups"].append({"key": f"g{number}", "no": no, "title": title, "tasks": []})
    return changed


# ------------------------------------------------------------------ one field each
def _write(draft: Draft, task: Row, mend: TaskMend) -> None:
    writers: dict[str, Callable[[Any], Any]] = {
        "code": lambda value: _code(draft, task, value),
        "title": lambda value: _long(value, "title"),
        "products": lambda value: [_long(product, "products") for product in value][:50],
        "lead": lambda value: _bearers(task["lead"], value),
        "partners": lambda value: _bearers(task["partners"], value),
        "schedule": lambda value: _timing(task["schedule"], value, draft["year"]),
        "budget": lambda value: _money(task["budget"], value),
        "funding": lambda value: _short(value, LIMITS["funding"], "funding"),
        "note": lambda value: _long(value, "note"),
    }
    for field, writer in writers.items():
        value = getattr(mend, field)
        if value is not None:
            task[field] = writer(value)


def _code(draft: Draft, task: Row, value: str) -> str:
    code = _short(value, LIMITS["code"], "code")
    if not code:
        raise Refusal("Hãy ghi mã nhiệm vụ.", "code")
    if any(other["code"] == code and other["key"] != task["key"] for _, other in rows(draft)):
        raise Refusal("Mã %(code)s đã dùng cho nhiệm vụ khác.", "code", code=code)
    old = task["code"]
    if old and not any(other["code"] == old and other["key"] != task["key"] for _, other in rows(draft)):
        for _, other in rows(draft):
            if other["parent"] == old:
                other["parent"] = code
    return code


def _bearers(now: Row, value: Bearers) -> Row:
    """Return the bearers as chosen; what was there before keeps its order, so that nothing looks changed by saving."""
    decided = {} if value.optional is None else {"optional": value.optional}
    unresolved = [] if value.complete else now["unresolved"]
    chosen = {name: _in_order(now[name], getattr(value, name)) for name in ("units", "classes")}
    return {**now, **chosen, "unresolved": unresolved, **decided}


def _in_order(before: Sequence[str], chosen: Sequence[str]) -> list[str]:
    return [*(one for one in before if one in chosen), *(one for one in chosen if one not in before)]


def _timing(now: Row, value: Timing, year: int | None) -> Row:
    kept = {
        "deadline": ("end",),
        "window": ("start", "end"),
        "recurring": ("start", "end", "rrule", "event"),
        "event": ("event",),
    }.get(value.kind, ())
    fields = {name: (getattr(value, name) or None) if name in kept else None for name in ("start", "end", "rrule")}
    words = _long(value.event or "", "event") if "event" in kept else ""
    understood = {"text": now["text"], "kind": value.kind, **fields, "event": words or None}
    if value.kind == "event" and value.offset_days is not None:
        understood |= {"offset_days": value.offset_days, "offset_unit": value.offset_unit or "days"}
    if value.kind == now["kind"] and not _differs(now, understood, kept):
        return now
    timing.check(understood, year)
    return understood


def _differs(now: Row, understood: Row, kept: Sequence[str]) -> bool:
    """Tell whether what the form shows of a schedule differs: a deadline keeps an event that it doesn't show."""
    shown = (*kept, "offset_days", "offset_unit")
    return any(now.get(name) != understood.get(name) for name in shown)


def _money(now: Row, value: Money) -> Row:
    empty = {"text": now["text"], "kind": value.kind, "amount": None, "per": None, "count": None, "total": None}
    if value.kind not in ("money", "words", "none"):
        raise Refusal("Chưa rõ loại kinh phí: hãy chọn một loại.", "budget_kind")
    if value.kind == now["kind"] and (
        value.kind != "money" or (value.amount, value.per or None, value.count) == tuple(map(now.get, _SHOWN))
    ):
        return now
    if value.kind != "money":
        return empty
    if value.amount is None or not 0 <= value.amount <= LARGEST:
        raise Refusal("Hãy ghi số tiền bằng đồng, từ 0 đến một triệu tỷ.", "amount")
    if value.count is not None and not 1 <= value.count <= 100_000:
        raise Refusal("Số lần phải từ 1 đến 100.000.", "count")
    per = _short(value.per or "", 40, "per") or None
    times = value.count if per else 1
    total = value.amount * times if times else None
    return {**empty, "amount": value.amount, "per": per, "count": value.count if per else None, "total": total}


# ------------------------------------------------------------------ helpers
def _group(draft: Draft, key: str) -> Row:
    for group in draft["groups"]:
        if group["key"] == key:
            return group  # type: ignore[no-any-return]
    raise Refusal("Hãy chọn lĩnh vực của nhiệm vụ.", "group")


def _empty(key: str) -> Row:
    nobody: Row = {"text": "", "units": [], "classes": [], "condition": None, "unresolved": []}
    return {
        "key": key, "code": "", "title": "", "products": [], "parent": None,
        "lead": dict(nobody), "partners": dict(nobody),
        "schedule": {"text": "", "kind": "undetermined", "start": None, "end": None, "rrule": None, "event": None},
        "budget": {"text": "", "kind": "none", "amount": None, "per": None, "count": None, "total": None},
        "funding": "", "note": "", "source": {"page": None, "row": None},
    }  # fmt: skip


def _tidy_doubts(draft: Draft, task: Row, before: Row) -> None:
    mended = {field for field in task if task[field] != before.get(field)}
    kept = [d for d in draft["doubts"] if d.get("task") != task["key"] or d["field"] not in mended]
    draft["doubts"] = [{**d, "where": task["code"]} if d.get("task") == task["key"] else d for d in kept]


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
