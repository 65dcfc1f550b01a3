"""A file that somebody filled in → rows under known headings; whatever is wrong is told by cell."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from cchc.kernel import apart, writing
from cchc.kernel.papers import Limits, Refused
from cchc.kernel.papers.safety import kind_of
from cchc.kernel.papers.sheet_parts import letters
from cchc.kernel.refusal import Sentence, marked
from cchc.kernel.sheets.guarding import bare
from cchc.kernel.text import clean, fold, squeeze

Value = str | int | float | Decimal | dt.date | dt.datetime | None
_Row = tuple[int, list[Value]]
_LIMITS = Limits()
_YES, _NO = {"x", "có", "1", "true", "yes"}, {"", "không", "0", "-", "–", "false", "no"}
_A_DAY = marked(
    "ô này là ngày %(day)s; nếu bảng tính đã đổi chữ gõ vào thành ngày, hãy định dạng cột là Văn bản (Text) rồi gõ lại"
)
_TOTAL = re.compile(
    r"(?:tong(?: (?:cong|so|diem))*|cong|(?:diem )?(?:trung binh|binh quan)|total|sum|average|mean)"
    r"(?:,? (?:chung|cua|cac|khoi|toan|ca|tinh|huyen|thi xa|thanh pho|xa|phuong|thi tran|so|ban|nganh|don vi|dia phuong"
    r"|co quan|cap|diem|\d+))*(?: ?\([^()]*\))?"
)
"""What people write below or above a list, in the place of a name; "Tổng công ty A" is a name."""

_WARM = ("cchc.kernel.papers.xlsx", "python_calamine")


@dataclass(frozen=True)
class Line:
    """One row of the file: its own number there, and its cells by heading; an empty cell is ``None``.

    A number that the file shows with more decimals than it has is a ``Decimal``: a code 1.10 is no 1.1.
    """

    number: int
    cells: Mapping[str, Value]
    _columns: Mapping[str, int] = field(repr=False, default_factory=dict)

    def text(self, heading: str) -> str:
        """Return the cell as text, white space folded; a whole number without a decimal point.

        ``Refused`` for a day: a code 1.2 or a figure 1/2 that a spreadsheet made one can't be told from it any more.
        """
        value = self.cells.get(heading)
        if isinstance(value, dt.date):
            raise self.wrong(heading, Sentence(_A_DAY, day=writing.date(value)))
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else squeeze(str(value))

    def lines(self, heading: str) -> str:
        """Return the cell with its own lines and indents, as a rule or a remark is written; a remark may be a day."""
        value = self.cells.get(heading)
        if isinstance(value, dt.date):
            return writing.date(value)
        text = clean(value) if isinstance(value, str) else self.text(heading)
        return "\n".join(text.splitlines()).strip("\n")

    def flag(self, heading: str) -> bool:
        """Return whether the cell says yes; ``Refused`` for any other word than those for yes and for no."""
        said = self.text(heading).lower()
        if said in _YES or said in _NO:
            return said in _YES
        raise self.wrong(heading, Sentence("“%(said)s” không rõ: ghi x hoặc có; không thì để trống", said=said[:60]))

    def adds_up(self, heading: str) -> bool:
        """Tell whether the cell names a sum or an average of the other rows: "Tổng cộng", "Trung bình các huyện"."""
        return bool(_TOTAL.fullmatch(fold(self.text(heading)).strip(" .:")))

    def wrong(self, heading: str, why: Sentence) -> Refused:
        """Return the refusal that names the cell: “Ô C5 (Mã): …”."""
        place = f"{letters(self._columns[heading])}{self.number}" if heading in self._columns else str(self.number)
        return Refused("Ô %(place)s (%(heading)s): %(why)s", heading, place=place, heading=heading, why=why)


def read(
    name: str,
    data: bytes,
    required: Sequence[str],
    optional: Sequence[str] = (),
    bounds: apart.Bounds = apart.IN_A_REQUEST,
    *,
    extras: Sequence[str] | None = (),
) -> list[Line]:
    """Return the rows under the headings of an .xlsx or .csv file, in any order of columns, empty rows left out.

    A child process reads them (``papers.listing``). Raises ``Refusal`` for a file that can't be read within
    ``bounds``, is too long, lacks a heading or has one twice, and for a heading that is neither asked for nor one of
    ``extras`` (``None``: any may stand there), where a slip would leave a column out.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in {".csv", ".xlsx"}:
        raise Refused("Tệp “%(name)s” phải là .xlsx hoặc .csv.", name=name)
    if suffix == ".xlsx":
        kind_of(name, data, _LIMITS)
    elif len(data) > _LIMITS.bytes:
        raise Refused("Tệp “%(name)s” quá lớn: hãy tách thành nhiều tệp.", name=name)
    about = {"name": name, "kind": suffix.removeprefix(".")}
    words: dict[str, Any] = {"required": [*map(str, required)], "optional": [*map(str, optional)]}
    answer = apart.ask(
        "cchc.kernel.papers.listing:lines", data, name=name, bounds=bounds, warm=_WARM, refusals=(Refused,),
        file=about, extras=extras if extras is None else [*map(str, extras)], **words,
    )  # fmt: skip
    try:
        columns = apart.made(dict[str, int], answer.value["columns"])
        rows = apart.made(list[_Row], answer.value["rows"])
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(apart.DAMAGED, name=name) from error
    return [Line(number, dict(zip(columns, map(_bare, values), strict=True)), columns) for number, values in rows]


def _bare(value: Value) -> Value:
    return bare(value) if isinstance(value, str) else value
