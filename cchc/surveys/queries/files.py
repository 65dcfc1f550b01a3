"""Files of samples and of forms: every cell that can't be taken is named."""

from decimal import Decimal

from cchc.kernel import sheets
from cchc.kernel.reading import Unreadable, decimal, number
from cchc.kernel.refusal import Refusal, Sentence
from cchc.kernel.text import choose, spelling
from cchc.organisation import queries as organisation
from cchc.surveys.models import RatedUnit, Sample, Survey

UNIT, FORM, STRATUM, POPULATION = "Đơn vị", "Số phiếu", "Nhóm", "Số giao dịch"
_MAX_POPULATION = 100_000_000
_LONGEST_FORM = 60
_OF_THE_TABLE = ("Cần", "Hợp lệ", "Không hợp lệ")
_OF_A_WEB_FORM = ("Dấu thời gian", "Timestamp", "Thời gian trả lời", "Thư điện tử", "Email")
"""What files say besides that come from the platform's own table of a survey, and from a form on the web."""


def headings(survey: Survey) -> list[str]:
    """Return the headings of the file in which forms are brought in."""
    return [FORM, UNIT, STRATUM, *(question["key"] for question in survey.questions)]


def samples(name: str, file: bytes, survey: Survey) -> list[tuple[int, str, int]]:
    """Return (unit, stratum, population) of a file; ``Refused`` names the cell.

    A group that a unit has twice, whatever its capitals, is refused: which of the two figures counts?
    """
    units = _Units(survey)
    results = [question["code"] for question in survey.questions]
    rows = []
    before: dict[tuple[int, str], int] = {}
    for line in sheets.read(name, file, [UNIT, POPULATION], [STRATUM], extras=(*_OF_THE_TABLE, *results)):
        unit, stratum = units.of(line), line.text(STRATUM)
        first = before.setdefault((unit, spelling(stratum)), line.number)
        if first != line.number:
            why = Sentence("đơn vị đã có nhóm này ở dòng %(line)s", line=first)
            raise line.wrong(STRATUM, why) if stratum else line.wrong(UNIT, _twice(first))
        rows.append((unit, stratum, _population(line)))
    return rows


def _twice(first: int) -> Sentence:
    return Sentence("đơn vị đã có ở dòng %(line)s: hãy ghi nhóm của từng dòng, hoặc cộng vào một dòng", line=first)


def _population(line: sheets.Line) -> int:
    """Return the whole number of a cell: what people typed as text is read as they write it, 1.250 for 1250."""
    cell = line.cells.get(POPULATION)
    try:
        count = decimal(cell) if isinstance(cell, int | float | Decimal) else number(line.text(POPULATION))
    except Unreadable:
        count = Decimal(-1)
    if count != count.to_integral_value() or not 0 <= count <= _MAX_POPULATION:
        raise line.wrong(POPULATION, Sentence("“%(text)s” không phải số giao dịch", text=line.text(POPULATION)))
    return int(count)


class _Units:
    """The units of a survey as a file writes them: whoever is not sure to be meant gets nothing."""

    def __init__(self, survey: Survey) -> None:
        self._rated = frozenset(RatedUnit.objects.filter(survey=survey).values_list("unit_id", flat=True))
        self._written = organisation.Written(survey.last_on, among=self._rated)

    def of(self, line: sheets.Line) -> int:
        text = line.text(UNIT)
        try:
            unit = self._written.unit(text)
        except Refusal as unsure:
            raise line.wrong(UNIT, unsure.sentence) from unsure
        if unit not in self._rated:
            raise line.wrong(UNIT, Sentence("“%(text)s” không thuộc khảo sát này", text=text))
        return unit


def forms(name: str, file: bytes, survey: Survey) -> list[tuple[int, str, str, dict[str, str]]]:
    """Return the forms of a file; a unit that the survey is not about, or a number twice, is refused with its cell.

    A group is taken for the one of the sample that it names.
    """
    units = _Units(survey)
    strata = set(Sample.objects.filter(survey=survey).values_list("stratum", flat=True))
    keys = [question["key"] for question in survey.questions]
    rows, seen = [], set()
    for line in sheets.read(name, file, [FORM, UNIT], [STRATUM, *keys], extras=_OF_A_WEB_FORM):
        unit, number = units.of(line), line.text(FORM)
        if len(number) > _LONGEST_FORM:
            raise line.wrong(FORM, Sentence("số phiếu dài quá %(most)s ký tự", most=_LONGEST_FORM))
        if not number or number in seen:
            raise line.wrong(FORM, Sentence("số phiếu “%(number)s” trống hoặc có hai lần trong tệp", number=number))
        seen.add(number)
        stratum = choose(line.text(STRATUM), strata) or line.text(STRATUM)
        rows.append((unit, number, stratum, {key: line.text(key) for key in keys if line.text(key)}))
    return rows
