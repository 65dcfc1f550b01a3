"""One pattern for the name of every file that the platform makes: what it is, then the day it was made."""

import datetime as dt
import re

from cchc.kernel.text import fold

_MOST = 80


def file_name(what: str, ending: str, day: dt.date) -> str:
    """Return ``viec-272-kh-ubnd-2019-09-30.xlsx``: small letters without tones, so that every system keeps it.

    ``what`` is in words ("Việc 272/KH-UBND"); files sort by what they are, then by day.
    """
    words = re.sub(r"[^a-z0-9]+", "-", fold(what)).strip("-")[:_MOST].strip("-")
    return f"{words or 'tep'}-{day:%Y-%m-%d}.{ending}"
