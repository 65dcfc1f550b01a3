"""What is typed when somebody urges."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.ui.forms import Form


class WordsForm(Form):
    """A line of one's own."""

    creates = True

    words = forms.CharField(
        label=_("Lời nhắn của bạn"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Không bắt buộc. Người nhận thấy tên bạn và lời nhắn này."),
    )
