"""Bring in a list of units that somebody filled in: look first, then all of it or nothing."""

import datetime as dt
from collections.abc import Sequence

from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.organisation.actions import _writing
from cchc.organisation.actions._writing import Written
from cchc.organisation.queries import _rows
from cchc.organisation.rules import importing as rules
from cchc.organisation.rules.importing import Import, Row


def preview(rows: Sequence[Row]) -> Import:
    """Return what ``rows`` would change and every reason why they can't be brought in; writes nothing."""
    return rules.plan(_rows.read(), rows)


def import_rows(rows: Sequence[Row], *, actor: Actor, now: dt.datetime) -> Written:
    """Write what ``preview`` shows; raise ``Refusal`` and write nothing if there is a single mistake.

    A list says what is or was so, not that something happens: it records no change. Its units are the office's then.
    """
    with _writing.alone(actor) as old:
        found = rules.plan(old, rows)
        if found.problems:
            raise Refusal("Danh sách có %(count)s lỗi, chưa ghi gì.", "file", count=len(found.problems))
        return _writing.write_units(old, found.registry, local=True)
