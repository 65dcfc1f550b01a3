"""What somebody else saved is shown as the boxes of the form would write it."""

import datetime as dt
from typing import Any

import pytest
from django import forms

from cchc.ui.forms import DateField, Form, MoneyField
from cchc.ui.seen import shown


class Record(Form):
    day = DateField()
    sum = MoneyField()
    agreed = forms.BooleanField()
    kind = forms.ChoiceField(choices=[("a", "Thường kỳ")])


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("day", dt.date(2019, 11, 15), "15/11/2019"),
        ("day", None, "–"),
        ("sum", 1234567, "1.234.567"),
        ("agreed", True, "có"),
        ("kind", "a", "Thường kỳ"),
    ],
)
def test_a_value_reads_as_its_box_writes_it(field: str, value: Any, words: str) -> None:
    assert shown(Record().fields[field], value) == words
