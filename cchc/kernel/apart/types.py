"""How much a child may use before it is ended."""

from dataclasses import dataclass

MB = 2**20


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

IN_A_JOB = Bounds(cpu=60, wall=120.0, memory=1024 * MB)
"""In the background, for long papers."""
