"""What uploading and filling a template asks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.kernel.text import opened
from cchc.ui.forms import Form, UnitField, Units


class BlankForm(Form):
    """A new template."""

    creates = True

    unit = UnitField(label=_("Đơn vị"))
    title = forms.CharField(label=_("Tên mẫu"), max_length=200)
    file = forms.FileField(
        label=_("Tệp .docx"),
        widget=forms.FileInput({"accept": ".docx"}),
        help_text=_(
            "Soạn bằng Word hay LibreOffice; chỗ điền là một tên không dấu giữa hai cặp ngoặc nhọn, ví dụ ten_don_vi."
        ),
    )

    def __init__(self, *args: Any, units: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)  # type: ignore[attr-defined]


class FillForm(Form):
    """A box for each blank of a template."""

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in names:
            label = opened(name.replace("_", " "))
            widget = forms.Textarea({"rows": 1})
            self.fields[f"o_{name}"] = forms.CharField(label=label, required=False, max_length=5_000, widget=widget)

    def words(self) -> dict[str, str]:
        """Return what was typed, by the name of the blank."""
        return {name.removeprefix("o_"): text for name, text in self.cleaned_data.items()}
