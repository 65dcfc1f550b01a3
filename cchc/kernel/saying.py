"""The one place where a refusal, or another sentence of the rules, is said in the reader's language."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext

from cchc.kernel.refusal import Refusal, Sentence


def say(what: Refusal | Sentence) -> str:
    """Return the sentence in the active language: translated, with days and numbers as that language writes them."""
    sentence = what.sentence if isinstance(what, Refusal) else what
    if not apps.ready:  # the supervisor loads no module, and so no translation
        return str(sentence)
    return sentence.said(gettext, get_language() or "vi")


def of_django(wanting: ValidationError) -> Sentence:
    """Return what Django's own rules find wanting; it has said so in the language of whoever acts."""
    words = " ".join(wanting.messages)
    return Sentence(words)
