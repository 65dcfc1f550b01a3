"""What an action says when it can't be done: one sentence for the person, and the field it is about.

Rules raise it, so it knows no Django: it keeps the sentence as a template and its values, and ``kernel.saying`` says it
in the reader's language where it is shown (``docs/decisions/0017-refusals-in-the-readers-language.md``).
"""

from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType

from cchc.kernel import writing
from cchc.kernel.text import opened


def marked(template: str) -> str:
    """Mark a template that is kept in a variable, so that ``tools.messages`` asks for its English."""
    return template


class Sentence:
    """A Vietnamese template with ``%(name)s`` places, and what stands in them: plain values or other sentences.

    Without values the template is said as it stands, per cent signs and all.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.template = template
        self.values = MappingProxyType(values)

    def __str__(self) -> str:
        return self.said(str, "vi")

    def said(self, translate: Callable[[str], str], language: str) -> str:
        """Return the sentence in ``language``; ``translate`` has its templates."""
        text = translate(self.template) if self.template else ""
        if not self.values:
            return text
        return text % {name: _said(value, translate, language) for name, value in self.values.items()}


class Opening(Sentence):
    """A sentence whose template follows something elsewhere ("Ô C5 (Mã): …"), and begins with a capital here."""

    def said(self, translate: Callable[[str], str], language: str) -> str:
        return opened(super().said(translate, language))


def together(sentences: Iterable[Sentence], sign: str = " ") -> Sentence:
    """Return several sentences as one, ``sign`` between them."""
    parts = {f"part_{place}": one for place, one in enumerate(sentences)}
    places = sign.join(f"%({name})s" for name in parts)
    return Sentence(places, **parts)


def listed(sentences: Sequence[Sentence], most: int) -> Sentence:
    """Return what is wrong with a file, one a line, the first ``most`` of them and how many more there are."""
    more = [Sentence("… và %(count)s lỗi khác.", count=len(sentences) - most)] if len(sentences) > most else []
    return together([*sentences[:most], *more], "\n")


def _said(value: object, translate: Callable[[str], str], language: str) -> str:
    if isinstance(value, Refusal):
        value = value.sentence
    if isinstance(value, Sentence):
        return value.said(translate, language)
    if isinstance(value, (list, tuple)):
        return ", ".join(_said(one, translate, language) for one in value)
    return writing.inside(value, language)


class Refusal(Exception):
    """Refused by a rule; nothing was written. ``message`` is the Vietnamese sentence, ``field`` names the input.

    ``Refusal("Hạn là %(day)s.", "due_on", day=day)``: days and numbers are written when it is said.
    """

    def __init__(self, template: str | Sentence, field: str | None = None, /, **values: object) -> None:
        self.sentence = template if isinstance(template, Sentence) else Sentence(template, **values)
        self.message = str(self.sentence)
        self.field = field
        super().__init__(self.message)
