"""What a careful clerk would ask about a reading: few questions, each about one place."""

import re
from collections import Counter
from collections.abc import Iterator

from cchc.organisation.types import Directory
from cchc.plans.rules.reading.frame import Frame
from cchc.plans.rules.reading.words import Words
from cchc.plans.types import Doubt, Reading, Task, Who

_CHOICE = re.compile(r"\bhoặc\b", re.IGNORECASE)
_TIMELY = frozenset({"ky", "lan", "thang", "quy", "tuan", "ngay", "cuoc", "dot", "so", "bai"})


def of_reading(reading: Reading, frame: Frame, directory: Directory) -> Iterator[Doubt]:
    """Yield the doubts about the plan as a whole, then about each task in order."""
    yield from _of_frame(reading, frame)
    empty = {group.key: group.name for group in directory.classes if not group.members}
    uses = Counter(task.code for task in reading.tasks)
    for task in reading.tasks:
        yield from _of_task(task, uses[task.code], empty)


def _of_frame(reading: Reading, frame: Frame) -> Iterator[Doubt]:
    if not reading.number:
        yield Doubt("", "number", "Không thấy số, ký hiệu của kế hoạch.")
    if not reading.issued_on:
        yield Doubt("", "issued_on", "Không thấy ngày ban hành kế hoạch.")
    if not reading.issuer:
        yield Doubt("", "issuer", "Không rõ cơ quan ban hành kế hoạch.")
    if not reading.title:
        yield Doubt("", "title", "Không thấy trích yếu của kế hoạch.")
    elif not frame.is_year_stated and reading.year:
        yield Doubt("", "year", f"Trích yếu không nêu năm: lấy năm {reading.year} theo ngày ban hành.")


def _of_task(task: Task, uses: int, empty: dict[str, str]) -> Iterator[Doubt]:
    if uses > 1:
        yield Doubt(task.code, "code", f"Mã {task.code} có ở {uses} nhiệm vụ.")
    if not task.title:
        yield Doubt(task.code, "title", "Nhiệm vụ không có nội dung.")
    for field, who in (("lead", task.lead), ("partners", task.partners)):
        yield from _of_who(task.code, field, who, empty)
    yield from _of_schedule(task)
    yield from _of_budget(task)
    if not task.products:
        yield Doubt(task.code, "products", "Không nêu sản phẩm phải có.")


def _of_who(code: str, field: str, who: Who, empty: dict[str, str]) -> Iterator[Doubt]:
    if field == "lead" and not who.text:
        yield Doubt(code, field, "Không nêu đơn vị chủ trì.")
    if who.unresolved:
        names = ", ".join(f"“{name}”" for name in who.unresolved)
        yield Doubt(code, field, f"Không rõ {names} là đơn vị nào.")
    if who.condition and field == "lead":
        yield Doubt(code, field, f"“{who.condition}”: văn bản không nêu tên những đơn vị đó.")
    if field == "lead":
        for key in who.classes:
            if key in empty:
                yield Doubt(code, field, f"Nhóm “{empty[key]}” chưa có đơn vị nào trong danh mục.")
    if _CHOICE.search(who.text):
        yield Doubt(code, field, f"“{who.text}”: văn bản để ngỏ đơn vị nào thực hiện.")


def _of_schedule(task: Task) -> Iterator[Doubt]:
    if not task.schedule.text:
        yield Doubt(task.code, "schedule", "Không nêu thời gian thực hiện.")
    elif task.schedule.kind == "undetermined":
        yield Doubt(task.code, "schedule", f"“{task.schedule.text}” không cho biết ngày nào phải xong.")


def _of_budget(task: Task) -> Iterator[Doubt]:
    budget = task.budget
    if budget.kind == "words" and re.search(
        r"\d\s*(?:tr|triệu|tỷ|tỉ|đồng|đ\b)|^\W*[\d.,]+\W*$", budget.text, re.IGNORECASE
    ):
        yield Doubt(task.code, "budget", f"“{budget.text}” có số nhưng không rõ là bao nhiêu tiền.")
    if budget.per and budget.count is None and Words.of(budget.per).bare in _TIMELY:
        yield Doubt(task.code, "budget", f"“{budget.text}”: không rõ bao nhiêu {budget.per}.")
