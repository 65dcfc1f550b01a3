"""What a letter that urges asks: who signs it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.documents.queries.signers import Signer
from cchc.ui.forms import Form


class LetterForm(Form):
    """Who signs, among those who head the unit today."""

    creates = True

    signer = forms.TypedChoiceField(label=_("Người ký"), coerce=int)

    def __init__(self, *args: Any, signers: Sequence[Signer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signer"].choices = [(one.user_id, one.label) for one in signers]  # type: ignore[attr-defined]
