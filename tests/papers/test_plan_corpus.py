"""Plans whose right reading is known: a seeded sample of ``benchmarks/plan_corpus``, every shape, every format."""

import pytest

from benchmarks.plan_corpus import corpus
from benchmarks.plan_corpus.measure import Result, measured
from benchmarks.plan_corpus.more_shapes import SHAPES

LEAST_RIGHT = 99.0  # percent; `make bench` reads ten papers of each shape, and prints what is missing


@pytest.fixture(scope="module")
def result() -> Result:
    return measured(corpus.samples(len(SHAPES)))


def test_the_same_seed_gives_the_same_papers() -> None:
    first, second = (list(corpus.samples(3, seed=7)) for _ in range(2))
    assert [(one.name, one.truth) for one in first] == [(one.name, one.truth) for one in second]
    assert first[0].data == second[0].data
    assert first[0].truth != next(corpus.samples(1, seed=8)).truth


def test_no_paper_is_refused(result: Result) -> None:
    assert result.papers == len(SHAPES)
    assert result.refused == []


def test_what_is_not_right_is_asked(result: Result) -> None:
    assert [(sample.name, one.field, one.where, one.right, one.came) for sample, one in result.wrong] == []


def test_most_fields_are_right(result: Result) -> None:
    scores = result.by_form.values()
    right, total = sum(score.verdicts["right"] for score in scores), sum(score.total for score in scores)
    assert 100 * right / total >= LEAST_RIGHT, [
        (sample.name, one.field, one.where, one.right, one.came) for sample, one in result.wrong
    ]
