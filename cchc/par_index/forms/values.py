"""What is typed for a leaf, as its rule asks for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.par_index.rules import kinds
from cchc.par_index.rules.numbers import Wrong, number, plain, spoken
from cchc.par_index.types import Given, Node
from cchc.ui import reader
from cchc.ui.forms import DateField, Form, NumberField

_SHARES = frozenset({"bands", "ratio", "ratio_with_floor", "ratio_to_target"})
_HINTS = {
    "best_of": _("Mỗi trường hợp một phần, cách nhau bằng dấu |; trường hợp không có thì để trống."),
    "checklist_percent_of_max": _("Mức đạt, rồi các vi phạm nếu có, cách nhau bằng dấu chấm phẩy: tốt; vi phạm nhẹ."),
    "expression": _("Mỗi biến một phần: a=3; b=4."),
    "survey_option_weights": _("Số phiếu của từng mức: tốt=12; kém=3."),
    "vacuous_full": _("Không phát sinh thì ghi “không”; có thì ghi số liệu như quy tắc bên trong."),
}


class ValueForm(Form):
    """The value of a leaf: a choice, a share as two counters or a rate, a count, points, or words; and a remark."""

    note = forms.CharField(label=_("Giải thích"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, leaf: Node, note_required: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = leaf.rule or {}
        kind = str(rule.get("type"))
        made: dict[str, forms.Field] = {}
        if kind == "choice":
            made["value"] = _choices(rule)
        elif kind in _SHARES:
            made["num"] = NumberField(label=_("Số đạt"), required=False, min_value=0)
            made["den"] = NumberField(label=_("Trên tổng số"), required=False, min_value=0)
            made["value"] = NumberField(
                label=_("hoặc tỷ lệ (%)"), required=False, min_value=0, help_text=_("Chỉ ghi khi không có hai số trên.")
            )
        elif kinds.counts(rule) or kind == "points":
            made["value"] = NumberField(
                label=_("Điểm") if kind == "points" else _("Số lượng"),
                required=False,
                min_value=0,
                help_text=_("Từ 0 đến %s.") % spoken(plain(leaf.max)) if kind == "points" else "",
            )
        else:
            made["value"] = forms.CharField(
                label=_("Giá trị"), required=False, max_length=500, help_text=_HINTS.get(kind, "")
            )
        if leaf.na_allowed:
            made["na"] = forms.BooleanField(
                label=_("Không áp dụng với đơn vị"), required=False,
                help_text=_("Tiêu chí rời khỏi cả điểm đạt và điểm tối đa."),
            )  # fmt: skip
        note = self.fields.pop("note")
        note.required = note_required
        self.fields.update({**made, "note": note})
        for name, field in made.items():
            if isinstance(field, NumberField):
                self.initial[name] = _figure(self.initial.get(name))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        num, den, rate = (data.get(name) for name in ("num", "den", "value"))
        if "num" in self.fields and not self.errors and not data.get("na"):
            if (num is None) != (den is None):
                self.add_error("den" if den is None else "num", _("Ghi cả hai số: số đạt và tổng số."))
            elif num is not None and rate is not None:
                self.add_error("value", _("Đã ghi số đạt và tổng số thì để trống tỷ lệ: hệ thống tự tính."))
        return data

    @property
    def given(self) -> Given:
        """What the engine reads: exact decimals, written plainly."""
        if self.cleaned_data.get("na"):
            return Given("NA")
        return Given(*(_written(self.cleaned_data.get(name)) for name in ("value", "num", "den")))


def _choices(rule: Any) -> forms.Field:
    options = [
        (
            str(one["label"]),
            _("%(label)s (%(points)s đ)") % {"label": one["label"], "points": reader.number(number(one["score"]), 2)},
        )
        for one in rule["options"]
    ]
    return forms.ChoiceField(label=_("Mức đạt"), required=False, choices=[("", _("Chưa chọn")), *options])


def _figure(kept: Any) -> Any:
    """Return a figure as a number, which its field shows the way it reads it; what was kept has a point."""
    try:
        return number(kept) if kept else kept
    except Wrong:
        return kept


def _written(value: Any) -> str:
    return "" if value in (None, "") else str(value) if isinstance(value, str) else plain(value)


def initial(given: Given) -> dict[str, Any]:
    """Return what a form starts with."""
    if given.value.casefold() == "na":
        return {"na": True}
    return {"value": given.value, "num": given.num, "den": given.den}


class ProofForm(Form):
    """A file, or a document by number and date and the place in it."""

    creates = True

    number = forms.CharField(label=_("Số, ký hiệu văn bản"), required=False, max_length=60)
    issued_on = DateField(label=_("Ngày văn bản"), required=False)
    place = forms.CharField(
        label=_("Mục, trang"), required=False, max_length=120, help_text=_("Khi chỉ một phần văn bản chứng minh.")
    )
    title = forms.CharField(label=_("Trích yếu"), required=False, max_length=300)
    file = forms.FileField(label=_("Tệp"), required=False, help_text=_("PDF, Word, Excel, ảnh; không quá 20 MB."))


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=2000, widget=forms.Textarea({"rows": 2}))
