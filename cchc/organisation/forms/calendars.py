"""Forms of the calendar pages; field names are the words of the address."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc.kernel.clock import ZONE
from cchc.kernel.years import RECORDED
from cchc.organisation.rules.clock import Certainty, Kind, Pause, SpecialDay
from cchc.ui.forms import DateField, Form, NumberField, UnitSelect

Choices = Sequence[tuple[str, str]]

UNIT_LABELS = [
    ("working_days", gettext_lazy("Ngày làm việc")),
    ("working_hours", gettext_lazy("Giờ làm việc")),
    ("days", gettext_lazy("Ngày (cả ngày nghỉ)")),
]
KIND_LABELS = {
    Kind.OFF: gettext_lazy("Nghỉ"),
    Kind.WORKING: gettext_lazy("Làm bù"),
    Kind.HALF: gettext_lazy("Làm nửa ngày"),
}
CERTAINTY_LABELS = {
    Certainty.DECIDED: gettext_lazy("Có quyết định"),
    Certainty.BY_LAW: gettext_lazy("Luật định"),
    Certainty.UNVERIFIED: gettext_lazy("Chưa đối chiếu"),
    Certainty.COMPUTED: gettext_lazy("Tự tính, chờ quyết định"),
}
WEEKDAY_LABELS = [
    (0, gettext_lazy("Thứ Hai")),
    (1, gettext_lazy("Thứ Ba")),
    (2, gettext_lazy("Thứ Tư")),
    (3, gettext_lazy("Thứ Năm")),
    (4, gettext_lazy("Thứ Sáu")),
    (5, gettext_lazy("Thứ Bảy")),
    (6, gettext_lazy("Chủ nhật")),
]

_TIME_FORMATS = ["%H:%M", "%H giờ %M", "%H giờ", "%Hg%M", "%Hh%M"]
_MOMENT_FORMATS = ["%H:%M %d/%m/%Y", "%H:%M, %d/%m/%Y", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"]
_SHORT_TEXT = {"class": "w-date", "autocomplete": "off", "maxlength": 32}


class TimeField(forms.TimeField):
    """A time of day on the 24-hour clock, in every language of the page."""

    default_error_messages = {"invalid": gettext_lazy("Ghi giờ theo dạng 07:00.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={**_SHORT_TEXT, "placeholder": "07:00"}, format="%H:%M")
        super().__init__(input_formats=_TIME_FORMATS, widget=widget, **kwargs)


class MomentField(forms.DateTimeField):
    """A moment as officials write it: the time, then the day before the month."""

    default_error_messages = {"invalid": gettext_lazy("Ghi giờ rồi ngày, ví dụ 10:00 05/02/2019.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs=_SHORT_TEXT, format="%H:%M %d/%m/%Y")
        super().__init__(input_formats=_MOMENT_FORMATS, widget=widget, **kwargs)


class _CalendarForm(Form):
    """What the forms share: the calendar and the unit it is about."""

    use_required_attribute = False

    def __init__(self, *args: Any, calendars: Choices, units: Choices, everybody: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [("", _("Mọi đơn vị"))] if everybody else []
        self._choose("lich", calendars)
        self._choose("don_vi", [*choices, *units])

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    @property
    def unit_id(self) -> int | None:
        return int(self.cleaned_data["don_vi"]) if self.cleaned_data.get("don_vi") else None


def _calendar_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("Lịch"))


def _unit_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("Đơn vị"), required=False, widget=UnitSelect())


def _bounded(day: dt.date) -> dt.date:
    if day.year not in RECORDED:
        text = _("Năm phải từ %(first)s đến %(last)s.")
        raise forms.ValidationError(text % {"first": RECORDED[0], "last": RECORDED[-1]})
    return day


class DueForm(_CalendarForm):
    """What the calculator asks: receipt, limit, and one pause if there was one."""

    ngay = DateField(label=gettext_lazy("Ngày tiếp nhận"), help_text=gettext_lazy("Ví dụ 01/02/2019"))
    gio = TimeField(label=gettext_lazy("Giờ tiếp nhận"), help_text=gettext_lazy("Ví dụ 10:00"))
    han = NumberField(
        label=gettext_lazy("Thời hạn"),
        min_value=0,
        max_value=2000,
        max_digits=8,
        decimal_places=2,
        help_text=gettext_lazy("Ví dụ 5 hoặc 0,5"),
    )
    theo = forms.ChoiceField(label=gettext_lazy("Tính theo"), choices=UNIT_LABELS, initial="working_days")
    dung_tu = MomentField(
        label=gettext_lazy("Tạm dừng từ"), required=False, help_text=gettext_lazy("Ví dụ 10:00 05/02/2019")
    )
    dung_den = MomentField(label=gettext_lazy("Tạm dừng đến"), required=False)
    lich = _calendar_field()
    don_vi = _unit_field()

    def clean_ngay(self) -> dt.date:
        return _bounded(self.cleaned_data["ngay"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        start, end = given.get("dung_tu"), given.get("dung_den")
        if bool(start) != bool(end) and not {"dung_tu", "dung_den"} & self.errors.keys():
            self.add_error("dung_den" if start else "dung_tu", _("Ghi cả lúc bắt đầu và lúc kết thúc tạm dừng."))
        elif start and end and end < start:
            self.add_error("dung_den", _("Lúc kết thúc phải sau lúc bắt đầu tạm dừng."))
        return given

    @property
    def received(self) -> dt.datetime:
        return dt.datetime.combine(self.cleaned_data["ngay"], self.cleaned_data["gio"], ZONE)

    @property
    def pauses(self) -> tuple[Pause, ...]:
        start, end = self.cleaned_data.get("dung_tu"), self.cleaned_data.get("dung_den")
        return (Pause(start, end),) if start and end else ()


class DayForm(_CalendarForm):
    """One day off, make-up day or half day."""

    creates = True

    lich = _calendar_field()
    don_vi = _unit_field()
    date = DateField(label=gettext_lazy("Ngày"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"), choices=[(kind.value, text) for kind, text in KIND_LABELS.items()]
    )
    name = forms.CharField(label=gettext_lazy("Tên, lý do"), max_length=200)
    decision = forms.CharField(
        label=gettext_lazy("Số quyết định"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Số, ký hiệu và ngày của văn bản. Chưa có thì để trống: ngày này sẽ được đánh dấu."),
    )
    swapped_with = DateField(
        label=gettext_lazy("Hoán đổi với ngày"),
        required=False,
        help_text=gettext_lazy("Ngày làm bù theo giờ làm việc của ngày này."),
    )
    closes = TimeField(
        label=gettext_lazy("Làm đến giờ"),
        required=False,
        help_text=gettext_lazy("Chỉ dùng cho nửa ngày; để trống là 12:00."),
    )

    def clean_date(self) -> dt.date:
        return _bounded(self.cleaned_data["date"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("swapped_with") and given.get("swapped_with") == given.get("date"):
            self.add_error("swapped_with", _("Một ngày không hoán đổi với chính nó."))
        if given.get("closes") and given.get("kind") != Kind.HALF:
            self.add_error("closes", _("Chỉ nửa ngày mới có giờ kết thúc riêng."))
        return given

    @property
    def day(self) -> SpecialDay:
        given = self.cleaned_data
        certainty = Certainty.DECIDED if given["decision"] else Certainty.UNVERIFIED
        return SpecialDay(
            given["date"],
            Kind(given["kind"]),
            given["name"],
            given["decision"],
            certainty,
            given["swapped_with"],
            closes=given["closes"],
        )


class HoursForm(_CalendarForm):
    """The shifts of some weekdays from a day on."""

    lich = _calendar_field()
    don_vi = _unit_field()
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Các thứ trong tuần"),
        choices=WEEKDAY_LABELS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    morning_opens = TimeField(label=gettext_lazy("Ca thứ nhất, từ"), required=False)
    morning_closes = TimeField(label=gettext_lazy("Ca thứ nhất, đến"), required=False)
    afternoon_opens = TimeField(label=gettext_lazy("Ca thứ hai, từ"), required=False)
    afternoon_closes = TimeField(label=gettext_lazy("Ca thứ hai, đến"), required=False)
    valid_from = DateField(label=gettext_lazy("Áp dụng từ ngày"))

    SHIFTS = (("morning_opens", "morning_closes"), ("afternoon_opens", "afternoon_closes"))

    def clean_valid_from(self) -> dt.date:
        return _bounded(self.cleaned_data["valid_from"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for opens, closes in self.SHIFTS:
            if {opens, closes} & self.errors.keys():
                continue
            if (given.get(opens) is None) != (given.get(closes) is None):
                self.add_error(closes, _("Ghi cả giờ mở cửa và giờ đóng cửa, hoặc để trống cả hai."))
            elif given.get(opens) is not None and given[opens] >= given[closes]:
                self.add_error(closes, _("Giờ đóng cửa phải sau giờ mở cửa."))
        return given

    @property
    def shifts(self) -> list[tuple[dt.time, dt.time]]:
        pairs = [(self.cleaned_data[opens], self.cleaned_data[closes]) for opens, closes in self.SHIFTS]
        return [(opens, closes) for opens, closes in pairs if opens is not None]
