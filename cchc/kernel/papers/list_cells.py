"""The cells of a list as they are seen: merged ones said in each row; broken, crossed out or hidden ones refused."""

from collections.abc import Iterable, Iterator

from cchc.kernel.papers.list_sheets import Place, Rows, Table
from cchc.kernel.papers.sheet_parts import letters
from cchc.kernel.papers.types import Refused
from cchc.kernel.refusal import Sentence

_MOST_NAMED = 10


def as_shown(file: str, table: Table) -> Rows:
    """Return the rows of a table, what is merged over several of them in each.

    ``Refused`` names the cells that show an error, were never calculated or are crossed out, and what is filled in
    without being shown.
    """
    _refuse_broken(file, table)
    _refuse_struck(file, table)
    _refuse_hidden(file, table)
    _spell_out(table)
    return table.rows


def _places(table: Table, cells: Iterable[Place]) -> Iterator[tuple[Place, Sentence]]:
    """Yield those of ``cells`` that are read, each with its name: "C5 (Mã)"."""
    names = {place: heading for heading, place in table.head.items()}
    for row, column in sorted(cells):
        if row >= table.at and column in names:
            place = f"{letters(column)}{row + 1}"
            yield (row, column), Sentence("%(place)s (%(heading)s)", place=place, heading=names[column])


def _refuse_broken(file: str, table: Table) -> None:
    broken = table.sheet.part.broken
    found = [
        Sentence("%(cell)s: %(error)s", cell=named, error=broken[place] or Sentence("chưa tính"))
        for place, named in _places(table, broken)
    ]
    if found:
        raise Refused(
            "Tệp “%(name)s” có ô bị lỗi hoặc chưa tính: %(cells)s. Hãy mở tệp, ghi đúng nội dung của ô, lưu rồi gửi"
            " lại.",
            name=file,
            cells=found[:_MOST_NAMED],
        )


def _refuse_struck(file: str, table: Table) -> None:
    """Refuse a cell with crossed-out words or a footnote's mark in it: bare, they would count as what it says."""
    found = [named for _place, named in _places(table, table.sheet.part.worded)]
    if found:
        raise Refused(
            "Tệp “%(name)s” có ô gạch bỏ hoặc có dấu chú thích: %(cells)s. Hãy xóa chữ gạch bỏ, dấu chú thích rồi gửi"
            " lại.",
            name=file,
            cells=found[:_MOST_NAMED],
        )


def _refuse_hidden(file: str, table: Table) -> None:
    part = table.sheet.part
    numbers = [str(number) for number, _values in table.rows if number in part.hidden_rows]
    columns = [
        letters(place)
        for index, place in enumerate(table.head.values())
        if place in part.hidden_columns and any(values[index] is not None for _number, values in table.rows)
    ]
    places = [Sentence("dòng %(numbers)s", numbers=numbers[:_MOST_NAMED])] if numbers else []
    places += [Sentence("cột %(columns)s", columns=columns)] if columns else []
    if places:
        raise Refused(
            "Tệp “%(name)s” có chỗ bị ẩn mà vẫn ghi nội dung: %(places)s. Hãy bỏ lọc, bỏ ẩn để xem lại, hoặc xóa chỗ"
            " không dùng.",
            name=file,
            places=places,
        )


def _spell_out(table: Table) -> None:
    """Say in each row what is merged over it; a figure is refused: nobody knows how much of it is whose."""
    order = {place: (index, heading) for index, (heading, place) in enumerate(table.head.items())}
    by_number = dict(table.rows)
    for (first, column), (last, _last_column) in table.sheet.merged:
        if first < table.at or column not in order or first + 1 not in by_number:
            continue
        index, heading = order[column]
        value = by_number[first + 1][index]
        below = [by_number[number] for number in range(first + 2, last + 2) if number in by_number]
        if below and value is not None and not isinstance(value, str):
            raise Refused(
                "Ô %(place)s (%(heading)s): một số gộp cho nhiều dòng. Hãy bỏ gộp ô rồi ghi số của từng dòng.",
                place=f"{letters(column)}{first + 1}",
                heading=heading,
            )
        for values in below:
            values[index] = value
