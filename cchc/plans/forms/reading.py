"""The file of a plan, and the small forms around a reading."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.kernel.papers import SUFFIXES, Limits
from cchc.kernel.years import RECORDED
from cchc.ui.forms import DateField, Form, UnitChecks, UnitField, Units

LARGEST = Limits().bytes // 2**20
"""MB; what the reader of papers accepts."""


class UploadForm(Form):
    """A plan's file; ``units`` are those for which the reader may send one."""

    file = forms.FileField(
        label=_("Tệp kế hoạch"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )
    unit = UnitField(label=_("Cơ quan ban hành"))
    as_of = DateField(
        label=_("Đơn vị tính đến ngày"),
        help_text=_("Để trống thì lấy ngày ban hành ghi trong văn bản."),
        required=False,
    )

    def __init__(self, *args: Any, units: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = {"kinds": ", ".join(SUFFIXES), "size": LARGEST}
        self.fields["file"].help_text = (
            _("Tệp %(kinds)s, nhiều nhất %(size)s MB. Bản quét (ảnh chụp) không có chữ thì không đọc được.") % limits
        )
        field: Any = self.fields["unit"]
        field.offer(units)
        if len(field.choices) == 1:
            field.widget = forms.HiddenInput()

    def clean_file(self) -> Any:
        """Refuse by its size what the reader would refuse anyway, before it is taken into memory."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST * 2**20:
            raise forms.ValidationError(
                _("Tệp nặng %(size)d MB, quá mức %(most)d MB: hãy bỏ bớt hình ảnh hoặc tách thành nhiều tệp.")
                % {"size": round(file.size / 2**20), "most": LARGEST}
            )
        return file

    @property
    def day(self) -> dt.date | None:
        found: dt.date | None = self.cleaned_data["as_of"]
        return found


class VersionForm(Form):
    """A button that acts on what was looked at."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class FrameForm(VersionForm):
    """What the head of the document says."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    issued_on = DateField(label=_("Ngày ban hành"), help_text=_("Ví dụ 06/12/2018"))
    place = forms.CharField(label=_("Nơi ban hành"), max_length=120, required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    title = forms.CharField(label=_("Trích yếu"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    year = forms.IntegerField(label=_("Năm của kế hoạch"), min_value=RECORDED[0], max_value=RECORDED[-1])

    @property
    def values(self) -> dict[str, Any]:
        """Return the fields in the form of a draft."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {**data, "issued_on": data["issued_on"].isoformat()}


class GroupForm(VersionForm):
    no = forms.CharField(label=_("Số thứ tự"), max_length=20)
    title = forms.CharField(label=_("Lĩnh vực"), max_length=500)


class AliasForm(Form):
    """A name as the document writes it, and whom it means from now on."""

    text = forms.CharField(label=_("Tên gọi trong văn bản"), max_length=200)
    classes = forms.MultipleChoiceField(label=_("Nhóm đơn vị"), required=False, widget=forms.CheckboxSelectMultiple)
    units = forms.MultipleChoiceField(label=_("Đơn vị"), required=False, widget=UnitChecks)

    def __init__(self, *args: Any, classes: list[tuple[str, str]], units: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["classes"].choices, fields["units"].choices = classes, units

    @property
    def targets(self) -> tuple[str, ...]:
        return (*self.cleaned_data["classes"], *self.cleaned_data["units"])
