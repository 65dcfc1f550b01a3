"""A column is as wide as the longest sum in it; what is left is shared as the document asks."""

import pytest

from cchc.documents.rules.widths import INSET, fitted, room
from cchc.documents.types import Column, Row, Run, Table

ROOM = room(210, 50)


def table(*cells: str, widths: tuple[float, ...] = (3.0, 1.0, 1.0)) -> Table:
    columns = tuple(Column(title, width) for title, width in zip(("Việc", "Tiền", "Vốn"), widths, strict=True))
    return Table(columns, (Row(cells), Row(("I", "Cải cách"), group=True)), size=11)


def widths(of: Table) -> list[float]:
    whole = sum(column.width for column in of.columns)
    return [ROOM * column.width / whole for column in of.columns]


def test_what_fits_keeps_its_share() -> None:
    assert widths(fitted(table("Việc", "20", "NS"), ROOM, 13)) == pytest.approx([ROOM * 0.6, ROOM * 0.2, ROOM * 0.2])


@pytest.mark.parametrize("words", ["1.500.000.000", "999.999.999.999 đồng"])
def test_a_long_sum_has_room_and_the_others_share_the_rest(words: str) -> None:
    work, money, funds = widths(fitted(table("Việc", words, "NS", widths=(9.0, 0.5, 0.5)), ROOM, 13))
    figures = sum(5.5 if letter.isdigit() else 2.75 for letter in words.split()[0])
    assert money >= figures + 2 * INSET
    assert work == pytest.approx(18 * funds, rel=0.5)
    assert work + money + funds == pytest.approx(ROOM)


def test_an_address_does_not_press_the_others_and_bold_words_are_wider() -> None:
    work, *_ = widths(fitted(table("x" * 300, "20", "NS"), ROOM, 13))
    assert work == pytest.approx(ROOM * 0.6)
    plain = Table((Column("a", 0.1), Column("b")), (Row(((Run("1.500.000.000"),), "b")),))
    bold = Table((Column("a", 0.1), Column("b")), (Row(((Run("1.500.000.000", bold=True),), "b")),))
    assert widths(fitted(bold, ROOM, 13))[0] > widths(fitted(plain, ROOM, 13))[0]


def test_where_nothing_fits_the_table_stays_as_it_is() -> None:
    wide = Table(tuple(Column("Chữ") for _ in range(40)), (Row(tuple("1.500.000.000" for _ in range(40))),))
    assert fitted(wide, ROOM, 13) == wide


def test_where_not_every_word_has_room_the_sums_have() -> None:
    words = tuple("Theo-Quyết-định-số-1234" for _ in range(8))
    crowded = Table(tuple(Column("Chữ") for _ in range(9)), (Row((*words, "1.500.000.000")),), size=11)
    assert widths(fitted(crowded, ROOM, 13))[-1] >= 63.25 + 2 * INSET
