"""What is wrong with a registry: a sentence, its values and the place it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def gettext_noop(text: str) -> str:
    """Mark a sentence for translation; Django's own marker may not be imported into rules."""
    return text


@dataclass(frozen=True)
class Problem:
    """A Vietnamese sentence with ``%(name)s`` places; ``where`` a row, cell or key; ``field`` an input."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    where: str = ""
    field: str | None = None

    def __str__(self) -> str:
        sentence = self.text % self.values
        return f"{self.where}: {sentence}" if self.where else sentence


class Nonsense(Exception):
    """A registry, or a change of it, that can't be."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems
