"""What is wrong with a registry: a sentence, its values and the place it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cchc.kernel.refusal import Opening, Sentence, listed


@dataclass(frozen=True)
class Problem:
    """A Vietnamese sentence with ``%(name)s`` places; ``where`` a row, cell or key; ``field`` an input."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    where: str = ""
    field: str | None = None

    @property
    def sentence(self) -> Sentence:
        """The sentence behind its place, as it is said in any language."""
        said = Sentence(self.text, **self.values)
        where = self.where
        return Sentence("%(where)s: %(what)s", where=where, what=said) if where else Opening(self.text, **self.values)

    @property
    def in_row(self) -> Sentence:
        """The sentence behind the row of a list that it is about."""
        said = Sentence(self.text, **self.values)
        return Sentence("Dòng %(row)s: %(problem)s", row=self.where, problem=said) if self.where else said

    def __str__(self) -> str:
        return str(self.sentence)


class Nonsense(Exception):
    """A registry, or a change of it, that can't be."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems

    def said(self, most: int = 20) -> Sentence:
        """Return the mistakes, one a line, the first ``most`` of them."""
        return listed([problem.sentence for problem in self.problems], most)
