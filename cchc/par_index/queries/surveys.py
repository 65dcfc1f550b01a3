"""Files of samples and of forms, and what stands behind each unit's survey figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from cchc.kernel import sheets
from cchc.kernel.text import fold
from cchc.organisation import queries as organisation
from cchc.par_index.models import Answer, Round, Sample, Score, Survey
from cchc.par_index.states import Source

UNIT, FORM, STRATUM, POPULATION = "Đơn vị", "Số phiếu", "Nhóm", "Số giao dịch"
_MOST_POPULATION = 100_000_000


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


def headings(survey: Survey) -> list[str]:
    """Return the headings of the file in which forms are brought in."""
    return [FORM, UNIT, STRATUM, *(question["key"] for question in survey.questions)]


def samples(name: str, file: bytes, names: Mapping[int, str]) -> list[tuple[int, str, int]]:
    """Return (unit, stratum, population) of a file; ``Refused`` names the cell."""
    units = {fold(word): unit for unit, word in names.items()}
    found = []
    for line in sheets.read(name, file, [UNIT, POPULATION], [STRATUM]):
        unit, count = units.get(fold(line.text(UNIT))), line.text(POPULATION).replace(".", "")
        if unit is None:
            raise line.wrong(UNIT, f"“{line.text(UNIT)}” không thuộc đợt chấm này")
        if not count.isdigit() or int(count) > _MOST_POPULATION:
            raise line.wrong(POPULATION, f"“{line.text(POPULATION)}” không phải số giao dịch")
        found.append((unit, line.text(STRATUM), int(count)))
    return found


def forms(
    name: str, file: bytes, survey: Survey, names: Mapping[int, str]
) -> list[tuple[int, str, str, dict[str, str]]]:
    """Return the forms of a file; a unit that is not in the round, or a number twice, is refused with its cell."""
    units = {fold(word): unit for unit, word in names.items()}
    keys = [question["key"] for question in survey.questions]
    found, seen = [], set()
    for line in sheets.read(name, file, [FORM, UNIT], [STRATUM, *keys]):
        unit, number = units.get(fold(line.text(UNIT))), line.text(FORM)
        if unit is None:
            raise line.wrong(UNIT, f"“{line.text(UNIT)}” không thuộc đợt chấm này")
        if not number or number in seen:
            raise line.wrong(FORM, f"số phiếu “{number}” trống hoặc có hai lần trong tệp")
        seen.add(number)
        found.append((unit, number, line.text(STRATUM), {key: line.text(key) for key in keys if line.text(key)}))
    return found


def lines(found: Round, survey: Survey) -> list[Line]:
    """Return a line a unit by name; 4 queries."""
    from cchc.par_index.models import Sheet

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
    return sorted(made, key=lambda line: line.name)


@dataclass(frozen=True)
class Stratum:
    """One stratum of a unit's sample: who there is, how many forms are wanted, and how many valid ones came."""

    name: str
    stratum: str
    population: int
    quota: int
    valid: int


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
    return [
        Stratum(names.get(row.unit_id, ""), row.stratum, row.population, row.quota,
                came.get((row.unit_id, row.stratum), 0))
        for row in rows
    ]  # fmt: skip


def total(rows: Sequence[Line]) -> tuple[int, int, int]:
    """Return forms wanted, valid and void."""
    return sum(row.quota for row in rows), sum(row.valid for row in rows), sum(row.void for row in rows)
