"""Charts drawn on the server: frozen figures in, an SVG and a table of the same figures out."""

from cchc.ui.charts.drawing import Chart, Table, figure

__all__ = ["Chart", "Table", "figure"]
