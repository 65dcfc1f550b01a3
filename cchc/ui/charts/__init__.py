"""Charts drawn on the server: frozen figures in; a drawing and a table of the same figures out."""

from cchc.ui.charts.bars import Bar, Bars, Part
from cchc.ui.charts.drawing import Chart, Table, figure
from cchc.ui.charts.grid import Grid
from cchc.ui.charts.heat import Cell, Heat, Level
from cchc.ui.charts.lines import Lines, Series
from cchc.ui.charts.radar import Radar
from cchc.ui.charts.slope import Slope
from cchc.ui.charts.timeline import Mark, Row, Span, Timeline

__all__ = [
    "Bar",
    "Bars",
    "Cell",
    "Chart",
    "Grid",
    "Heat",
    "Level",
    "Lines",
    "Mark",
    "Part",
    "Radar",
    "Row",
    "Series",
    "Slope",
    "Span",
    "Table",
    "Timeline",
    "figure",
]
