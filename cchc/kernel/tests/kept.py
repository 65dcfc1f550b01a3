"""A file in the store, for records of tests that need one and not the gate before it."""

import datetime as dt

from cchc.kernel import history
from cchc.kernel.files import keeping
from cchc.kernel.files.models import File
from cchc.kernel.uploads import Checked

AT = dt.datetime(2019, 1, 2, 8, tzinfo=dt.UTC)


def kept_file(content: bytes, kind: str = "", name: str = "a.txt", media_type: str = "text/plain") -> File:
    """Keep a file of any content in the name of the platform."""
    return keeping.keep(keeping.lay(Checked(name, media_type), content), kind, actor=history.PLATFORM, at=AT)
