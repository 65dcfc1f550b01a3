"""An invented list for the gallery: what a module says of one, whole."""

import datetime as dt
from typing import Any

from django.http import QueryDict

from cchc.ui import listing, lists
from cchc.ui.lists import Asked, Column, Empty, List, Part, Rows, Shown, keeping


def _title(row: dict[str, Any], _about: None) -> str:
    return str(row["title"])


WORKS = List(
    key="ui.works",
    title="Việc của đơn vị",
    file="viec",
    columns=(
        Column("viec", "Việc", _title, (Part("Việc", _title, width=60),), look="wide", names=True),
        lists.day("han", "Hạn", lambda row, _about: row["due"]),
        lists.figure("xong", "Hoàn thành (%)", lambda row, _about: row["percent"]),
        lists.words("ghi-chu", "Ghi chú", lambda row, _about: row["note"], usual=False),
    ),
    orders={"viec": lambda row: row["title"], "han": lambda row: row["due"]},
    first="han",
    filters=(lists.search("Nội dung"), lists.choice("quy", "Quý", [(1, "Quý I"), (2, "Quý II")]), lists.year()),
    narrow="Lọc việc của đơn vị",
    empty=Empty("Chưa có việc nào", "Không có việc nào như vậy", "Việc đến khi kế hoạch được ban hành."),
)


def shown() -> Shown:
    """Return the list narrowed to a quarter, which its reader has kept under a name."""
    params, title = QueryDict("quy=1"), "Rà soát quy trình tiếp nhận và trả kết quả"
    rows = [{"title": f"{title} {n}", "due": dt.date(2019, 9, n), "percent": 10 * n, "note": ""} for n in range(1, 4)]
    kept = keeping.Kept(filters=(keeping.Saved("Việc quý I", "quy=1"),))
    asked = Asked(WORKS, params, "/ui/", listing.Sort.read(params, WORKS.orders, WORKS.first), kept, "")
    return lists.page(asked, Rows(rows))
