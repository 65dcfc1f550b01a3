"""Lists: a query, columns and filters in; order, pages, files and what a reader keeps of it out (decision 30).

A page says what its list is (``List``), asks ``asked`` what a request wants of it, narrows its own query by the values
of the filters, and hands the rows to ``page`` for ``<c-list>`` or to ``sheet`` for a file.
"""

from cchc.ui.lists.asking import Asked, Empty, List, asked
from cchc.ui.lists.columns import Column, Part, day, figure, moment, money, words
from cchc.ui.lists.filters import Filter, carried, choice, number, search, year
from cchc.ui.lists.rows import Rows, Shown, page, sheet, whole

__all__ = [
    "Asked",
    "Column",
    "Empty",
    "Filter",
    "List",
    "Part",
    "Rows",
    "Shown",
    "asked",
    "carried",
    "choice",
    "day",
    "figure",
    "moment",
    "money",
    "number",
    "page",
    "search",
    "sheet",
    "whole",
    "words",
    "year",
]
