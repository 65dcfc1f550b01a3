"""What is typed about inspections."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cchc.inspections.models import Check
from cchc.inspections.states import Kind, Verdict, Weight
from cchc.kernel.uploads import ACCEPTED
from cchc.kernel.years import WORKED
from cchc.ui.forms import DateField, Form, UnitField, Units


class _Units(Form):
    """A form whose choices of units come from the page."""

    def _choose(self, name: str, units: Units) -> None:
        self.fields[name].offer(units)  # type: ignore[attr-defined]


class ProgrammeForm(_Units):
    """A yearly plan of inspections."""

    creates = True

    unit = UnitField(label=_("Cơ quan kiểm tra"))
    kind = forms.ChoiceField(label=_("Loại kiểm tra"), choices=Kind.choices)
    year = forms.IntegerField(
        label=_("Năm"), min_value=WORKED[0], max_value=WORKED[-1], widget=forms.TextInput({"size": 4})
    )
    title = forms.CharField(label=_("Tên kế hoạch"), max_length=300)

    def __init__(self, *args: Any, units: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("unit", units)


class PlannedForm(_Units):
    """A visit in a programme."""

    creates = True

    target = UnitField(label=_("Đơn vị được kiểm tra"))
    planned_on = DateField(label=_("Dự kiến ngày"))
    is_surprise = forms.BooleanField(
        label=_("Đột xuất"), required=False, help_text=_("Đơn vị chỉ thấy cuộc kiểm tra sau khi đã tiến hành.")
    )

    def __init__(self, *args: Any, units: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("target", units)


class SurpriseForm(_Units):
    """A visit outside any programme."""

    creates = True

    unit = UnitField(label=_("Cơ quan kiểm tra"))
    target = UnitField(label=_("Đơn vị được kiểm tra"))
    kind = forms.ChoiceField(label=_("Loại kiểm tra"), choices=Kind.choices)
    planned_on = DateField(label=_("Ngày"))

    def __init__(self, *args: Any, units: Units, targets: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("unit", units)
        self._choose("target", targets)


class AdoptForm(Form):
    """By which document a programme was issued."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60)
    issued_on = DateField(label=_("Ngày ban hành"))


class TeamField(forms.CharField):
    """The team, a member a line: name; body; role. Cleaned, it is (name, body, role) of each."""

    def clean(self, value: Any) -> Any:
        members = []
        for number, line in enumerate(super().clean(value).splitlines(), 1):
            parts = [part.strip()[:200] for part in line.split(";")]
            if not line.strip():
                continue
            if not parts[0] or len(parts) > 3:
                raise ValidationError(_("Dòng %(n)s: ghi họ tên; cơ quan; vai trò.") % {"n": number})
            members.append((*parts, *[""] * (3 - len(parts))))
        if len(members) > 40:
            raise ValidationError(_("Đoàn kiểm tra có nhiều nhất 40 người."))
        return tuple(members)

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return "\n".join("; ".join(member).rstrip("; ") for member in value)


class DecisionForm(Form):
    """The decision and the team."""

    number = forms.CharField(label=_("Quyết định kiểm tra"), max_length=60)
    decided_on = DateField(label=_("Ngày quyết định"))
    team = TeamField(
        label=_("Đoàn kiểm tra"),
        max_length=4_000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Mỗi người một dòng: họ tên; cơ quan; vai trò. Dòng đầu là trưởng đoàn."),
    )


class MinutesForm(Form):
    """What was seen: a verdict on every line of the checklist."""

    held_on = DateField(label=_("Ngày kiểm tra"))
    summary = forms.CharField(label=_("Nội dung biên bản"), max_length=10_000, widget=forms.Textarea({"rows": 6}))
    file = forms.FileField(label=_("Biên bản ký hai bên"), required=False, widget=forms.FileInput({"accept": ACCEPTED}))

    def __init__(self, *args: Any, checks: Sequence[Check], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checks = checks
        for one in checks:
            self.fields[f"verdict_{one.pk}"] = forms.ChoiceField(
                label=f"{one.position}. {one.text}", choices=[("", "–"), *Verdict.choices]
            )
            self.fields[f"remark_{one.pk}"] = forms.CharField(
                label=_("Ghi chú cho nội dung %(n)s") % {"n": one.position}, required=False, max_length=1_000
            )

    def verdicts(self) -> dict[int, tuple[str, str]]:
        """Return verdict and remark by the number of the checklist's line."""
        given = self.cleaned_data
        return {one.pk: (given[f"verdict_{one.pk}"], given[f"remark_{one.pk}"]) for one in self.checks}


class FoundForm(_Units):
    """What is wrong and what is demanded."""

    creates = True

    text = forms.CharField(label=_("Phát hiện"), max_length=10_000, widget=forms.Textarea({"rows": 3}))
    weight = forms.ChoiceField(label=_("Mức"), choices=Weight.choices)
    demand = forms.CharField(label=_("Yêu cầu khắc phục"), max_length=10_000, widget=forms.Textarea({"rows": 3}))
    unit = UnitField(label=_("Đơn vị khắc phục"))
    due_on = DateField(label=_("Hạn khắc phục"))

    def __init__(self, *args: Any, units: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("unit", units)


class ReasonForm(Form):
    """Why a visit is called off."""

    reason = forms.CharField(label=_("Lý do không tiến hành"), max_length=500, widget=forms.Textarea({"rows": 2}))


class MendForm(Form):
    """How a finding was mended."""

    text = forms.CharField(
        label=_("Đã khắc phục thế nào"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Ghi cả số, ngày của văn bản khắc phục nếu có."),
    )


class VerifyForm(Form):
    """What whoever inspected says to it."""

    remark = forms.CharField(
        label=_("Ý kiến của bên kiểm tra"), required=False, max_length=5_000, widget=forms.Textarea({"rows": 3})
    )
