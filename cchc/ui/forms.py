"""Form fields that understand how people write in Viet Nam."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cchc.kernel import clock, reading, writing, years
from cchc.kernel.text import MOST_LETTERS, clean, nfc
from cchc.ui import display, reader
from cchc.ui.once import Creating
from cchc.ui.seen import Watched

_NO_REAL_LIMIT = 10**8


class Form(Watched, Creating, forms.Form):
    """A form whose text arrives clean: "Hồ sơ" typed on any keyboard, or pasted from anywhere, is one string.

    A password is only composed, else stays as it is typed. What is far longer than its field takes is not looked
    through: the field refuses it by its length.
    """

    required_css_class = "field--required"
    error_css_class = "field--error"

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.data = _cleaned(self.data, {self.add_prefix(name): field for name, field in self.fields.items()})
        for field in self.fields.values():
            _say_both_limits(field)


class DateField(forms.DateField):
    """A day, typed as 7/5/2019, 07.05.2019, 07052019 or 2019-05-07; never read month first."""

    default_error_messages = {
        "invalid": _("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 07/05/2019."),
        "far": _("Năm phải từ %(first)s đến %(last)s."),
        "no_day": _("Tháng %(month)s chỉ có %(last)s ngày."),
        "no_leap_day": _("Tháng 2 năm %(year)s chỉ có %(last)s ngày."),
        "no_month": _("Không có tháng %(month)s; ghi ngày trước, tháng sau, ví dụ 07/05/2019."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DateInput())
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, str) and value.strip():
            try:
                return reading.date(value)
            except reading.NoSuchDay as none:
                said = {"month": none.month, "last": none.last, "year": none.year}
                raise ValidationError(self.error_messages[_lacking(none)], "invalid", said) from none
            except reading.FarDay as far:
                said = {"first": years.NAMED[0], "last": years.NAMED[-1]}
                raise ValidationError(self.error_messages["far"], "invalid", said) from far
            except reading.Unreadable as unreadable:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from unreadable
        return super().to_python(value)


def _lacking(none: reading.NoSuchDay) -> str:
    """Return which sentence says why there is no such day: 29/02 depends on the year, 31/6 does not."""
    if not none.last:
        return "no_month" if none.month > 12 else "invalid"
    if none.day <= none.last:
        return "invalid"
    return "no_leap_day" if none.month == 2 else "no_day"


class Units(Protocol):
    """Units to choose from as of a day; ``organisation.queries.offered`` makes them."""

    @property
    def as_of(self) -> dt.date: ...
    @property
    def groups(self) -> Sequence[tuple[str, Sequence[tuple[int, str]]]]: ...
    @property
    def allowed(self) -> Collection[int]: ...
    @property
    def first(self) -> int | None: ...


class UnitSelect(forms.Select):
    """A list of units in groups; with scripts a box that searches it without diacritics."""

    template_name = "ui/widgets/units.html"


class UnitChecks(forms.CheckboxSelectMultiple):
    """Several units, ticked in groups; with scripts a long list has a box that narrows it."""

    template_name = "ui/widgets/unit_checks.html"


class UnitField(forms.TypedChoiceField):
    """One unit, of those that live on the day of the act (``offer``); the action refuses any other one by name.

    On another day than today the hint says which.
    """

    default_error_messages = {"invalid_choice": _("Hãy chọn một đơn vị trong danh sách.")}
    allowed: Collection[int] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, widget=UnitSelect(), **kwargs)

    def offer(self, units: Units, empty: Any = None) -> None:
        """Offer ``units``; ``empty`` is what stands for none. One's own, or the only one, is chosen from the start."""
        found: list[Any] = []
        for heading, some in units.groups:
            found += [(heading, list(some))] if heading else some
        only = units.groups[0][1][0][0] if [len(some) for _name, some in units.groups] == [1] else None
        usual = units.first or only
        blank = [("", empty or _("Chọn đơn vị"))] if empty is not None or usual is None else []
        self.allowed = units.allowed
        self.choices = [*blank, *found]
        if empty is None and usual is not None:
            self.initial = usual
        if units.as_of != clock.today():
            day = _("Đơn vị hoạt động vào ngày %(day)s.") % {"day": reader.date(units.as_of)}
            self.help_text = f"{self.help_text} {day}".strip()

    def valid_value(self, value: Any) -> bool:
        return str(value) in {str(unit) for unit in self.allowed} or super().valid_value(value)


class NumberField(forms.DecimalField):
    """A number with Vietnamese separators: 1.214 is one thousand two hundred and fourteen, 84,37 has decimals."""

    default_error_messages = {
        "invalid": _("Nhập một số, ví dụ 1.214 hoặc 84,37."),
        "min_value": _("Nhập số từ %(limit_value)s trở lên."),
        "max_value": _("Nhập số không quá %(limit_value)s."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", NumberInput())
        super().__init__(**kwargs)

    # Django derives DecimalField from IntegerField, hence the two return types.
    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str) and value.strip():
            try:
                return reading.number(value)
            except reading.Unreadable as unreadable:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from unreadable
        return super().to_python(value)


class MoneyField(forms.IntegerField):
    """A sum in whole đồng: 1.250.000, 5 triệu, 1,5 tỷ."""

    default_error_messages = {"invalid": _("Ghi số tiền bằng đồng, ví dụ 1.250.000, 5 triệu hoặc 1,5 tỷ.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", 10**15)
        kwargs.setdefault("widget", MoneyInput())
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str) and value.strip():
            try:
                return reading.money(value)
            except reading.Unreadable as unreadable:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from unreadable
        return super().to_python(value)


class DateInput(forms.TextInput):
    """A text box for a day, with the browser's calendar beside it where ``dates.js`` finds one.

    Not ``type=date`` itself: that shows the order of day and month of the machine. The keyboard stays the full one,
    since the number pad of a phone has no "/".
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        plain = {"class": "w-date", "inputmode": "text", "autocomplete": "off", "maxlength": 32, "data-date": True}
        super().__init__({**plain, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return display.date(value, display.TYPED) if isinstance(value, dt.date) else super().format_value(value)


class NumberInput(forms.TextInput):
    """A text box for a number, right for the phone's keypad."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "w-number", "inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, int | float | Decimal):
            places = max(0, -exponent) if isinstance(exponent := Decimal(str(value)).as_tuple().exponent, int) else 0
            return display.number(value, places, display.TYPED)
        return None if value is None or value == "" else str(value)


class MoneyInput(NumberInput):
    """A text box for a sum; the currency stands behind it."""

    template_name = "ui/widgets/money.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "w-money", "inputmode": "text", "maxlength": 40, **(attrs or {})})


def _say_both_limits(field: forms.Field) -> None:
    """Let a number outside its limits be told both of them; a limit that only guards the column stays unsaid."""
    least, most = getattr(field, "min_value", None), getattr(field, "max_value", None)
    if isinstance(field, forms.IntegerField) and least is not None and most is not None and most < _NO_REAL_LIMIT:
        language = get_language() or "vi"
        limits = {"least": writing.inside(least, language), "most": writing.inside(most, language)}
        sentence = gettext("Nhập số từ %(least)s đến %(most)s.") % limits
        field.error_messages |= {"min_value": sentence, "max_value": sentence}


def day_typed(data: Any, name: str, otherwise: dt.date) -> dt.date:
    """Return the day typed into ``name``, as of which units are offered, or ``otherwise`` while it can't be read."""
    try:
        return reading.date(str(data.get(name, "")))
    except reading.Unreadable:
        return otherwise


def _cleaned(data: Any, fields: Mapping[str, forms.Field]) -> Any:
    if hasattr(data, "lists"):
        copy = data.copy()
        for name, values in data.lists():
            copy.setlist(name, [_written(value, fields.get(name)) for value in values])
        return copy
    return {name: _written(value, fields.get(name)) for name, value in data.items()}


def _written(value: Any, field: forms.Field | None) -> Any:
    """Return a value as it should be written; four letters as they are sent may be one letter of those that count."""
    longest = getattr(field, "max_length", None)
    if not isinstance(value, str) or len(value) > (4 * longest if longest else MOST_LETTERS):
        return value
    return nfc(value) if field and isinstance(field.widget, forms.PasswordInput) else clean(value)
