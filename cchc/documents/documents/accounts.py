"""The letter that asks units without an account for people: words from ``content/letters/accounts.yaml``."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cchc.documents.documents import to_units
from cchc.documents.types import Block, Column, Official, Paragraph, Row, Signature, Table
from cchc.kernel import plain_yaml
from cchc.organisation.types import Letterhead
from cchc.ui import display


def words() -> Mapping[str, Any]:
    """Return the words of the letter."""
    found: Mapping[str, Any] = plain_yaml.content("letters", "accounts.yaml")
    return found


def letter(units: Sequence[str], head: Letterhead, signature: Signature, day: dt.date) -> Official:
    """Return the draft of the letter to ``units`` (their full names), a row each for them to fill in."""
    return to_units.letter(words(), units, _body(units, head, day), head, signature, draft=True)


def _body(units: Sequence[str], head: Letterhead, day: dt.date) -> Iterator[Block]:
    phrases, said = words(), {"day": display.date(day), "issuer": head.name}
    for text in phrases["opening"]:
        yield Paragraph(text.format(**said))
    blanks = [Column(name, 1.6) for name in phrases["columns"]]
    rows = (Row((str(number), unit, *[""] * len(blanks))) for number, unit in enumerate(units, 1))
    yield Table((Column("STT", 0.5, "centre"), Column("Đơn vị", 2.2), *blanks), tuple(rows))
    for text in phrases["closing"]:
        yield Paragraph(text.format(**said))
