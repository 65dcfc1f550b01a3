"""What is typed to run a survey."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.surveys.rules.sampling import EVERYBODY
from cchc.ui.forms import DateField, Form, NumberField


class SurveyForm(Form):
    """What is said of a survey."""

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
    """The words of each question and to which known ``groups`` it is put; answers are those it was set up with."""

    def __init__(
        self, *args: Any, questions: Sequence[Mapping[str, Any]], groups: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for one in questions:
            code, about = one["code"], one.get("about", "")
            self.fields[one["key"]] = forms.CharField(
                label=_("Câu hỏi cho tiêu chí %s") % f"{code} {about}", max_length=500, required=False,
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
    def usual(questions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Return what the form shows of questions: no words where they are those of what the question is about."""
        words = {one["key"]: "" if one["title"] == one.get("about", "") else one["title"] for one in questions}
        return {**words, **{f"{one['key']}-nhom": list(one.get("groups", ())) for one in questions}}

    @property
    def wordings(self) -> dict[str, tuple[str, list[str]]]:
        """Return key → (words, groups)."""
        data = self.cleaned_data
        return {key: (data[key], data[f"{key}-nhom"]) for key in data if not key.endswith("-nhom")}


class FileForm(Form):
    """A table, .xlsx or .csv."""

    file = forms.FileField(label=_("Tệp .xlsx hoặc .csv"))
