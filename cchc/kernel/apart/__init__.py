"""Work on what others made, done apart: a child process with limits for each file, and only plain data comes back.

``ask("cchc.kernel.papers.inside:paper", data, name=…)`` runs that function in a child. See
``docs/decisions/0020-what-others-made-is-read-apart.md``.
"""

from cchc.kernel.apart.client import Answer, Broken, Exceeded, Unready, ask
from cchc.kernel.apart.shapes import made, plain
from cchc.kernel.apart.types import AT_ONCE, DAMAGED, IN_A_JOB, IN_A_REQUEST, Bounds
from cchc.kernel.apart.wire import packed, unpacked

__all__ = [
    "AT_ONCE",
    "DAMAGED",
    "IN_A_JOB",
    "IN_A_REQUEST",
    "Answer",
    "Bounds",
    "Broken",
    "Exceeded",
    "Unready",
    "ask",
    "made",
    "packed",
    "plain",
    "unpacked",
]
