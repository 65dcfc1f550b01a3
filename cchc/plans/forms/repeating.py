"""How often a task comes round and on which day, by choices; the rule they make is stored."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.plans.rules import repeating
from cchc.plans.rules.recurrence import LAST
from cchc.plans.rules.repeating import Choice, choice_of, rule_of
from cchc.ui.forms import Form

KEPT = "kept"
EVERY = (
    ("", _("Chọn chu kỳ")),
    (repeating.DAY, _("Mỗi ngày")),
    (repeating.WEEK, _("Mỗi tuần")),
    (repeating.MONTH, _("Mỗi tháng")),
    (repeating.QUARTER, _("Mỗi quý")),
    (repeating.HALF_YEAR, _("6 tháng một lần")),
    (repeating.YEAR, _("Mỗi năm")),
)
WEEKDAYS = tuple(
    zip(
        repeating.WEEKDAYS,
        (_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật")),
        strict=True,
    )
)
DAYS = ((str(LAST), _("Ngày cuối tháng")), *((str(day), str(day)) for day in range(1, 31)))
MONTHS = (
    (repeating.LAST_MONTH, _("Tháng cuối của kỳ")),
    (repeating.FIRST, _("Tháng đầu của kỳ")),
    (repeating.SECOND, _("Tháng thứ hai của quý")),
    *((str(month), str(month)) for month in range(1, 13)),
)


class RepeatingFields(Form):
    """The fields of a recurrence; ``stored`` is the rule that stands, kept where it is not chosen anew."""

    every = forms.ChoiceField(label=_("Chu kỳ"), choices=EVERY, required=False)
    weekday = forms.ChoiceField(label=_("Vào"), choices=WEEKDAYS, required=False)
    day = forms.ChoiceField(label=_("Vào ngày"), choices=DAYS, required=False)
    second_day = forms.ChoiceField(
        label=_("và ngày (nếu mỗi tháng hai kỳ)"), choices=(("", _("Không")), *DAYS), required=False
    )
    month = forms.ChoiceField(label=_("Trong tháng"), choices=MONTHS, required=False)

    stored = ""

    def keep(self, rule: str, words: str) -> None:
        """Offer a rule that the choices can't say, in words, as one more choice."""
        self.stored = rule
        if rule and choice_of(rule) is None:
            field: Any = self.fields["every"]
            field.choices = [*EVERY, (KEPT, _("Giữ nguyên: %(rule)s") % {"rule": words})]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["rrule"] = ""
        try:
            data["rrule"] = self._rule(data)
        except Refusal as refusal:
            self.add_error(refusal.field, say(refusal))
        return data

    def _rule(self, data: dict[str, Any]) -> str:
        every = data.get("every")
        if not every:
            return ""
        if every == KEPT:
            return self.stored
        second = data.get("second_day")
        chosen = Choice(
            every,
            data.get("weekday") or "SU",
            int(data.get("day") or LAST),
            int(second) if second else None,
            data.get("month") or repeating.LAST_MONTH,
        ).plain
        return self.stored if self.stored and choice_of(self.stored) == chosen else rule_of(chosen)


def initial(rule: str) -> dict[str, Any]:
    """Return the values with which the fields open."""
    found = choice_of(rule)
    if found is None:
        return {"every": KEPT if rule else "", "weekday": "FR", "day": str(LAST), "second_day": "", "month": "last"}
    second = "" if found.second_day is None else str(found.second_day)
    return {
        **{"every": found.every, "weekday": found.weekday, "day": str(found.day)},
        **{"second_day": second, "month": found.month},
    }
