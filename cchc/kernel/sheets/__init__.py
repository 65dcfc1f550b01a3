"""Tables out and in: .xlsx and .csv from a heading and rows, and rows from a file that somebody filled in."""

from cchc.kernel.sheets.reading import Line, read
from cchc.kernel.sheets.writing import FORMATS, Column, Format, chosen, download, stream, write

__all__ = ["FORMATS", "Column", "Format", "Line", "chosen", "download", "read", "stream", "write"]
