"""A list is ordered, narrowed, paged and handed out as its address asks; what a reader keeps of it is theirs."""

import csv
import io
from typing import Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from cchc.kernel.refusal import Refusal
from cchc.ui import lists
from cchc.ui.lists import Asked, Rows, keeping
from cchc.ui.models import KeptView
from cchc.ui.pages.sample_works import WORKS

ROWS = [
    {"title": title, "due": None, "percent": percent, "note": note}
    for title, percent, note in [("b", 20, "=1+1"), ("a", 10, ""), ("c", 30, "gấp")]
]
ORDERS = {"viec": lambda row: row["title"], "xong": lambda row: row["percent"]}


def asked(query: str = "", *, columns: tuple[str, ...] = (), **changed: Any) -> Asked:
    """Return what an address asks of the gallery's list, ordered as ``ORDERS`` says."""
    of = lists.List(**{**vars(WORKS), "orders": ORDERS, "first": "viec", **changed})
    request = RequestFactory().get(f"/viec/?{query}")
    request.user = type("Reader", (), {"kept_views": [kept(columns=columns)] if columns else []})()  # type: ignore
    return lists.asked(request, of)


def kept(name: str = "", query: str = "", columns: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"of": WORKS.key, "name": name, "query": query, "columns": list(columns)}


def table(query: str, **how: Any) -> list[list[str]]:
    sent = lists.sheet(asked(query, **how), Rows(ROWS))
    return list(csv.reader(io.StringIO(b"".join(sent).decode("utf-8-sig"))))  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("query", "titles"),
    [("", "abc"), ("sap=viec", "abc"), ("sap=-viec", "cba"), ("sap=-xong", "cba"), ("sap=mat-khau", "abc")],
)
def test_the_address_orders_the_rows_of_page_and_file(query: str, titles: str) -> None:
    assert [row["title"] for row in lists.page(asked(query), Rows(ROWS)).page.object_list] == list(titles)
    assert [row[0] for row in table(f"{query}&xuat=csv")[1:]] == list(titles)


def test_filters_are_read_and_what_cannot_be_read_narrows_nothing() -> None:
    values = dict(asked("q=+hai++ba&quy=9&nam=nay").values)
    assert values == {"q": "hai ba", "quy": "", "nam": None}
    assert asked("quy=2&nam=2019").narrowing == [("quy", "2"), ("nam", "2019")]


def test_an_order_keeps_the_filters_and_leaves_the_page() -> None:
    heads = lists.page(asked("quy=2&trang=3&sap=viec"), Rows(ROWS)).head
    assert 'aria-sort="ascending"><a data-sort href="?quy=2&amp;sap=-viec"' in heads
    assert '<th scope="col">Hạn</th>' in heads, "no order is declared for it"


def test_columns_are_the_usual_ones_until_the_reader_chooses() -> None:
    assert [one.key for one in asked().columns] == ["viec", "han", "xong"]
    assert [one.key for one in asked(columns=("ghi-chu", "gone")).columns] == ["viec", "ghi-chu"]


def test_a_file_has_the_columns_shown_and_all_of_them_where_asked() -> None:
    assert table("xuat=csv")[0] == ["Việc", "Hạn", "Hoàn thành (%)"]
    assert table("xuat=csv", columns=("ghi-chu",)) == [["Việc", "Ghi chú"], ["a", ""], ["b", "'=1+1"], ["c", "gấp"]]
    assert table("xuat=csv&cot=tat-ca", columns=("ghi-chu",))[0] == ["Việc", "Hạn", "Hoàn thành (%)", "Ghi chú"]
    sent = io.BytesIO(b"".join(lists.sheet(asked("xuat=xlsx"), Rows(ROWS))))  # type: ignore[call-overload]
    rows = CalamineWorkbook.from_filelike(sent).get_sheet_by_index(0).to_python()
    assert rows[1:] == [["a", "", 10], ["b", "", 20], ["c", "", 30]]


def test_a_file_is_bounded() -> None:
    assert len(table("xuat=csv", most=2)) == 3


def test_cells_are_escaped_and_named_for_a_phone() -> None:
    rows = [{**ROWS[0], "title": "<b>&"}]
    drawn = lists.page(asked(), Rows(rows)).rows
    assert '<th scope="row" class="wide">&lt;b&gt;&amp;</th>' in drawn
    assert '<td data-label="Hoàn thành (%)" class="num">20</td>' in drawn


def test_a_filter_is_known_again_whatever_else_the_address_says() -> None:
    one = asked("quy=1&trang=2&la=1&sap=-viec")
    assert one.query == "quy=1&sap=-viec"
    saved = keeping.Saved("Quý I", one.query)
    again = Asked(one.of, QueryDict("sap=-viec&quy=1"), "/", one.sort, keeping.Kept(filters=(saved,)), "")
    assert again.saved == saved
    assert asked("").saved is None


def test_what_is_a_record_of_this_page_alone_is_not_kept() -> None:
    here = lists.choice("linh-vuc", "Lĩnh vực", [(7, "1. Thể chế")], is_kept=False)
    one = asked("linh-vuc=7&quy=1", filters=(*WORKS.filters, here))
    assert one.narrowing == [("quy", "1"), ("linh-vuc", "7")]
    assert one.query == "quy=1"


@pytest.mark.django_db
def test_of_a_list_that_there_is_none_no_columns_are_kept() -> None:
    with pytest.raises(Refusal):
        keeping.keep_columns(1, f"{'a' * 80}.b", ["han"])
    assert KeptView.objects.count() == 0


@pytest.mark.django_db
def test_a_name_is_kept_once_and_dropped() -> None:
    keeping.keep_filter(1, "ui.works", " Quý  I ", "quy=1")
    keeping.keep_filter(1, "ui.works", "Quý I", "quy=2")
    keeping.keep_filter(2, "ui.works", "Quý I", "quy=3")
    keeping.keep_columns(1, "ui.works", ["han"])
    keeping.keep_columns(1, "ui.works", ["ghi-chu", "<b>"])
    said = KeptView.objects.filter(owner_id=1).order_by("name").values_list("name", "query", "columns")
    assert list(said) == [("", "", ["ghi-chu"]), ("Quý I", "quy=2", [])]
    keeping.drop_filter(1, "ui.works", "Quý I")
    keeping.drop_filter(1, "ui.works", "")
    keeping.drop_filter(1, "ui.works", "Không có")
    assert list(KeptView.objects.order_by("pk").values_list("owner_id", "name")) == [(2, "Quý I"), (1, "")]
    keeping.keep_columns(1, "ui.works", [])
    assert KeptView.objects.filter(owner_id=1).count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("listing", "name"), [("ui.works", "  "), ("ui.works", "x" * 61), ("<script>", "a"), ("ui.no_such", "a")]
)
def test_what_is_no_name_or_no_list_is_refused(listing: str, name: str) -> None:
    with pytest.raises(Refusal):
        keeping.keep_filter(1, listing, name, "")


@pytest.mark.django_db
def test_a_list_has_as_many_filters_as_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MAX_FILTERS", 2)
    for name in ("a", "b", "a"):
        keeping.keep_filter(1, "ui.works", name, "")
    with pytest.raises(Refusal):
        keeping.keep_filter(1, "ui.works", "c", "")
