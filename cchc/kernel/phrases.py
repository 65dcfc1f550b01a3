"""Sentences that are kept as they were said in Vietnamese, taken apart again so that another language can say them.

A doubt about a plan lies in its draft, the reason of a score beside the score: sentences in one language, some of them
years old. ``Phrases`` knows the templates they were made from; what none of them made (a name, what somebody wrote)
stays as it is.
"""

import re
from functools import lru_cache

from cchc.kernel.refusal import Sentence, marked

_PLACE = re.compile(r"%\((\w+)\)s")
_JOINTS = {"; ": marked("%(one)s; %(more)s"), ", ": marked("%(one)s, %(more)s")}
_DEEPEST = 4  # sentences within sentences


class Phrases:
    """Templates of one kind of sentence, the most particular first."""

    def __init__(self, *templates: str) -> None:
        particular = sorted(templates, key=lambda one: -len(_PLACE.sub("", one)))
        self._patterns = [(one, _pattern(one)) for one in particular]
        self.of = lru_cache(4096)(self._of)

    def _of(self, text: str) -> Sentence:
        """Return what says ``text`` in any language."""
        return self._heard(text, _DEEPEST) or Sentence(text)

    def knows(self, text: str) -> bool:
        """Tell whether ``text`` was made from one of the templates."""
        return self._heard(text, _DEEPEST) is not None

    def _heard(self, text: str, depth: int) -> Sentence | None:
        if joined := self._joined(text, depth):
            return joined
        for template, pattern in self._patterns:
            if found := pattern.fullmatch(text):
                return Sentence(
                    template, **{name: self._value(said, depth) for name, said in found.groupdict().items()}
                )
        return None

    def _value(self, said: str, depth: int) -> Sentence | str:
        return (self._heard(said, depth - 1) if depth else None) or said

    def _joined(self, text: str, depth: int) -> Sentence | None:
        """Take several sentences in a row apart, where every one of them is known."""
        for joint, joined in _JOINTS.items():
            one, sign, more = text.partition(joint)
            if sign and depth and (first := self._heard(one, depth - 1)) and (rest := self._heard(more, depth - 1)):
                return Sentence(joined, one=first, more=rest)
        return None


def _pattern(template: str) -> re.Pattern[str]:
    parts = _PLACE.split(template)
    whole = len(parts) > 1  # without places a template is said as it stands, per cent signs and all
    words = [re.escape(part.replace("%%", "%") if whole else part) for part in parts[::2]]
    places = [f"(?P<{name}>.*?)" for name in parts[1::2]]
    return re.compile("".join(a + b for a, b in zip(words, [*places, ""], strict=True)), re.DOTALL)
