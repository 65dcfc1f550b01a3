"""The papers of the corpus, the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.plan_corpus import marked_shapes, more_shapes
from benchmarks.plan_corpus.files import FORMATS
from benchmarks.plan_corpus.truth import Truth
from cchc.organisation.types import Directory

SEED = 2019
SHAPES = {**more_shapes.SHAPES, **marked_shapes.SHAPES}
SIZE = 430  # every shape ten times, in each format two or three


@dataclass(frozen=True)
class Sample:
    """A paper as a file, with what is right about it."""

    name: str
    shape: str
    form: str
    data: bytes
    truth: Truth
    directory: Directory


def samples(count: int = SIZE, seed: int = SEED, shape: str = "", form: str = "") -> Iterator[Sample]:
    """Yield ``count`` papers, shapes and formats in turn; only those of ``shape`` and ``form`` where stated."""
    shapes, formats = list(SHAPES), list(FORMATS)
    for number in range(count):
        turn, place = divmod(number, len(shapes))
        chosen, written = shapes[place], formats[(place + turn) % len(formats)]
        if shape in {"", chosen} and form in {"", written}:
            yield sample(number, chosen, written, seed)


def sample(number: int, shape: str, form: str, seed: int = SEED) -> Sample:
    """Return one paper."""
    drawn = SHAPES[shape](Random(f"{seed}/{number}"), form)
    data = FORMATS[form](drawn.document)
    return Sample(f"ke-hoach-{number:03}.{form}", shape, form, data, drawn.truth, drawn.frame.province.directory)
