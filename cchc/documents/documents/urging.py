"""The letter that urges units in which nobody has an account: words from ``content/letters/urging.yaml``."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cchc.documents.documents import to_units
from cchc.documents.types import Block, Column, Official, Paragraph, Row, Signature, Table
from cchc.kernel import plain_yaml
from cchc.notifications.queries.urgings import Line
from cchc.organisation.types import Letterhead
from cchc.ui import display


@dataclass(frozen=True)
class Act:
    """What was urged, and the words that went with it."""

    title: str
    words: str = ""


def words() -> Mapping[str, Any]:
    """Return the words of the letter."""
    found: Mapping[str, Any] = plain_yaml.content("letters", "urging.yaml")
    return found


def letter(
    act: Act, lines: Sequence[Line], names: Mapping[int, str], head: Letterhead, signature: Signature, day: dt.date
) -> Official:
    """Return the letter to the units of ``lines``, with the words that were said to the others, without its number."""
    to = tuple(names.get(line.unit_id, "") for line in lines)
    return to_units.letter(words(), to, _body(act, lines, names, head, day), head, signature)


def _body(act: Act, lines: Sequence[Line], names: Mapping[int, str], head: Letterhead, day: dt.date) -> Iterator[Block]:
    said = {"act": act.title, "said": act.words, "day": display.date(day), "issuer": head.name}
    for text in words()["opening"]:
        yield Paragraph(text.format(**said))
    yield Table(
        (Column("STT", 0.5, "centre"), Column("Đơn vị", 2), Column("Việc", 4), Column("Hạn", 1.1, "centre")),
        tuple(_rows(lines, names)),
    )
    if act.words:
        yield Paragraph(words()["said"].format(**said))
    for text in words()["closing"]:
        yield Paragraph(text.format(**said))


def _rows(lines: Sequence[Line], names: Mapping[int, str]) -> Iterator[Row]:
    number = 0
    for line in lines:
        for one in line.matters:
            number += 1
            due = display.date(one.due_on) if one.due_on else ""
            yield Row((str(number), names.get(line.unit_id, ""), one.title, due))
