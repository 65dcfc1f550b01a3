"""The log as a table, to look at elsewhere."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from cchc.kernel import sheets
from cchc.kernel.history import entries, shown
from cchc.kernel.refusal import marked

WHAT = marked("Nhật ký xuất ra tệp")
"""What was read, as the trail tells it, where somebody takes the log away."""

MOST = {"xlsx": 5_000, "csv": 50_000}
"""An .xlsx is written whole while somebody waits, a .csv is made as it is sent; more is asked for day by day."""
COLUMNS = [
    sheets.Column(_("Số"), "number", 10),
    sheets.Column(_("Thời điểm"), "moment"),
    sheets.Column(_("Người thực hiện"), width=30),
    sheets.Column(_("Từ đâu"), width=24),
    sheets.Column(_("Thao tác"), width=10),
    sheets.Column(_("Loại bản ghi"), width=22),
    sheets.Column(_("Bản ghi"), width=12),
    sheets.Column(_("Trước"), width=50),
    sheets.Column(_("Sau"), width=50),
]


def rows(query: entries.Query, most: int) -> Iterator[tuple[Any, ...]]:
    """Yield the newest ``most`` entries that match, newest first."""
    below, left = None, most
    while left and (found := entries.search(query, below=below, limit=min(left, 1000))):
        for one in found:
            row = (one.row, _json(one.before), _json(one.after))
            yield one.seq, one.at, one.who, one.source, shown.action(one.action), shown.table(one.table), *row
        below, left = found[-1].seq, left - len(found)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False) if content else ""
