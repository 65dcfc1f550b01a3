"""How much a child may use before it is ended."""

from dataclasses import dataclass

from cchc.kernel.refusal import marked

MB = 2**20

DAMAGED = marked("Tệp “%(name)s” bị hỏng: hãy mở bằng phần mềm gốc, lưu lại rồi gửi lại.")
"""What is said of a file that can't be read to its end, whichever reader finds it."""


@dataclass(frozen=True)
class Bounds:
    """Seconds of processor and of waiting, bytes of memory (beyond what the parsers take), of the answer, of files."""

    cpu: int = 4
    wall: float = 7.0
    memory: int = 768 * MB
    answer: int = 24 * MB
    files: int = 64
    written: int = 64 * MB


IN_A_REQUEST = Bounds()
"""While somebody waits for the page: whatever happens, they have an answer within ten seconds."""

AT_ONCE = Bounds(cpu=1, wall=1.2)
"""While somebody waits for a page, of work that a job can take over (``jobs.later``): about a second."""

IN_A_JOB = Bounds(cpu=60, wall=120.0, memory=1024 * MB)
"""In the background, for long papers."""
