"""What somebody types who answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.ui.forms import Form


class CodeForm(Form):
    """The code of an invitation."""

    ma = forms.CharField(
        label=_("Mã trên giấy mời"), max_length=40, help_text=_("10 chữ và số, không phân biệt hoa thường."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip


class AnswerForm(Form):
    """One form of a survey: what one person thinks, each question left out at will."""

    def __init__(self, *args: Any, questions: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in questions:
            self.fields[one["key"]] = forms.ChoiceField(
                label=one["title"], required=False, choices=[(word, word) for word in one["options"]],
                widget=forms.RadioSelect,
            )  # fmt: skip
