"""Order and page of a list come from the address, whatever the address says."""

import pytest
from django.http import QueryDict

from cchc.ui import listing

COLUMNS = {"due": "due_date", "code": "task__code"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ("-due_date", "pk")),
        ("sap=code", ("task__code", "pk")),
        ("sap=-code", ("-task__code", "pk")),
        ("sap=password", ("-due_date", "pk")),
        ("sap=--code", ("-due_date", "pk")),
    ],
)
def test_only_known_columns_order_a_list(query: str, expected: tuple[str, str]) -> None:
    assert listing.Sort.read(QueryDict(query), COLUMNS, "-due").order_by(COLUMNS) == expected


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("2", 2), ("99", 3), ("-1", 3), ("x", 1)])
def test_a_page_that_does_not_exist_becomes_one_that_does(asked: str, number: int) -> None:
    page = listing.page_of(list(range(120)), QueryDict(f"trang={asked}"))
    assert page.number == number
    assert len(page) <= listing.PER_PAGE
