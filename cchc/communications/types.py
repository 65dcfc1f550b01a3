"""What is entered of something published."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """An item as typed; ``norm_id`` names the assignment it counts for, ``file`` is (name, content)."""

    channel: str
    title: str
    outlet: str
    published_on: dt.date
    author: str = ""
    url: str = ""
    reach: int | None = None
    note: str = ""
    norm_id: int | None = None
    file: tuple[str, bytes] | None = None
