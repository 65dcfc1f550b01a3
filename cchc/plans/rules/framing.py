"""The head of a plan as it stands now, read or typed: number, day and year are judged alike, whoever wrote them."""

import datetime as dt
import re
from collections.abc import Iterator

from cchc.kernel import writing
from cchc.plans.rules.draft import Draft
from cchc.plans.rules.reading import kinds
from cchc.plans.rules.reading import title as titles

_NUMBERED = re.compile(r"\A\d+[A-Za-z]?\s*[/\-–]")


def questions(draft: Draft, today: dt.date | None) -> Iterator[tuple[str, str]]:
    """Yield the field and the question about a number, a year or a day that no such plan would have."""
    number, year, issued_on = draft.number, draft.year, draft.issued_on
    if number and not (_NUMBERED.match(number) and kinds.is_known(number)):
        yield "number", f"Số “{number}” không phải số, ký hiệu của một kế hoạch: hãy xem lại bản đã ký."
    named = titles.year(draft.title, None)
    if year and named.is_stated and named.year != year:
        yield "year", f"Trích yếu nêu năm {named.year}, năm của kế hoạch ghi {year}: hãy xem lại bản đã ký."
    if issued_on and today and issued_on > today:
        yield "issued_on", f"Ngày ban hành {writing.date(issued_on)} chưa đến: hãy xem lại bản đã ký."
    elif issued_on and year and not titles.is_issued_for(issued_on, year):
        yield "issued_on", f"Ngày ban hành {writing.date(issued_on)} không thuộc năm {year}: hãy xem lại bản đã ký."
