"""What the registry announces."""

import datetime as dt
from dataclasses import dataclass

from cchc.kernel.events import Event


@dataclass(frozen=True)
class UnitsChanged(Event):
    """A change of units was recorded, to take effect on a day that may be past or to come.

    Not sent when a file or a sheet is loaded: that says what always was so.
    """

    change_id: int
    kind: str
    effective_on: dt.date
