"""``cchc plan adopt|differences|export``: from a file to a plan, two versions beside each other, a plan as a sheet."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase

from cchc.kernel import clock, commands
from cchc.kernel.history import Actor
from cchc.kernel.reading import KEYS
from cchc.kernel.refusal import Refusal
from cchc.organisation import queries as organisation
from cchc.plans.actions import adoption, reading
from cchc.plans.models import Assignment, Plan, Reading, Task
from cchc.plans.queries.adopted import outcome
from cchc.plans.queries.status import with_status
from cchc.plans.rules import stored
from cchc.plans.rules.differences import Differences, TaskChange, differences
from cchc.plans.types import Money, When, Who, plain
from cchc.ui import lists

_KINDS = {"added": "+", "vanished": "-", "changed": "~"}


def _actor(command: str) -> Actor:
    return Actor(None, "Dòng lệnh", command)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise commands.Refused("Không mở được tệp “%(path)s”: %(why)s.", path=path, why=error.strerror) from error


def _adopt_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP")
    parser.add_argument("--unit", required=True, metavar="MÃ", help="mã của cơ quan ban hành vào ngày của kế hoạch")
    parser.add_argument(
        "--as-of", type=commands.day, metavar="NGÀY", help="đơn vị tính đến ngày này; không nêu là ngày ban hành"
    )
    parser.add_argument("--settle-all", action="store_true", help="đồng ý mọi điểm hệ thống chỉ hỏi lại")


def _adopt(arguments: Namespace) -> int:
    """Read, review if told to, adopt; what blocks leaves the reading waiting for the review page."""
    data, actor, now = _bytes(arguments.file), _actor("cchc plan adopt"), clock.now()
    try:
        day = reading.day_of(arguments.file.name, data, arguments.as_of, today=clock.today())
        unit_id = organisation.of_code(arguments.unit, day)
        reading_id = _waiting(
            partial(reading.read_upload, arguments.file.name, data, unit_id, day, actor=actor, now=now)
        )
        if arguments.settle_all:
            reading.settle_all(reading_id, actor=actor, now=now)
        plan = adoption.adopt(reading_id, actor=actor, now=now)
    except Refusal as refusal:
        raise commands.Refused(refusal.sentence) from refusal
    adopted = Reading.objects.get(pk=reading_id)
    made = outcome(adopted, plan.pk)
    sys.stdout.write(
        f"Kế hoạch {plan.pk} ({plan.number}): {made.tasks} nhiệm vụ, {made.assignments} việc cho {made.units} đơn vị.\n"
    )
    return 0


def _waiting(read: Callable[[], Reading]) -> int:
    """Return the reading of the file: a new one, or the one that waits already."""
    try:
        return read().pk
    except reading.AlreadyRead as already:
        if already.plan_id is not None:
            raise
        return already.reading_id


def _differences_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("old", type=Path, metavar="CŨ")
    parser.add_argument("new", type=Path, metavar="MỚI")
    parser.add_argument(
        "--as-of", type=commands.day, metavar="NGÀY", help="đơn vị tính đến ngày này; không nêu là ngày ban hành"
    )
    parser.add_argument("--json", action="store_true", help="in dạng JSON")


def _differences(arguments: Namespace) -> int:
    try:
        old, new = (
            stored.as_read(reading.said_by(path.name, _bytes(path), arguments.as_of, today=clock.today()))
            for path in (arguments.old, arguments.new)
        )
    except Refusal as refusal:
        raise commands.Refused(refusal.sentence) from refusal
    found = differences(old, new)
    if arguments.json:
        sys.stdout.write(json.dumps(_as_json(found), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(found))
    return 0


def _as_json(found: Differences) -> dict[str, object]:
    tasks = [
        {
            "kind": change.kind,
            "old": change.old and change.old.code,
            "new": change.new and change.new.code,
            "fields": [plain(field) for field in change.fields],
        }
        for change in found.tasks
        if change.kind != "same"
    ]
    return {"frame": [plain(change) for change in found.frame], "tasks": tasks}


def _lines(found: Differences) -> Iterator[str]:
    counts = {kind: len(found.of_kind(kind)) for kind in (*_KINDS, "same")}
    yield (
        f"{counts['changed']} nhiệm vụ đổi, {counts['added']} thêm, {counts['vanished']} không còn, "
        f"{counts['same']} giữ nguyên."
    )
    for change in found.frame:
        yield f"~ {change.field}: {_short(change.old)} → {_short(change.new)}"
    for change_of_task in found.tasks:
        if change_of_task.kind != "same":
            yield from _task_lines(change_of_task)


def _task_lines(change: TaskChange) -> Iterator[str]:
    if task := change.new or change.old:
        yield f"{_KINDS[change.kind]} {task.code} {task.title}"
    for field in change.fields:
        yield f"    {field.field}: {_short(field.old)} → {_short(field.new)}"


def _short(value: object) -> str:
    if isinstance(value, Who | When | Money):
        return f"“{value.text}”"
    return json.dumps(plain(value), ensure_ascii=False)


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "plan", type=commands.whole(1, KEYS), metavar="SỐ", help="số của kế hoạch, như trong địa chỉ /ke-hoach/SỐ/"
    )
    parser.add_argument("file", type=Path, metavar="TỆP.xlsx")
    parser.add_argument("--work", action="store_true", help="việc của từng đơn vị với tiến độ, thay cho bảng nhiệm vụ")


def _parts(sheet: HttpResponseBase) -> int:
    """Return in how many parts a file arrives, for the bar."""
    return -(-int(sheet.headers.get("Content-Length", 0)) // FileResponse.block_size)


def _export(arguments: Namespace) -> int:
    from cchc.plans.actions.papers import plan_docx, plan_pdf, plan_xlsx  # heavy, and most commands write none

    kind = arguments.file.suffix.lower().removeprefix(".")
    if kind not in ("xlsx", "csv", "docx", "pdf"):
        raise commands.Refused(
            "Chỉ xuất được tệp .docx, .pdf, .xlsx hoặc .csv, không phải “%(name)s”.", name=arguments.file.name
        )
    plan = Plan.objects.filter(pk=arguments.plan).first()
    if plan is None:
        raise commands.Refused("Không có kế hoạch số %(plan)s.", plan=str(arguments.plan))
    makers = {"docx": plan_docx, "pdf": plan_pdf} | ({} if arguments.work else {"xlsx": plan_xlsx})
    if kind in makers:
        content = makers[kind](plan)
        _write(arguments.file, [content])
        sys.stdout.write(f"Đã ghi kế hoạch {plan.number} vào {arguments.file}.\n")
        return 0
    return _export_rows(plan, kind, arguments)


def _export_rows(plan: Plan, kind: str, arguments: Namespace) -> int:
    from cchc.plans.pages import assignments_listed, tasks_listed

    today, named, every = clock.today(), plan.number or plan.title, Assignment.objects.filter(plan=plan)
    rows: QuerySet[Any]
    if arguments.work:
        rows = with_status(every, today).order_by("task__position", "pk")
        of = assignments_listed.rows_of(rows, today)
        sheet = lists.whole(assignments_listed.ASSIGNMENTS, of, kind, f"Việc {named}")
    else:
        rows = Task.objects.filter(plan=plan, withdrawn_at=None).order_by("position")
        of = tasks_listed.rows_of(rows, every, today, plan.year)
        sheet = lists.whole(tasks_listed.TASKS, of, kind, f"Nhiệm vụ {named}")
    _write(arguments.file, commands.progress(cast("Iterable[bytes]", sheet), _parts(sheet), "Đang ghi"))
    what = "việc" if arguments.work else "nhiệm vụ"
    sys.stdout.write(f"Đã ghi {rows.count()} {what} vào {arguments.file}.\n")
    return 0


def _write(path: Path, parts: Iterable[bytes]) -> None:
    try:
        with path.open("wb") as file:
            for part in parts:
                file.write(part)
    except OSError as error:
        raise commands.Refused("Không ghi được tệp “%(path)s”: %(why)s.", path=path, why=error.strerror) from error


commands.register("plan adopt", help="đọc và phê duyệt một kế hoạch", run=_adopt, arguments=_adopt_arguments)
commands.register(
    "plan differences", help="so hai bản của một kế hoạch", run=_differences, arguments=_differences_arguments
)
commands.register(
    "plan export",
    help="xuất kế hoạch (.docx, .pdf) hoặc nhiệm vụ (.xlsx, .csv)",
    run=_export,
    arguments=_export_arguments,
)
