"""Forms understand what people type and say what is wrong beside the field and at the top."""

import datetime as dt
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler
from lxml import html

from cchc.ui.forms import DateField, Form, MoneyField, NumberField
from cchc.ui.tests.page import parse, pick


class Sample(Form):
    name = forms.CharField(label="Tên", help_text="Như trong văn bản & phụ lục")
    due = DateField(label="Hạn", required=False)
    spent = MoneyField(label="Đã chi", required=False)
    share = NumberField(label="Tỷ lệ", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "Một"), ("b", "Hai")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Đã kiểm tra")


GOOD = {"name": "Hội thi", "due": "7/5/2019", "spent": "1,5 tỷ", "share": "84,37", "kind": "a", "sure": "on"}


def _parsed(form: forms.Form) -> html.HtmlElement:
    return parse(f"<form>{form}</form>")


def test_good_input_is_understood() -> None:
    form = Sample(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"] == dt.date(2019, 5, 7)
    assert form.cleaned_data["spent"] == 1_500_000_000
    assert form.cleaned_data["share"] == Decimal("84.37")


@pytest.mark.parametrize("wrap", [dict, lambda data: QueryDict("&".join(f"{k}={v}" for k, v in data.items()))])
def test_text_arrives_composed(wrap: Any) -> None:
    decomposed = unicodedata.normalize("NFD", "Hồ sơ  ")
    form = Sample(wrap({**GOOD, "name": decomposed}))
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Hồ sơ"


def test_django_alone_reads_day_first_too() -> None:
    """``DATE_INPUT_FORMATS`` covers fields that are not ours, such as those of a library."""

    class Plain(forms.Form):
        born = forms.DateField(localize=True)

    with translation.override("vi"):
        form = Plain({"born": "03/04/1960"})
        assert form.is_valid()
    assert form.cleaned_data["born"] == dt.date(1960, 4, 3)


def test_values_are_shown_as_they_may_be_typed() -> None:
    form = Sample(initial={"due": dt.date(2019, 5, 7), "spent": 1_250_000, "share": Decimal("84.370")})
    shown = {box.get("name"): box.get("value") for box in _parsed(form).iter("input")}
    assert (shown["due"], shown["spent"], shown["share"]) == ("07/05/2019", "1.250.000", "84,370")


def test_wrong_input_is_said_at_the_top_and_beside_the_field() -> None:
    page = _parsed(Sample({**GOOD, "name": "", "due": "31/2/2019", "kind": ""}))
    targets = [link.get("href").removeprefix("#") for link in pick(page, ".error-summary a")]
    assert targets == ["id_name", "id_due", "id_kind"]
    for target in targets:
        assert len(pick(page, f"#{target}")) == 1
    assert "Tháng 2 năm 2019 chỉ có 28 ngày." in pick(page, "#id_due_error")[0].text_content()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/06/2020", "Tháng 6 chỉ có 30 ngày."),
        ("31112019", "Tháng 11 chỉ có 30 ngày."),
        ("32/12/2019", "Tháng 12 chỉ có 31 ngày."),
        ("29/02/2019", "Tháng 2 năm 2019 chỉ có 28 ngày."),
        ("30.2.2020", "Tháng 2 năm 2020 chỉ có 29 ngày."),
        ("03/13/2019", "Không có tháng 13; ghi ngày trước, tháng sau, ví dụ 07/05/2019."),
        ("0/6/2019", "Ghi ngày theo dạng ngày/tháng/năm, ví dụ 07/05/2019."),
        ("30/6", "Ghi ngày theo dạng ngày/tháng/năm, ví dụ 07/05/2019."),
    ],
)
def test_a_day_that_cannot_be_says_why(typed: str, said: str) -> None:
    with translation.override("vi"):
        assert Sample({**GOOD, "due": typed}).errors["due"] == [said]


def test_a_form_in_a_slot_says_what_is_wrong_once() -> None:
    written = '<c-form :form="form" method="get">{{ form }}<button>Gửi</button></c-form>'
    template = Template(CottonCompiler().process(written))
    page = html.fromstring(template.render(Context({"form": Sample({**GOOD, "name": ""})})))
    assert len(pick(page, ".error-summary")) == 1


def test_label_hint_error_box_stand_in_that_order_and_are_tied() -> None:
    page = _parsed(Sample({**GOOD, "name": ""}))
    field = pick(page, "#id_name")[0].getparent()
    assert [element.tag for element in field] == ["label", "div", "ul", "input"]
    box = pick(page, "#id_name")[0]
    assert box.get("aria-invalid") == "true"
    assert [pick(page, f"#{name}") != [] for name in box.get("aria-describedby").split()] == [True, True]
    assert "&amp;" in html.tostring(field).decode()


def test_required_fields_say_so_in_words() -> None:
    page = _parsed(Sample())
    said = {label.get("for"): label.text_content() for label in page.iter("label")}
    assert "bắt buộc" in said["id_name"]
    assert "bắt buộc" not in said["id_due"]
    assert "bắt buộc" in pick(page, "legend")[0].text_content()


class Limits(Form):
    percent = forms.IntegerField(min_value=0, max_value=100)
    units = NumberField(min_value=1, max_value=12_345)
    people = forms.IntegerField(min_value=1)


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("vi", {"percent": "130", "units": "0", "people": "0"}, ["từ 0 đến 100.", "từ 1 đến 12.345.", "từ 1 trở lên."]),
        ("en", {"percent": "-1", "units": "20000", "people": "1"}, ["from 0 to 100.", "from 1 to 12,345.", ""]),
    ],
)
def test_a_number_outside_its_limits_is_told_both(language: str, typed: dict[str, str], said: list[str]) -> None:
    with translation.override(language):
        form = Limits(typed)
        for name, words in zip(typed, said, strict=True):
            assert words in " ".join(form.errors.get(name, [""])), form.errors
