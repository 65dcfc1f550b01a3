"""What the office must still look at before a reading may be adopted.

Some only *ask*: the office agrees with the reader ("settles" it), mends the field, or lets it be. Others *block*:
nothing comes of the plan before they are answered. What the reader was not sure of may be answered by agreeing; where
something is missing or can't be, only mending helps:

- frame: number, day of issue, year, issuer or title missing; two groups of one number; no task at all;
  a number of another kind, a year that is not the title's, a day of issue outside the year or yet to come
- task: code or title missing, a code used twice
- lead: missing, naming somebody the registry doesn't know, covering no unit, or bound to a condition nobody has decided
- schedule: a day that doesn't exist, an end before the start, a rule without periods, a day far from the plan's year
- budget: a sum above tasks with sums of their own, which may be the same money
- anything longer than its place
"""

import dataclasses
import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from cchc.kernel import writing
from cchc.kernel.refusal import Refusal, Sentence
from cchc.plans.rules import framing, horizon, sums
from cchc.plans.rules.draft import Draft, Task, money, parents
from cchc.plans.rules.own_task import periods
from cchc.plans.rules.questions import ASKED
from cchc.plans.rules.timing import check, recorded
from cchc.plans.types import Doubt as Read
from cchc.plans.types import When, Who

LIMITS = {"code": 40, "funding": 200}
_SEVERAL = ("groups", "tasks")  # about which the reader may ask one thing while another blocks
FRAME_LIMITS = {"number": 60, "place": 120, "issuer": 200, "title": 500}


@dataclass(frozen=True)
class Doubt:
    """One place to look at; ``task`` is the key of the task, ``None`` for the frame.

    ``may_stand``: the office may answer that what was read is right.
    """

    task: str | None
    where: str
    field: str
    why: str
    blocks: bool = False
    may_stand: bool = True

    @property
    def key(self) -> str:
        """Return what the office settles: the place and the sentence, so that a new sentence asks again."""
        identity = f"{self.task}|{self.where}|{self.field}|{self.why}"
        return hashlib.sha256(identity.encode()).hexdigest()[:12]

    @property
    def sentence(self) -> Sentence:
        """Return ``why`` as any language says it."""
        return ASKED.of(self.why)

    def asks_like(self, other: "Doubt") -> bool:
        """Tell whether both ask the same, perhaps about two tasks, so that one answer may do for both."""
        return (self.field, self.why, self.task is None) == (other.field, other.why, other.task is None)


@dataclass(frozen=True)
class Gaps:
    """What the registry of the plan's day lacks: tasks (by key) whose lead is nobody there, classes without members."""

    uncovered: Collection[str] = ()
    empty_classes: Mapping[str, str] = dataclasses.field(default_factory=dict)


NO_GAPS = Gaps()


def doubts(
    draft: Draft, settled: Collection[str] = (), gaps: Gaps = NO_GAPS, today: dt.date | None = None
) -> tuple[Doubt, ...]:
    """Return what is still open, frame first, then in the order of the tasks; no plan was issued after ``today``."""
    alive = (*_of_days(draft), *_of_sums(draft))
    asked = [one for one in map(of_reader, draft.doubts) if not _is_over(one, alive)]
    blocking = list(_of_frame(draft)) + list(_of_tasks(draft, gaps.uncovered))
    blocked = {(doubt.task, doubt.field) for doubt in blocking} - {(None, field) for field in _SEVERAL}
    explained = {(doubt.task, doubt.field) for doubt in asked if doubt.task or doubt.field not in _SEVERAL}
    raised = [replace(d, blocks=True, may_stand=False) if (d.task, d.field) in blocked else d for d in asked]
    raised += [doubt for doubt in alive if doubt.key not in {one.key for one in asked}]
    raised += [doubt for doubt in _of_written(draft, today) if (None, doubt.field) not in explained | blocked]
    raised += [doubt for doubt in blocking if (doubt.task, doubt.field) not in explained]
    raised += [doubt for doubt in _of_classes(draft, gaps) if (doubt.task, doubt.field) not in explained | blocked]
    order = {task.key: place for place, task in enumerate(draft.tasks)}
    left = [doubt for doubt in raised if not doubt.may_stand or doubt.key not in settled]
    return tuple(sorted(left, key=lambda doubt: order.get(doubt.task or "", -1)))


def _is_over(asked: Doubt, alive: Collection[Doubt]) -> bool:
    """Tell whether the reader asked about a day far from the plan's year, which the office has mended since."""
    return horizon.asks(asked.why) and asked.key not in {one.key for one in alive}


def of_reader(left: Read) -> Doubt:
    """Return a doubt as the reader left it in the draft."""
    return Doubt(left.task, left.where, left.field, left.why, left.blocks)


def _of_frame(draft: Draft) -> Iterator[Doubt]:
    needed = {
        "number": "số, ký hiệu",
        "issued_on": "ngày ban hành",
        "year": "năm",
        "issuer": "cơ quan ban hành",
        "title": "trích yếu",
    }
    for field, name in needed.items():
        if not getattr(draft, field):
            yield Doubt(None, "", field, f"Văn bản không cho biết {name}: hãy ghi vào.", blocks=True, may_stand=False)
    for field, limit in FRAME_LIMITS.items():
        if len(getattr(draft, field)) > limit:
            yield Doubt(None, "", field, f"Dài hơn {limit} ký tự: hãy rút gọn.", blocks=True, may_stand=False)
    for no, uses in Counter(group.no for group in draft.groups).items():
        if uses > 1:
            yield Doubt(
                None,
                "",
                "groups",
                f"{uses} lĩnh vực cùng mang số “{no}”: hãy sửa số của lĩnh vực.",
                blocks=True,
                may_stand=False,
            )
    if any(len(group.no) > 20 or len(group.title) > 500 for group in draft.groups):
        yield Doubt(
            None, "", "groups", "Số hoặc tên của một lĩnh vực quá dài: hãy rút gọn.", blocks=True, may_stand=False
        )
    if not any(True for _ in draft.tasks):
        yield Doubt(
            None, "", "tasks", "Bản bóc tách không có nhiệm vụ nào: hãy thêm nhiệm vụ.", blocks=True, may_stand=False
        )


def _of_written(draft: Draft, today: dt.date | None) -> Iterator[Doubt]:
    """Ask about a number, day or year that doesn't fit, read or written by the office."""
    for field, why in framing.questions(draft, today):
        yield Doubt(None, "", field, why, blocks=True)


def _of_tasks(draft: Draft, uncovered: Collection[str]) -> Iterator[Doubt]:
    uses = Counter(task.code for task in draft.tasks)
    for task in draft.tasks:
        for field, why in _of_task(task, uses[task.code], task.key in uncovered, draft.year):
            yield Doubt(task.key, task.code, field, why, blocks=True, may_stand=False)


def _of_days(draft: Draft) -> Iterator[Doubt]:
    """Ask about what the plan would set before its own day or far from its year, read or written by the office."""
    for task in draft.tasks:
        try:
            if draft.issued_on:
                yield from _before_the_plan(task, draft.year, draft.issued_on)
            yield from _far_from_the_plan(task, draft)
        except Refusal:  # a day or a rule that can't be is asked about itself
            continue


def _days(when: When) -> tuple[dt.date | None, dt.date | None]:
    return recorded(when.start, "start"), recorded(when.end, "end")


def _before_the_plan(task: Task, year: int | None, issued_on: dt.date) -> Iterator[Doubt]:
    when, budget = task.schedule, task.budget
    start, end = _days(when)
    if end and end < issued_on:
        why = f"“{when.text}” cho ngày {writing.date(end)}, trước ngày ban hành kế hoạch: hãy xem lại."
        yield Doubt(task.key, task.code, "schedule", why, blocks=True)
    if year and budget.count:
        every, left = (
            len(periods(when.kind, when.rrule or "", start, end, year, since)) for since in (None, issued_on)
        )
        if left < every and left < budget.count:
            counted = f"“{budget.text}” được tính cho {budget.count} kỳ"
            why = f"{counted}, từ ngày ban hành chỉ còn {left} kỳ: hãy xem lại."
            yield Doubt(task.key, task.code, "budget", why)


def _far_from_the_plan(task: Task, draft: Draft) -> Iterator[Doubt]:
    when, year, issued_on = task.schedule, draft.year, draft.issued_on
    start, end = _days(when)
    far = horizon.far_day(start, end, year, draft.title)
    if far and year and not (end and issued_on and end < issued_on):
        why = horizon.question(when.text or writing.date(far), far, year)
        yield Doubt(task.key, task.code, "schedule", why, blocks=True)


def _of_sums(draft: Draft) -> Iterator[Doubt]:
    """Ask about a sum above other sums, read or written by the office."""
    codes = {task.key: task.code for task in draft.tasks}
    for one in sums.shared(money(draft), parents(draft)):
        code = codes[one.key]
        yield Doubt(one.key, code, "budget", sums.question(code, one), blocks=True)


def _of_classes(draft: Draft, gaps: Gaps) -> Iterator[Doubt]:
    """Ask about a class in a lead that had no member then, while other units of the lead carry the task."""
    for task in draft.tasks:
        names = [gaps.empty_classes[key] for key in task.lead.classes if key in gaps.empty_classes]
        if names and task.key not in gaps.uncovered:
            named = ", ".join(f"“{name}”" for name in names)
            why = f"Danh mục chưa có đơn vị nào thuộc {named} vào ngày của kế hoạch: việc chỉ giao cho đơn vị còn lại."
            yield Doubt(task.key, task.code, "lead", why)


def _of_task(task: Task, uses: int, is_uncovered: bool, year: int | None) -> Iterator[tuple[str, str]]:
    if not task.code:
        yield "code", "Nhiệm vụ chưa có mã: hãy ghi vào."
    elif uses > 1:
        yield "code", f"Mã {task.code} có ở {uses} nhiệm vụ: hãy sửa để mỗi mã chỉ dùng một lần."
    if not task.title:
        yield "title", "Nhiệm vụ chưa có nội dung: hãy ghi vào."
    for field, limit in LIMITS.items():
        if len(getattr(task, field)) > limit:
            yield field, f"Dài hơn {limit} ký tự: hãy rút gọn."
    lead = _of_lead(task.lead, is_uncovered)
    if lead:
        yield "lead", lead
    try:
        check(task.schedule, year)
    except Refusal as refusal:
        yield "schedule", refusal.message


def _of_lead(lead: Who, is_uncovered: bool) -> str | None:
    if lead.unresolved:
        names = ", ".join(f"“{name}”" for name in lead.unresolved)
        return f"Không có đơn vị nào tên {names} trong danh mục: hãy chọn đơn vị hoặc thêm tên gọi khác."
    if not lead.units and not lead.classes:
        return "Chưa có đơn vị chủ trì: hãy chọn."
    if lead.condition and lead.optional is None:
        return f"“{lead.condition}” không nêu tên đơn vị: hãy chọn đơn vị tham gia, hoặc để đơn vị tự đăng ký."
    if is_uncovered:
        return "Đơn vị chủ trì không có trong danh mục vào ngày của kế hoạch: hãy chọn lại."
    return None
