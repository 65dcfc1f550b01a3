"""``cchc units``: list the units of a day, load a units file, export and import a list."""

import datetime as dt
import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from cchc.kernel import clock, commands
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal, listed
from cchc.kernel.sheets import saving
from cchc.organisation import queries
from cchc.organisation.actions import importing, load_file
from cchc.organisation.documents import unit_sheet
from cchc.organisation.forms import unit_sheet as forms
from cchc.organisation.rules.importing import Import
from cchc.organisation.rules.invariants import written
from cchc.organisation.types import LEVELS, UnitRow

_ACTOR = Actor(None, "Dòng lệnh", "cchc units")
_MOST_ERRORS = 50
Result = TypeVar("Result")
Item = TypeVar("Item")


def _as_of(parser: ArgumentParser) -> None:
    parser.add_argument("--as-of", type=commands.day, help="ngày cần xem, viết như 2019-01-31; không nêu là hôm nay")


def _list_arguments(parser: ArgumentParser) -> None:
    _as_of(parser)
    parser.add_argument("--level", choices=LEVELS, help="chỉ một cấp")
    parser.add_argument("--json", action="store_true", help="in dạng JSON")


def _list(arguments: Namespace) -> int:
    rows = queries.units(arguments.as_of or clock.today(), arguments.level)
    if arguments.json:
        sys.stdout.write(json.dumps([_as_json(row) for row in rows], ensure_ascii=False, indent=1) + "\n")
        return 0
    for row in rows:
        days = (
            f"{written(row.valid_from) if row.valid_from else '…'} → {written(row.valid_to) if row.valid_to else '…'}"
        )
        sys.stdout.write("\t".join([row.code, row.name, row.level, row.kind, row.parent or "", days]) + "\n")
    return 0


def _as_json(row: UnitRow) -> dict[str, str | None]:
    return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in asdict(row).items()}


def _file(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP")


def _load(arguments: Namespace) -> int:
    done = _told(lambda: load_file(arguments.file, actor=_ACTOR, now=clock.now()))
    sys.stdout.write(
        f"{done.units} đơn vị mới, {done.versions} giai đoạn, {done.changes} thay đổi, {done.classes} nhóm,"
        f" {done.aliases} tên gọi khác đã ghi.\n"
    )
    if done.kept:
        sys.stderr.write(f"Giữ nguyên {len(done.kept)} đơn vị văn phòng đã sửa: {', '.join(done.kept)}.\n")
    return 0


def _export_arguments(parser: ArgumentParser) -> None:
    _file(parser)
    _as_of(parser)
    parser.add_argument("--all", action="store_true", help="mọi giai đoạn của mọi đơn vị")


def _export(arguments: Namespace) -> int:
    as_of = None if arguments.all else arguments.as_of or clock.today()
    found = unit_sheet.lines(as_of)
    saving.save(arguments.file, unit_sheet.COLUMNS, found, len(found), "Đơn vị")
    return 0


def _import_arguments(parser: ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("--apply", action="store_true", help="ghi; không có thì chỉ xem trước")


def _import(arguments: Namespace) -> int:
    try:
        data = arguments.file.read_bytes()
    except OSError as error:
        raise commands.Refused(
            "%(file)s: không đọc được (%(why)s).", file=arguments.file, why=error.strerror
        ) from error
    sheet = _told(lambda: forms.read(arguments.file.name, data, _watch))
    found = importing.preview(sheet.rows)
    errors = [*sheet.errors, *(problem.in_row for problem in found.problems)]
    if errors:
        raise commands.Refused(
            "%(name)s có %(count)s lỗi, chưa ghi gì:\n%(listed)s",
            name=arguments.file.name,
            count=len(errors),
            listed=listed(errors, _MOST_ERRORS),
        )
    _show(found)
    if arguments.apply:
        _told(lambda: importing.import_rows(sheet.rows, actor=_ACTOR, now=clock.now()))
        sys.stdout.write("Đã ghi.\n")
    elif found.differences:
        sys.stdout.write("Chưa ghi gì; thêm --apply để ghi.\n")
    return 0


def _show(found: Import) -> None:
    for one in found.differences:
        what = (
            "mới"
            if one.is_new_unit
            else ", ".join(f"{key}: {one.before.get(key)} → {one.after[key]}" for key in one.after)
        )
        sys.stdout.write(f"Dòng {one.row}\t{one.name}\t{what}\n")
    sys.stdout.write(f"{len(found.differences)} dòng khác, {found.unchanged} dòng giữ nguyên.\n")


def _watch(items: Sequence[Item]) -> Iterator[Item]:
    return commands.progress(items, len(items), "Đơn vị")


def _told(do: Callable[[], Result]) -> Result:
    try:
        return do()
    except Refusal as refusal:
        raise commands.Refused(refusal.sentence) from refusal


commands.register("units", help="liệt kê các đơn vị vào một ngày", run=_list, arguments=_list_arguments)
commands.register("units load", help="nạp một tệp đơn vị", run=_load, arguments=_file)
commands.register("units export", help="xuất danh sách đơn vị ra .xlsx, .csv", run=_export, arguments=_export_arguments)
commands.register("units import", help="nhập danh sách đơn vị từ .xlsx, .csv", run=_import, arguments=_import_arguments)
