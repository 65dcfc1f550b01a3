"""Sheets, schemes and results as tables."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from cchc.kernel.sheets import Column
from cchc.par_index.models import Sheet
from cchc.par_index.queries.results import Before, Table
from cchc.par_index.queries.rolled_up import Overview
from cchc.par_index.queries.sheet import Row
from cchc.par_index.rules import rule_text
from cchc.par_index.rules.numbers import rounded
from cchc.par_index.types import Scheme


def sheet_rows(rows: Sequence[Row], scheme: Scheme) -> tuple[list[Column], Iterator[list[Any]]]:
    """Return a unit's sheet: code, title, maximum, the three figures, reasons."""
    columns = [
        Column(_("Mã"), width=10), Column(_("Tiêu chí"), width=60), Column(_("Điểm tối đa"), "number"),
        Column(_("Tự chấm"), "number"), Column(_("Giải trình"), "number"), Column(_("Thẩm định"), "number"),
        Column(_("Cách tính"), width=60), Column(_("Ý kiến thẩm định"), width=40),
        Column(_("Cơ quan thẩm định"), width=30),
    ]  # fmt: skip
    return columns, (_sheet_row(row, scheme) for row in rows)


def _sheet_row(row: Row, scheme: Scheme) -> list[Any]:
    def shown(score: Any) -> Any:
        return None if score is None else rounded(score.points, scheme.places, scheme.mode)

    last = row.appraised or row.own
    return [
        row.node.code, row.node.title, row.node.max, shown(row.own), shown(row.explained), shown(row.appraised),
        last.why if last else "", row.appraised.note if row.appraised else "", row.body,
    ]  # fmt: skip


def standing_rows(lines: Sequence[tuple[str, Sheet]], scheme: Scheme) -> tuple[list[Column], Iterator[list[Any]]]:
    """Return how each unit of a round stands: locked when, points, what is still missing or not appraised."""
    columns = [
        Column(_("Đơn vị"), width=40), Column(_("Khóa tự chấm lúc"), "moment"), Column(_("Tự chấm"), "number"),
        Column(_("Đang tính"), "number"), Column(_("Tối đa áp dụng"), "number"), Column(_("Chưa có điểm"), width=40),
        Column(_("Chưa thẩm định"), width=40),
    ]  # fmt: skip

    def shown(value: Any) -> Any:
        return rounded(value, scheme.places, scheme.mode)

    rows = (
        [name, sheet.locked_at, shown(sheet.self_points), shown(sheet.points), shown(sheet.most),
         ", ".join(sheet.missing), ", ".join(sheet.open_leaves)]
        for name, sheet in lines
    )  # fmt: skip
    return columns, iter(rows)


def result_rows(table: Table) -> tuple[list[Column], Iterator[list[Any]]]:
    """Return the results: rank, unit, points, index, class, each field, rank before."""
    scheme = table.scheme
    columns = [
        Column(_("Hạng"), "number", 8), Column(_("Đơn vị"), width=40), Column(_("Điểm"), "number"),
        Column(_("Điểm tối đa áp dụng"), "number"), Column(_("Chỉ số (%)"), "number"), Column(_("Xếp loại"), width=14),
        Column(_("Tự chấm"), "number"),
        *(Column(f"{node.code}. {node.title}", "number") for node in scheme.fields),
        Column(_("Hạng kỳ trước"), width=14),
    ]  # fmt: skip
    return columns, (_result_row(line, scheme) for line in table.lines)


def _result_row(line: Any, scheme: Scheme) -> list[Any]:
    def shown(value: Any) -> Any:
        return rounded(value, scheme.places, scheme.mode)

    one = line.result
    return [
        line.rank, line.name, shown(one.points), shown(one.max), shown(one.index), line.band, shown(line.self_points),
        *(shown(one.sums[node.code][0]) for node in scheme.fields if node.code in one.sums),
        "; ".join(_before(one, alone=len(line.before) == 1) for one in line.before),
    ]  # fmt: skip


def _before(one: Before, *, alone: bool) -> str:
    if not alone:
        return f"{one.name}: {one.rank}"
    return f"{one.rank} ({one.operator})" if one.operator else f"{one.rank}"


def place_rows(found: Overview) -> tuple[list[Column], Iterator[list[Any]]]:
    """Return the units of all operators by index."""
    columns = [
        Column(_("Hạng chung"), "number", 10), Column(_("Đơn vị"), width=40), Column(_("Cơ quan chấm"), width=40),
        Column(_("Hạng tại nơi chấm"), "number", 10), Column(_("Chỉ số (%)"), "number"),
        Column(_("Xếp loại"), width=14),
    ]  # fmt: skip
    scheme = found.scheme
    places, mode = (scheme.places, scheme.mode) if scheme else (2, "half_up")
    return columns, (
        [one.rank, one.name, one.operator, one.own_rank, rounded(one.index, places, mode), one.band]
        for one in found.places
    )


SCHEME_COLUMNS = (
    "Mã", "Tên", "Điểm tối đa", "Loại", "Kiểu quy tắc", "Quy tắc", "Cơ quan thẩm định", "Tài liệu kiểm chứng", "Số đo",
    "Không áp dụng", "Mở cho cấp dưới",
)  # fmt: skip


def scheme_rows(scheme: Scheme) -> tuple[list[Column], Iterator[list[Any]]]:
    """Return a scheme as a table that can be read back."""
    widths = (10, 60, 12, 12, 22, 50, 30, 30, 26, 10, 10)
    columns = [Column(title, width=width) for title, width in zip(SCHEME_COLUMNS, widths, strict=True)]
    return columns, (
        [
            node.code, node.title, str(node.max), node.kind, str((node.rule or {}).get("type", "")),
            rule_text.write(node.rule) if node.rule else "", node.owner, node.evidence, node.indicator,
            "x" if node.na_allowed else "", "x" if node.is_open else "",
        ]
        for node in scheme.nodes.values()
    )  # fmt: skip
