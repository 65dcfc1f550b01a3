"""Charts of results: a grid of units by field, lines of one unit, ranks before and after."""

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cchc.par_index.queries.results import Line, Table
from cchc.par_index.rules.numbers import rounded
from cchc.ui import display
from cchc.ui.charts import Grid, Radar, Slope
from cchc.ui.charts.grid import Row
from cchc.ui.charts.radar import Shape
from cchc.ui.charts.slope import Run

MOST_ROWS, MOST_RUNS = 60, 40


def heat(table: Table) -> Grid | None:
    """Return units × fields in percent of what each field can give."""
    if not table.lines:
        return None
    fields = table.scheme.fields
    return Grid(
        _("Tỷ lệ điểm đạt theo lĩnh vực"),
        tuple(f"{node.code}. {node.title}" for node in fields),
        tuple(
            Row(
                line.name,
                tuple(share(line, node.code) for node in fields),
                reverse("par_index:sheet", args=[line.sheet_id]),
            )
            for line in table.lines[:MOST_ROWS]
        ),
        unit="%",
    )


def share(line: Line, code: str) -> float | None:
    """Return a field's points in percent of what applies of it."""
    points, most = line.result.sums.get(code, (Decimal(0), Decimal(0)))
    return float(rounded(100 * points / most, 1, "half_up")) if most else None


def slope(table: Table) -> Slope | None:
    """Return ranks of the round before against those of this one; nothing where no line may join them."""
    runs = [Run(line.name, line.before[0].rank, line.rank) for line in table.lines if line.rise is not None]
    if not runs or not table.is_comparable:
        return None
    language, joined = get_language() or "vi", (table.previous[0].round, table.round)
    before, after = (_("đến %s") % display.date(one.last_on, language) for one in joined)
    return Slope(_("Thay đổi thứ hạng"), before, after, tuple(runs[:MOST_RUNS]))


def radar(line: Line, table: Table) -> Radar:
    """Return one unit's fields against the mean of all, in percent."""
    fields = table.scheme.fields
    means = []
    for node in fields:
        known = [one for one in (share(other, node.code) for other in table.lines) if one is not None]
        means.append(round(sum(known) / len(known), 1) if known else None)
    return Radar(
        _("Điểm theo lĩnh vực so với bình quân"),
        tuple(f"{node.code}. {node.title}" for node in fields),
        (
            Shape(line.name, tuple(share(line, node.code) for node in fields)),
            Shape(_("Bình quân"), tuple(means)),
        ),
        unit="%",
    )
