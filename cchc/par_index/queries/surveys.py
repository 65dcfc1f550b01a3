"""Files of samples and of forms, and what stands behind each unit's survey figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from cchc.kernel import sheets
from cchc.kernel.reading import Unreadable, decimal, number
from cchc.kernel.refusal import Refusal, Sentence
from cchc.kernel.text import choose, sort_key, spelling
from cchc.organisation import queries as organisation
from cchc.par_index.models import Answer, Round, Sample, Score, Sheet, Survey
from cchc.par_index.queries import schemes
from cchc.par_index.rules import sampling
from cchc.par_index.states import Source

UNIT, FORM, STRATUM, POPULATION = "Đơn vị", "Số phiếu", "Nhóm", "Số giao dịch"
_MOST_POPULATION = 100_000_000
_LONGEST_FORM = 60
_OF_THE_TABLE = ("Cần", "Hợp lệ", "Không hợp lệ")
_OF_A_WEB_FORM = ("Dấu thời gian", "Timestamp", "Thời gian trả lời", "Thư điện tử", "Email")
"""What files say besides that come from the platform's own table of a survey, and from a form on the web."""


@dataclass(frozen=True)
class Line:
    """One unit: forms wanted, valid and void; the points of each surveyed leaf, nothing below the minimum."""

    unit_id: int
    name: str
    population: int
    quota: int
    valid: int
    void: int
    points: Mapping[str, Decimal]
    is_enough: bool

    @property
    def is_short_of_quota(self) -> bool:
        return self.valid < self.quota


def of_number(survey_id: int) -> Survey:
    """Return a survey; 1 query."""
    return Survey.objects.get(pk=survey_id)


def headings(survey: Survey) -> list[str]:
    """Return the headings of the file in which forms are brought in."""
    return [FORM, UNIT, STRATUM, *(question["key"] for question in survey.questions)]


def samples(name: str, file: bytes, of: Round) -> list[tuple[int, str, int]]:
    """Return (unit, stratum, population) of a file; ``Refused`` names the cell.

    A group that a unit has twice, whatever its capitals, is refused: which of the two figures counts?
    """
    units = _Units(of)
    points = [leaf.code for leaf in schemes.read(of.scheme).leaves if leaf.is_survey]
    found = []
    before: dict[tuple[int, str], int] = {}
    for line in sheets.read(name, file, [UNIT, POPULATION], [STRATUM], extras=(*_OF_THE_TABLE, *points)):
        unit, stratum = units.of(line), line.text(STRATUM)
        first = before.setdefault((unit, spelling(stratum)), line.number)
        if first != line.number:
            why = Sentence("đơn vị đã có nhóm này ở dòng %(line)s", line=first)
            raise line.wrong(STRATUM, why) if stratum else line.wrong(UNIT, _twice(first))
        found.append((unit, stratum, _population(line)))
    return found


def _twice(first: int) -> Sentence:
    return Sentence("đơn vị đã có ở dòng %(line)s: hãy ghi nhóm của từng dòng, hoặc cộng vào một dòng", line=first)


def _population(line: sheets.Line) -> int:
    """Return the whole number of a cell: what people typed as text is read as they write it, 1.250 for 1250."""
    cell = line.cells.get(POPULATION)
    try:
        count = decimal(cell) if isinstance(cell, int | float | Decimal) else number(line.text(POPULATION))
    except Unreadable:
        count = Decimal(-1)
    if count != count.to_integral_value() or not 0 <= count <= _MOST_POPULATION:
        raise line.wrong(POPULATION, Sentence("“%(text)s” không phải số giao dịch", text=line.text(POPULATION)))
    return int(count)


class _Units:
    """The units of a round as a file writes them: whoever is not sure to be meant gets nothing."""

    def __init__(self, of: Round) -> None:
        self._scored = frozenset(Sheet.objects.filter(round=of).values_list("unit_id", flat=True))
        self._written = organisation.Written(of.last_on, among=self._scored)

    def of(self, line: sheets.Line) -> int:
        text = line.text(UNIT)
        try:
            unit = self._written.unit(text)
        except Refusal as unsure:
            raise line.wrong(UNIT, unsure.sentence) from unsure
        if unit not in self._scored:
            raise line.wrong(UNIT, Sentence("“%(text)s” không thuộc đợt chấm này", text=text))
        return unit


def forms(name: str, file: bytes, survey: Survey) -> list[tuple[int, str, str, dict[str, str]]]:
    """Return the forms of a file; a unit that is not in the round, or a number twice, is refused with its cell.

    A group is taken for the one of the sample that it names.
    """
    units = _Units(survey.round)
    strata = set(Sample.objects.filter(survey=survey).values_list("stratum", flat=True))
    keys = [question["key"] for question in survey.questions]
    found, seen = [], set()
    for line in sheets.read(name, file, [FORM, UNIT], [STRATUM, *keys], extras=_OF_A_WEB_FORM):
        unit, number = units.of(line), line.text(FORM)
        if len(number) > _LONGEST_FORM:
            raise line.wrong(FORM, Sentence("số phiếu dài quá %(most)s ký tự", most=_LONGEST_FORM))
        if not number or number in seen:
            raise line.wrong(FORM, Sentence("số phiếu “%(number)s” trống hoặc có hai lần trong tệp", number=number))
        seen.add(number)
        stratum = choose(line.text(STRATUM), strata) or line.text(STRATUM)
        found.append((unit, number, stratum, {key: line.text(key) for key in keys if line.text(key)}))
    return found


def lines(found: Round, survey: Survey) -> list[Line]:
    """Return a line a unit by name; 4 queries."""
    units = dict(Sheet.objects.filter(round=found).values_list("unit_id", "pk"))
    names = organisation.full_names(units, found.last_on)
    planned = {
        row["unit_id"]: (row["people"], row["needed"])
        for row in Sample.objects.filter(survey=survey)
        .values("unit_id")
        .annotate(people=Sum("population"), needed=Sum("quota"))
    }
    came = {
        row["unit_id"]: (row["valid"], row["bad"])
        for row in Answer.objects.filter(survey=survey)
        .values("unit_id")
        .annotate(valid=Count("pk", filter=Q(void="")), bad=Count("pk", filter=~Q(void="")))
    }
    points: dict[int, dict[str, Decimal]] = {}
    for sheet_id, code, value in Score.objects.filter(sheet__round=found, source=Source.SURVEY).values_list(
        "sheet_id", "code", "points"
    ):
        points.setdefault(sheet_id, {})[code] = value
    made = [
        Line(
            unit, names.get(unit, ""), *planned.get(unit, (0, 0)), *came.get(unit, (0, 0)),
            points.get(sheet_id, {}), came.get(unit, (0, 0))[0] >= survey.minimum,
        )
        for unit, sheet_id in units.items()
    ]  # fmt: skip
    return sorted(made, key=lambda line: sort_key(line.name))


@dataclass(frozen=True)
class Stratum:
    """One stratum of a unit's sample: who there is, how many forms are wanted, and how many valid ones came."""

    name: str
    stratum: str
    population: int
    quota: int
    valid: int


def groups(survey: Survey) -> list[str]:
    """Return the groups of a survey's sample, in Vietnamese order; 1 query."""
    rows = Sample.objects.filter(survey=survey).exclude(stratum="").values_list("stratum", flat=True).distinct()
    return sorted(rows.order_by(), key=sort_key)


def strata(survey: Survey, names: Mapping[int, str]) -> list[Stratum]:
    """Return the strata of every unit that has any, at most 1,000; 2 queries."""
    came = {
        (row["unit_id"], row["stratum"]): row["n"]
        for row in Answer.objects.filter(survey=survey, void="")
        .exclude(stratum="")
        .values("unit_id", "stratum")
        .annotate(n=Count("pk"))
    }
    rows = Sample.objects.filter(survey=survey).exclude(stratum="").order_by("unit_id", "stratum")[:1_000]
    found = [
        Stratum(names.get(row.unit_id, ""), row.stratum, row.population, row.quota,
                came.get((row.unit_id, row.stratum), 0))
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (sort_key(one.name), sort_key(one.stratum)))


def total(rows: Sequence[Line]) -> tuple[int, int, int]:
    """Return forms wanted, valid and void."""
    return sum(row.quota for row in rows), sum(row.valid for row in rows), sum(row.void for row in rows)


def criteria(survey: Survey) -> dict[str, str]:
    """Return code → title of the criteria that a survey asks about; its round and scheme must be loaded."""
    return {leaf.code: leaf.title for leaf in schemes.read(survey.round.scheme).leaves if leaf.is_survey}


def unready(survey: Survey) -> list[Sentence]:
    """Return a few words for each question that can't be put to people yet, by its criterion."""
    found = []
    for code, lacks_words, lacks_group in sampling.unready(survey.questions, criteria(survey)):
        words = ((Sentence("lời câu hỏi"), lacks_words), (Sentence("nhóm"), lacks_group))
        lacking = [word for word, lacks in words if lacks]
        found.append(Sentence("tiêu chí %(code)s chưa có %(what)s", code=code, what=lacking))
    return found
