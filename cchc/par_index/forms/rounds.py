"""What is typed to open and to run a round."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.organisation import queries as organisation
from cchc.par_index.actions.rounds import Days
from cchc.par_index.models import Round
from cchc.par_index.rules.sampling import EVERYBODY
from cchc.par_index.states import Stage, stages
from cchc.par_index.types import Scheme
from cchc.ui.forms import DateField, Form, NumberField, UnitField


class RoundForm(Form):
    """The name and the days of a round."""

    creates = True

    title = forms.CharField(label=_("Tên đợt chấm điểm"), max_length=300)
    first = DateField(label=_("Số liệu từ ngày"))
    last = DateField(label=_("Số liệu đến hết ngày"), help_text=_("Tiêu chí đo từ hồ sơ lấy số trong khoảng này."))
    own = DateField(label=_("Hạn tự chấm"), help_text=_("Hết ngày này phiếu tự khóa."))
    appraisal = DateField(label=_("Hạn thẩm định"))
    second = DateField(
        label=_("Hạn thẩm định lần hai"), required=False, help_text=_("Để trống nếu chỉ thẩm định một lần.")
    )
    explanation = DateField(label=_("Hạn giải trình"))
    recheck = DateField(label=_("Hạn phúc tra"))
    council = DateField(label=_("Hạn họp hội đồng"))

    @property
    def days(self) -> Days:
        return Days(**{name: self.cleaned_data[name] for name in self.fields if name != "title"})

    @staticmethod
    def usual(title: str, year: int) -> dict[str, Any]:
        """Return what a form starts with: the year of the scheme, and the last weeks of it for the work."""
        days = {
            "own": (11, 25),
            "appraisal": (12, 5),
            "explanation": (12, 10),
            "recheck": (12, 15),
            "council": (12, 25),
        }
        found: dict[str, Any] = {name: dt.date(year, month, day) for name, (month, day) in days.items()}
        return {**found, "title": title, "first": dt.date(year - 1, 12, 15), "last": dt.date(year, 12, 14)}


class DayForm(Form):
    """Another last day for a stage that is not over."""

    stage = forms.ChoiceField(label=_("Bước"))
    day = DateField(label=_("Hạn mới"))

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [stage for stage in stages(round_.passes) if stage is not Stage.PUBLISHED]
        self.fields["stage"].choices = [(one.value, one.label) for one in left]  # type: ignore[attr-defined]


class BodyForm(Form):
    """Who appraises a row of the tree."""

    code = forms.ChoiceField(label=_("Lĩnh vực, tiêu chí"))
    unit = UnitField(label=_("Cơ quan thẩm định"))

    def __init__(self, *args: Any, scheme: Scheme, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(node.code, f"{node.code} {node.title}"[:90]) for node in scheme.nodes.values()]
        self.fields["code"].choices = rows  # type: ignore[attr-defined]
        self.fields["unit"].offer(organisation.offered(today))  # type: ignore[attr-defined]


class SurveyForm(Form):
    """The survey of a round."""

    title = forms.CharField(label=_("Tên khảo sát"), max_length=300)
    error = NumberField(
        label=_("Sai số cho phép (%)"), min_value=0, max_value=50, help_text=_("Cỡ mẫu n = N / (1 + N e²).")
    )
    minimum = forms.IntegerField(
        label=_("Số phiếu hợp lệ tối thiểu"), min_value=1, max_value=100_000,
        help_text=_("Đơn vị có ít phiếu hơn thì không có điểm khảo sát."),
    )  # fmt: skip
    closes_on = DateField(
        label=_("Nhận trả lời trên mạng đến hết ngày"), required=False,
        help_text=_("Để trống nếu chỉ nhập phiếu từ tệp."),
    )  # fmt: skip


class InviteForm(Form):
    """How many codes to hand out."""

    creates = True

    each = forms.IntegerField(
        label=_("Số mã mỗi đơn vị"), required=False, min_value=1, max_value=5_000,
        help_text=_("Để trống: phát đủ theo cỡ mẫu của từng nhóm."),
    )  # fmt: skip
    stratum = forms.ChoiceField(label=_("Nhóm"), required=False, help_text=_("Khi ghi số mã: nhóm người sẽ trả lời."))
    printed = forms.BooleanField(
        label=_("In giấy mời có mã QR"), required=False,
        help_text=_("Nhiều nhất 500 giấy mỗi lần; không chọn thì nhận bảng .xlsx để trộn thư."),
    )  # fmt: skip

    def __init__(self, *args: Any, groups: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stratum"].choices = [("", _("Không chia nhóm")), *((name, name) for name in groups)]  # type: ignore[attr-defined]


class QuestionsForm(Form):
    """The words of each question and to which known ``groups`` it is put; answers follow the rule of its leaf."""

    def __init__(
        self, *args: Any, questions: Sequence[Mapping[str, Any]], criteria: Mapping[str, str],
        groups: Sequence[str] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        for one in questions:
            code, criterion = one["code"], criteria.get(one["code"], "")
            self.fields[one["key"]] = forms.CharField(
                label=_("Câu hỏi cho tiêu chí %s") % f"{code} {criterion}", max_length=500, required=False,
                widget=forms.Textarea({"rows": 2}),
                help_text=_("Viết bằng lời người dân hiểu được. Trả lời: %s.") % "; ".join(one["options"]),
            )  # fmt: skip
            before = list(one.get("groups", ()))
            known = dict.fromkeys([EVERYBODY, *groups, *before])  # what was typed before there was a list is kept
            self.fields[f"{one['key']}-nhom"] = forms.MultipleChoiceField(
                label=_("Hỏi nhóm nào (tiêu chí %s)") % code, required=False,
                choices=[(name, _("Mọi nhóm") if name == EVERYBODY else name) for name in known],
                widget=forms.CheckboxSelectMultiple,
                help_text="" if groups else _("Muốn hỏi riêng từng nhóm: nhập cỡ mẫu có cột Nhóm trước."),
            )  # fmt: skip

    @staticmethod
    def usual(questions: Sequence[Mapping[str, Any]], criteria: Mapping[str, str]) -> dict[str, Any]:
        """Return what the form shows of questions: no words where they are those of the criterion."""
        words = {one["key"]: "" if one["title"] == criteria.get(one["code"], "") else one["title"] for one in questions}
        return {**words, **{f"{one['key']}-nhom": list(one.get("groups", ())) for one in questions}}

    @property
    def wordings(self) -> dict[str, tuple[str, list[str]]]:
        """Return key → (words, groups)."""
        data = self.cleaned_data
        return {key: (data[key], data[f"{key}-nhom"]) for key in data if not key.endswith("-nhom")}


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


class FileForm(Form):
    """A table, .xlsx or .csv."""

    file = forms.FileField(label=_("Tệp .xlsx hoặc .csv"))


class PublishForm(Form):
    """Who signs the notice, among those who head the unit, and why a correction is made."""

    signer = forms.TypedChoiceField(label=_("Người ký"), coerce=int)
    reason = forms.CharField(
        label=_("Lý do đính chính"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}),
        help_text=_("Chỉ khi đã công bố trước đó."),
    )  # fmt: skip

    def __init__(self, *args: Any, signers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signer"].choices = signers  # type: ignore[attr-defined]
