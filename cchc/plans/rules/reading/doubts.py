"""What a careful clerk would ask about a reading: few questions, each about one place."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterator, Sequence

from cchc.kernel import writing
from cchc.kernel.papers import Paper, Table
from cchc.organisation.types import Directory
from cchc.plans.rules import horizon, sums
from cchc.plans.rules.reading import money, other_days, schedules
from cchc.plans.rules.reading.lists import Listed
from cchc.plans.rules.reading.words import Words
from cchc.plans.types import Doubt, Reading, Task, When, Who

_CHOICE = re.compile(r"\bhoặc\b", re.IGNORECASE)
_SHOWN = 60  # letters that a question quotes
_TIMELY = frozenset({"ky", "lan", "thang", "quy", "tuan", "ngay", "cuoc", "dot", "so", "bai"})


def of_reading(reading: Reading, asked: Sequence[Doubt], directory: Directory) -> Iterator[Doubt]:
    """Yield the doubts about the plan as a whole, then about each task in order; ``asked`` are the reader's own."""
    yield from _of_frame(reading, {doubt.field for doubt in asked if not doubt.where})
    yield from (doubt for doubt in asked if not doubt.where)
    own: dict[str, list[Doubt]] = defaultdict(list)
    for doubt in asked:
        own[doubt.where].append(doubt)
    uses = Counter(task.code for task in reading.tasks)
    for task in reading.tasks:
        yield from own.pop(task.code, ())
        yield from _of_task(task, uses[task.code], directory, reading.year)
        yield from _of_day(task, reading)
    yield from _of_sums(tuple(reading.tasks))


def of_rest(listed: Listed, tables: Sequence[Table]) -> Iterator[Doubt]:
    """Yield doubts about what was not read as a task though it might be one."""
    if listed.passed and any(not entry.is_heading for entry in listed.entries):
        named = "; ".join(f"“{shortened(entry.title)}”" for _, entry in listed.passed[:3])
        why = f"{len(listed.passed)} dòng không nêu ai, khi nào nên chưa là nhiệm vụ ({named}): hãy xem có sót không."
        yield Doubt("", "tasks", why, blocks=True)
    for table in tables:
        row = next(row for row in table.rows if any(cell.own for cell in row.cells))
        named = ", ".join(f"“{shortened(cell.own)}”" for cell in row.cells[:4] if cell.own)
        why = f"Bảng ở trang {table.page} ({named}) không có cột của bảng nhiệm vụ nên không đọc: hãy xem có sót không."
        yield Doubt("", "tasks", why, blocks=True)


def of_paper(paper: Paper, pages: Collection[int], struck: Sequence[str]) -> Iterator[Doubt]:
    """Yield doubts about what a file holds that is not plainly part of the plan; ``pages`` are those with tasks.

    ``struck`` are the words crossed out or deleted that no task is asked about.
    """
    if struck:
        named = "; ".join(f"“{shortened(text)}”" for text in struck[:5])
        why = f"Tệp có {len(struck)} chỗ bị gạch bỏ hoặc xóa, không được đọc ({named}): hãy xem có đúng là bỏ không."
        yield Doubt("", "tasks", why, blocks=True)
    if paper.added:
        named = "; ".join(f"“{shortened(text)}”" for text in paper.added[:5])
        why = f"Tệp có {len(paper.added)} chỗ mới thêm chưa được chấp nhận, vẫn được đọc ({named}): hãy xem bản đã ký."
        yield Doubt("", "tasks", why, blocks=True)
    if paper.hidden:
        named = "; ".join(paper.hidden[:5])
        why = f"Tệp có chỗ bị ẩn, vẫn được đọc ({named}): hãy xem có thuộc kế hoạch không."
        yield Doubt("", "tasks", why, blocks=True)
    if paper.broken:
        named = "; ".join(paper.broken[:5])
        why = f"Tệp có ô bị lỗi hoặc chưa tính ({named}): hãy xem bản gốc rồi ghi đúng nội dung của ô."
        yield Doubt("", "tasks", why, blocks=True)
    if paper.kind == "xlsx" and len(pages) > 1:
        named = ", ".join(map(str, sorted(pages)))
        why = f"Các trang tính thứ {named} đều có bảng nhiệm vụ, đều được đọc: hãy xem trang nào không phải kế hoạch."
        yield Doubt("", "tasks", why, blocks=True)


def shortened(text: str) -> str:
    """Return the beginning of a text, as much as a question quotes."""
    words = Words.of(text).text
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"


def _of_frame(reading: Reading, asked: Container[str]) -> Iterator[Doubt]:
    if not reading.issuer:
        yield Doubt("", "issuer", "Không rõ cơ quan ban hành kế hoạch.", blocks=True)
    if not reading.title:
        yield Doubt(
            "", "title", "Không thấy trích yếu dưới chữ “Kế hoạch”: hãy xem bản đã ký rồi ghi trích yếu.", blocks=True
        )
    if not reading.year and "year" not in asked:
        yield Doubt("", "year", "Văn bản không cho biết kế hoạch của năm nào: hãy ghi năm.", blocks=True)


def _of_day(task: Task, reading: Reading) -> Iterator[Doubt]:
    """Ask about a day that the plan would set before its own, or far from its year."""
    when = task.schedule
    if when.end and reading.issued_on and when.end < reading.issued_on:
        why = f"“{when.text}” cho ngày {writing.date(when.end)}, trước ngày ban hành kế hoạch: hãy xem lại."
        yield Doubt(task.code, "schedule", why, blocks=True)
    elif reading.year and (day := horizon.far_day(when.start, when.end, reading.year, reading.title)):
        yield Doubt(task.code, "schedule", horizon.question(when.text, day, reading.year), blocks=True)


def counted(tasks: Sequence[Task]) -> dict[str, int]:
    """Return the sums that add up to what the tasks cost, by code, in đồng: nothing counted twice."""
    return sums.counted(*_sums(tasks))


def _sums(tasks: Sequence[Task]) -> tuple[dict[str, int], dict[str, str]]:
    """Return the sum and the parent of each task, by code."""
    own: Counter[str] = Counter()
    for task in tasks:
        own[task.code] += task.budget.total or 0
    return dict(+own), {task.code: task.parent for task in tasks if task.parent and task.parent != task.code}


def _of_sums(tasks: Sequence[Task]) -> Iterator[Doubt]:
    """Ask about a sum above other sums: it may be the same money."""
    for one in sums.shared(*_sums(tasks)):
        yield Doubt(one.key, "budget", sums.question(one.key, one), blocks=True)


def _of_task(task: Task, uses: int, directory: Directory, year: int | None) -> Iterator[Doubt]:
    if uses > 1:
        yield Doubt(task.code, "code", f"Mã {task.code} có ở {uses} nhiệm vụ.")
    if not task.title:
        yield Doubt(task.code, "title", "Nhiệm vụ không có nội dung.")
    for field, who in (("lead", task.lead), ("partners", task.partners)):
        yield from of_who(task.code, field, who, directory)
    yield from of_schedule(task.code, task.schedule, year)
    yield from _of_budget(task)
    if not task.products:
        yield Doubt(task.code, "products", "Không nêu sản phẩm phải có.")


def of_who(code: str, field: str, who: Who, directory: Directory) -> Iterator[Doubt]:
    """Yield the doubts about a lead or the partners of a task."""
    if field == "lead" and not who.text:
        yield Doubt(code, field, "Không nêu đơn vị chủ trì.")
    for why in other_days.questions(who.unresolved, directory):
        yield Doubt(code, field, why)
    if who.condition and field == "lead":
        yield Doubt(code, field, f"“{who.condition}”: văn bản không nêu tên những đơn vị đó.")
    for key in who.classes:
        if not directory.class_by_key[key].members:
            yield Doubt(code, field, other_days.empty(directory.class_by_key[key]))
    if _CHOICE.search(who.text):
        yield Doubt(code, field, f"“{who.text}”: văn bản để ngỏ đơn vị nào thực hiện.")


def of_schedule(code: str, schedule: When, year: int | None) -> Iterator[Doubt]:
    """Yield the doubts about when a task is due; several times, or a day no calendar has, must be decided."""
    for why, blocks in schedules.questions(schedule.text, year):
        yield Doubt(code, "schedule", why, blocks)


_SUM = re.compile(
    r"\d\s*\(?\s*(?:tr|triệu|tỷ|tỉ|đồng|đ\b)|\d\s*%|[½¼¾⅓⅔]|^\W*\d|\b(?:triệu|t[ỷỉ](?! lệ| trọng))\b", re.IGNORECASE
)
"""What speaks of a sum, also in words or as a share: where it gives none, it is asked about."""


def _of_budget(task: Task) -> Iterator[Doubt]:
    budget = task.budget
    is_sum = _SUM.search(budget.text)
    is_broken = budget.kind == "words" and money.is_broken(budget.text)
    if is_broken or (budget.kind == "words" and (is_sum or money.is_foreign(budget.text))):
        why = f"“{budget.text}” có số nhưng không rõ là bao nhiêu tiền."
        yield Doubt(task.code, "budget", why, blocks=True)
    if money.is_small(budget):
        total = f"{budget.total:,}".replace(",", ".")
        why = f"“{budget.text}” là {total} đồng, ít hơn kinh phí của một nhiệm vụ: hãy xem lại đơn vị tính."
        yield Doubt(task.code, "budget", why, blocks=True)
    if budget.per and budget.count is None and Words.of(budget.per).bare in _TIMELY:
        yield Doubt(task.code, "budget", f"“{budget.text}”: không rõ bao nhiêu {budget.per}.")
