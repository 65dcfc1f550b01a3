"""Whether two lines of the register are of one sender and number, however they are written: to ask, not to decide."""

import datetime as dt
import re
from contextlib import suppress
from functools import cached_property

from cchc.kernel.refusal import Refusal
from cchc.kernel.text import document_number, fold
from cchc.organisation import queries as organisation

_SHORT = (("uy ban nhan dan", "ubnd"), ("hoi dong nhan dan", "hdnd"), ("van phong", "vp"))
_FIGURES = re.compile(r"\A(\d+)")


class Senders:
    """The senders that the registry of a day knows; two names of one unit are one sender."""

    def __init__(self, day: dt.date) -> None:
        self._day = day

    def same(self, one: str, other: str) -> bool:
        """Tell whether two authors may be one: written alike but for marks and short forms, or names of one unit."""
        if _short(one) == _short(other):
            return True
        first = self._unit(one)
        return first is not None and first == self._unit(other)

    def _unit(self, text: str) -> int | None:
        with suppress(Refusal):
            return self._written.unit(text, confirmed=True)
        return None

    @cached_property
    def _written(self) -> organisation.Written:
        return organisation.Written(self._day)


def numbered(text: str) -> str:
    """Return a regular expression of PostgreSQL for the codes that may be ``text``: those with its figures."""
    figures = _FIGURES.match(document_number(text))
    return rf"^\s*(s[oố]\s*[:.]?\s*)?0*{figures[1]}($|[^0-9])" if figures else rf"^\s*{re.escape(text.strip())}\s*$"


def _short(text: str) -> str:
    said = re.sub(r"[\W_]+", " ", fold(text)).strip()
    for words, short in _SHORT:
        said = said.replace(words, short)
    return said
