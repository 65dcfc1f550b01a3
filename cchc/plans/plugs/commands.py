"""``cchc plan read``: what a plan says, without keeping anything."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from cchc.kernel import clock, commands, papers, writing
from cchc.kernel.refusal import Refusal
from cchc.organisation.queries import registry
from cchc.organisation.types import Directory
from cchc.plans.plugs import adoption_commands as adoption_commands
from cchc.plans.rules.reading.doubts import counted
from cchc.plans.rules.reading.plan import issued_on, read_plan
from cchc.plans.types import Money, Reading, Task, When, Who


def read_arguments(parser: ArgumentParser) -> None:
    """Declare what ``plan read`` takes."""
    parser.add_argument("file", type=Path, help="tệp kế hoạch: .txt, .docx, .xlsx hoặc .pdf có chữ")
    parser.add_argument(
        "--as-of", type=commands.day, help="ngày tra đơn vị, ví dụ 2018-12-06; không nêu thì lấy ngày ban hành"
    )
    parser.add_argument("--json", action="store_true", help="in cấu trúc JSON")


def run_read(arguments: Namespace) -> int:
    """Print the plan that a file holds; raises ``commands.Refused``."""
    try:
        paper = papers.read(arguments.file.name, _bytes(arguments.file))
        directory = registry.directory(arguments.as_of or issued_on(paper) or clock.today())
        reading = read_plan(paper, directory)
    except Refusal as refusal:
        raise commands.Refused(refusal.sentence) from refusal
    if arguments.json:
        text = json.dumps(reading.as_json(), ensure_ascii=False, indent=1)
    else:
        text = "\n".join(_summary(reading, directory))
    sys.stdout.write(f"{text}\n")
    return 0


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > papers.Limits().bytes:
            return b"\x00" * (papers.Limits().bytes + 1)  # refused by its size, without being loaded
        return file.read_bytes()
    except FileNotFoundError as error:
        raise commands.Refused("Không có tệp “%(file)s”: hãy kiểm tra đường dẫn.", file=file) from error
    except OSError as error:
        raise commands.Refused("Không đọc được “%(file)s”: hãy chọn một tệp mà bạn có quyền đọc.", file=file) from error


# ------------------------------------------------------------------ for people
def _summary(reading: Reading, directory: Directory) -> Iterator[str]:
    issued = f", ngày {writing.date(reading.issued_on)}" if reading.issued_on else ""
    yield f"Kế hoạch {reading.number}{issued}: {reading.title}"
    yield f"Cơ quan ban hành: {reading.issuer or '(không rõ)'}"
    tasks = list(reading.tasks)
    lumps = sum(counted([task for task in tasks if not task.budget.per]).values())
    yield f"{len(reading.groups)} lĩnh vực, {len(tasks)} nhiệm vụ; các khoản trọn gói {_dong(lumps)}"
    names = {unit.code: unit.name for unit in directory.units}
    names |= {group.key: group.name for group in directory.classes}
    for group in reading.groups:
        yield f"\n{group.no}. {group.title}"
        for task in group.tasks:
            yield from _lines(task, names)
    yield from _doubts(reading)


def _lines(task: Task, names: dict[str, str]) -> Iterator[str]:
    yield f"  {task.code}  {task.title}"
    yield f"       Chủ trì: {_who(task.lead, names)}"
    yield f"       Thời gian: {task.schedule.text or '(không nêu)'}{_when(task.schedule)}"
    if task.budget.text:
        yield f"       Kinh phí: {task.budget.text}{_money(task.budget)}{f' – {task.funding}' if task.funding else ''}"


def _who(who: Who, names: dict[str, str]) -> str:
    known = [names.get(one, one) for one in (*who.units, *who.classes)]
    unknown = [f"“{name}” (không rõ)" for name in who.unresolved]
    said = "; ".join(known + unknown) or "(không nêu)"
    return f"{said} [{who.condition}]" if who.condition else said


def _when(schedule: When) -> str:
    start, end = (writing.date(day) if day else "…" for day in (schedule.start, schedule.end))
    said = {
        "deadline": f"hạn {end}",
        "window": f"{start} – {end}",
        "recurring": schedule.rrule or "",
        "undetermined": "chưa xác định",
    }.get(schedule.kind, "")
    return f" → {said}" if said else ""


def _money(budget: Money) -> str:
    if budget.kind != "money" or budget.amount is None:
        return ""
    if budget.per is None:
        return f" → {_dong(budget.amount)}"
    count = f" × {budget.count} = {_dong(budget.total or 0)}" if budget.count else ""
    return f" → {_dong(budget.amount)}/{budget.per}{count}"


def _dong(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")


def _doubts(reading: Reading) -> Iterator[str]:
    if not reading.doubts:
        yield "\nKhông có chỗ nào cần hỏi lại."
        return
    yield f"\nCần xem lại {len(reading.doubts)} chỗ:"
    for doubt in reading.doubts:
        yield f"  {doubt.where or 'Văn bản'}: {doubt.why}"


commands.register(
    "plan read",
    help="đọc một kế hoạch và in những gì hiểu được, không lưu gì",
    arguments=read_arguments,
    run=run_read,
    database="none",
)
