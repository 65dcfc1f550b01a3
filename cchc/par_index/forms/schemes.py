"""What is typed of a scheme."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cchc.kernel import indicators
from cchc.kernel.saying import say
from cchc.kernel.text import opened
from cchc.kernel.years import WORKED
from cchc.par_index.rules import rule_text
from cchc.par_index.rules.numbers import Wrong, number, plain
from cchc.par_index.rules.reasons import REASONS
from cchc.ui.forms import Form, NumberField

KINDS = [
    ("field", _("Lĩnh vực")), ("criterion", _("Tiêu chí")), ("self", _("Tự chấm, thẩm định")),
    ("auto", _("Đo từ hồ sơ")), ("survey", _("Điều tra xã hội học")), ("outcome", _("Kết quả phát triển")),
    ("bonus", _("Điểm thưởng")), ("penalty", _("Điểm trừ")),
]  # fmt: skip


def _why(wrong: Wrong) -> str:
    return say(REASONS.of(str(wrong)))


class NewForm(Form):
    """A scheme from a file; or an empty one to be written in the browser."""

    creates = True

    title = forms.CharField(label=_("Tên bộ tiêu chí"), max_length=300)
    level = forms.ChoiceField(label=_("Chấm điểm cấp"))
    year = forms.IntegerField(label=_("Năm"), min_value=WORKED[0], max_value=WORKED[-1])
    file = forms.FileField(
        label=_("Tệp .yaml hoặc .xlsx"), required=False, help_text=_("Để trống thì bắt đầu từ bộ tiêu chí rỗng.")
    )

    def __init__(self, *args: Any, levels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = list(levels.items())  # type: ignore[attr-defined]


class CopyForm(Form):
    """The year of a copy."""

    creates = True

    year = forms.IntegerField(label=_("Sang năm"), min_value=WORKED[0], max_value=WORKED[-1])
    title = forms.CharField(label=_("Tên"), max_length=300)


class PublishSchemeForm(Form):
    """Whether it is official."""

    is_official = forms.BooleanField(
        label=_("Bộ tiêu chí chính thức"), required=False,
        help_text=_("Chỉ đánh dấu khi đã có quyết định ban hành; không đánh dấu thì mọi trang đều ghi là mẫu."),
    )  # fmt: skip


class RowForm(Form):
    """One row of the tree; the last rows have a rule."""

    code = forms.RegexField(
        r"^[0-9A-Za-zĐđ]+(\.[0-9A-Za-z]+)*$", label=_("Mã"), max_length=30,
        help_text=_("Ví dụ 1, 1.2, 1.2.3: phần trước dấu chấm là mục chứa nó."),
    )  # fmt: skip
    title = forms.CharField(label=_("Tên"), max_length=500, widget=forms.Textarea({"rows": 2}))
    max = NumberField(label=_("Điểm tối đa"), min_value=0)
    kind = forms.ChoiceField(label=_("Loại"), choices=KINDS)
    type = forms.ChoiceField(
        label=_("Cách tính điểm"), required=False,
        choices=[("", _("Không: là mục có mục con")), *((kind, _(name)) for kind, name in rule_text.NAMES.items())],
    )  # fmt: skip
    rule = forms.CharField(
        label=_("Quy tắc"), required=False, max_length=rule_text.LONGEST,
        widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
        help_text=_(
            "Mỗi dòng một ý. Chọn mức: “đúng hạn = 0,5”. Khoảng: “từ 70 dưới 90 = 1”. Có sàn: “đủ điểm từ: 100” và"
            " “sàn: 80”. Chỉ tiêu: “chỉ tiêu: 30”. Đếm: “mỗi mục: 0,25” và “tối đa: 1”."
        ),
    )  # fmt: skip
    indicator = forms.ChoiceField(label=_("Đo bằng số liệu của hệ thống"), required=False)
    owner = forms.CharField(
        label=_("Cơ quan thẩm định"), required=False, max_length=200, help_text=_("Để trống là cơ quan chấm.")
    )
    evidence = forms.CharField(label=_("Tài liệu kiểm chứng phải có"), required=False, max_length=500)
    na_allowed = forms.BooleanField(label=_("Cho phép “không áp dụng”"), required=False)
    open = forms.BooleanField(
        label=_("Mở cho cấp huyện thêm tiêu chí thành phần"), required=False,
        help_text=_("Trong khung chấm cấp xã."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(key, one.label) for key, one in sorted(indicators.known().items())]
        self.fields["indicator"].choices = [("", _("Không, đơn vị nhập")), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("type"):
            try:
                found["made"] = rule_text.read(found["type"], found.get("rule") or "")
            except Wrong as wrong:
                self.add_error("rule", ValidationError(f"{opened(_why(wrong))}."))
        return found

    @property
    def row(self) -> dict[str, Any]:
        data = self.cleaned_data
        kept = {
            name: data[name]
            for name in ("code", "title", "kind", "indicator", "owner", "evidence", "na_allowed", "open")
        }
        points = data["max"]
        kept["max"] = int(points) if points == points.to_integral_value() else float(points)
        return {**kept, "rule": data["made"]} if data.get("made") else kept

    @staticmethod
    def usual(row: dict[str, Any]) -> dict[str, Any]:
        """Return what the form of a row starts with."""
        rule = row.get("rule") or {}
        return {**row, "type": rule.get("type", ""), "rule": rule_text.write(rule) if rule else ""}


class SettingsForm(Form):
    """What holds for the whole scheme."""

    title = forms.CharField(label=_("Tên bộ tiêu chí"), max_length=300)
    number = forms.CharField(label=_("Quyết định số"), required=False, max_length=60)
    places = forms.IntegerField(label=_("Số chữ số thập phân"), min_value=0, max_value=6)
    mode = forms.ChoiceField(
        label=_("Làm tròn"), choices=[("half_up", _("nửa lên (0,005 thành 0,01)")), ("truncate", _("cắt bỏ phần lẻ"))]
    )
    ties = forms.ChoiceField(
        label=_("Đồng điểm"),
        choices=[
            ("competition", _("cùng hạng, bỏ hạng sau (1, 2, 2, 4)")),
            ("dense", _("cùng hạng, không bỏ (1, 2, 2, 3)")),
            ("ordinal", _("không cùng hạng (1, 2, 3, 4)")),
        ],
    )
    classes = forms.CharField(
        label=_("Xếp loại"), max_length=1000, widget=forms.Textarea({"rows": 5}),
        help_text=_("Mỗi dòng một mức, từ chỉ số: “Tốt từ 80”, hoặc “Tốt trên 80” khi bằng 80 thì chưa đạt."),
    )  # fmt: skip
    bonus_max = NumberField(label=_("Trần điểm thưởng của năm"), required=False, min_value=0)
    penalty_max = NumberField(label=_("Trần điểm trừ của năm"), required=False, min_value=0)

    def clean_classes(self) -> list[dict[str, Any]]:
        found = []
        for line in self.cleaned_data["classes"].splitlines():
            if line.strip():
                found.append(_class(line.strip()))
        return found

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "rounding": {"places": data["places"], "mode": data["mode"]}, "ties": data["ties"],
            "classes": data["classes"],
            **{name: _plain(data[name]) for name in ("bonus_max", "penalty_max")},
        }  # fmt: skip


def _plain(value: Any) -> Any:
    return None if value is None else int(value) if value == int(value) else float(value)


def _class(line: str) -> dict[str, Any]:
    for word, inclusive in ((" từ ", True), (" trên ", False)):
        name, found, cut = line.rpartition(word)
        if found and name.strip():
            try:
                value = number(cut.strip())
            except Wrong as wrong:
                raise ValidationError(f"“{line}”: {_why(wrong)}.") from wrong
            return {"name": name.strip(), "from": _plain(value), "inclusive": inclusive}
    raise ValidationError(_("“%s”: phải viết “tên từ số” hoặc “tên trên số”.") % line)


def class_lines(classes: Any) -> str:
    """Return classes as the form shows them."""
    return "\n".join(
        f"{one['name']} {'từ' if one.get('inclusive', True) else 'trên'} {plain(number(one['from']))}"
        for one in classes
    )
