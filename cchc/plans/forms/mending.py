"""Everything the office may change in one task of a reading."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.plans.forms import repeating
from cchc.plans.forms.reading import VersionForm
from cchc.plans.forms.repeating import RepeatingFields
from cchc.plans.rules.draft import Group, Task
from cchc.plans.rules.mending import Bearers, Money, TaskMend, Timing
from cchc.plans.rules.offsets import LARGEST
from cchc.plans.states import BudgetKind, OffsetUnit, ScheduleKind
from cchc.plans.types import Who
from cchc.ui.forms import DateField, MoneyField, UnitChecks

CONDITION = (
    ("", _("Chưa quyết định")),
    ("bound", _("Giao hẳn cho mọi đơn vị đã chọn")),
    ("optional", _("Để đơn vị tự đăng ký")),
)
_SIDES = (("lead", "lead"), ("partner", "partners"))
MANY = UnitChecks


def _lines(label: Any, rows: int, *, hint: Any = "", required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=4000, required=required, widget=widget)


class TaskForm(RepeatingFields, VersionForm):
    """A task as it is understood; ``task`` is the row of the draft it is about, ``None`` for a missed one."""

    code = forms.CharField(label=_("Mã"), max_length=40, widget=forms.TextInput(attrs={"class": "w-number"}))
    group = forms.ChoiceField(label=_("Lĩnh vực"))
    title = _lines(_("Nội dung"), 3, required=True)
    products = _lines(_("Sản phẩm"), 2, hint=_("Mỗi dòng một sản phẩm."))
    lead_classes = forms.MultipleChoiceField(label=_("Chủ trì: nhóm đơn vị"), required=False, widget=MANY)
    lead_units = forms.MultipleChoiceField(label=_("Chủ trì: từng đơn vị"), required=False, widget=MANY)
    lead_complete = forms.BooleanField(label=_("Đã chọn đủ, tên chưa rõ không chỉ ai khác"), required=False)
    condition = forms.ChoiceField(
        label=_("Đơn vị nào làm"), choices=CONDITION, required=False, widget=forms.RadioSelect
    )
    partner_classes = forms.MultipleChoiceField(label=_("Phối hợp: nhóm đơn vị"), required=False, widget=MANY)
    partner_units = forms.MultipleChoiceField(label=_("Phối hợp: từng đơn vị"), required=False, widget=MANY)
    partner_complete = forms.BooleanField(label=_("Đã chọn đủ, tên chưa rõ không chỉ ai khác"), required=False)
    schedule_kind = forms.ChoiceField(label=_("Thời gian"), choices=ScheduleKind.choices)
    start = DateField(label=_("Từ ngày"), required=False)
    end = DateField(label=_("Đến hết ngày"), required=False, help_text=_("Ví dụ 30/06/2019"))
    event = forms.CharField(label=_("Khi phát sinh"), max_length=1000, required=False)
    offset_days = forms.IntegerField(
        label=_("Hạn sau sự việc bao nhiêu ngày"),
        help_text=_("Để trống nếu văn bản không nêu; số âm là trước sự việc."),
        min_value=-LARGEST,
        max_value=LARGEST,
        required=False,
    )
    offset_unit = forms.ChoiceField(label=_("Tính theo"), choices=OffsetUnit.choices, required=False)
    budget_kind = forms.ChoiceField(label=_("Kinh phí"), choices=BudgetKind.choices)
    amount = MoneyField(label=_("Mức tiền"), required=False, help_text=_("Ví dụ 40 triệu hoặc 5.000.000"))
    per = forms.CharField(
        label=_("Cho mỗi"), help_text=_("Ví dụ kỳ, huyện; để trống nếu khoán gọn."), max_length=40, required=False
    )
    count = forms.IntegerField(label=_("Số lần"), min_value=1, max_value=100_000, required=False)
    funding = forms.CharField(label=_("Nguồn kinh phí"), max_length=200, required=False)
    note = _lines(_("Ghi chú"), 2)

    def __init__(
        self, *args: Any, task: Task | None, choices: dict[str, list[Any]], words: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.task = task
        rule = (task.schedule.rrule if task else None) or ""
        self.keep(rule, words)
        fields: Any = self.fields
        fields["group"].choices = choices["groups"]
        for side in ("lead", "partner"):
            fields[f"{side}_classes"].choices = choices["classes"]
            fields[f"{side}_units"].choices = choices["units"]

    def clean(self) -> dict[str, Any]:
        """Ask what becomes of a name that is still unknown, so that none is dropped by picking another unit."""
        data = super().clean() or self.cleaned_data
        if data.get("schedule_kind") == ScheduleKind.RECURRING and not data.get("every"):
            self.add_error("every", _("Hãy chọn chu kỳ."))
        for side, field in _SIDES:
            unknown = self._now(field).unresolved
            if unknown and self._has_chosen(side, field) and not data.get(f"{side}_complete"):
                names = ", ".join(f"“{name}”" for name in unknown)
                message = _("Còn %(names)s chưa rõ là ai: nếu đã chọn đủ thì đánh dấu ô này.") % {"names": names}
                self.add_error(f"{side}_complete", message)
        return data

    @property
    def mend(self) -> TaskMend:
        """Return what the valid form says."""
        data = self.cleaned_data
        optional = {"bound": False, "optional": True}.get(data["condition"], self._decided_by_naming())
        return TaskMend(
            code=data["code"],
            title=data["title"],
            products=tuple(line.strip() for line in data["products"].splitlines() if line.strip()),
            group=data["group"],
            lead=Bearers(tuple(data["lead_units"]), tuple(data["lead_classes"]), optional, data["lead_complete"]),
            partners=Bearers(
                tuple(data["partner_units"]), tuple(data["partner_classes"]), complete=data["partner_complete"]
            ),
            schedule=self._timing(),
            budget=Money(data["budget_kind"], data["amount"], data["per"], data["count"]),
            funding=data["funding"],
            note=data["note"],
        )

    def _decided_by_naming(self) -> bool | None:
        """Return that units are bound where the office has named them instead of a class with a condition."""
        is_named = bool(self.cleaned_data["lead_units"]) and not self.cleaned_data["lead_classes"]
        asks = bool(self._now("lead").condition)
        return False if asks and is_named and self._has_chosen("lead", "lead") else None

    def _has_chosen(self, side: str, field: str) -> bool:
        now = self._now(field)
        said = (self.cleaned_data.get(f"{side}_{part}", ()) for part in ("units", "classes"))
        return tuple(map(tuple, said)) != (now.units, now.classes)

    def _now(self, field: str) -> Who:
        """Return who leads or takes part as the draft has it; nobody in a task that is new."""
        return getattr(self.task, field) if self.task else Who()

    def _timing(self) -> Timing:
        data = self.cleaned_data
        start, end = (data[name].isoformat() if data[name] else None for name in ("start", "end"))
        offset = {"offset_days": data["offset_days"], "offset_unit": data["offset_unit"]}
        return Timing(data["schedule_kind"], start, end, data["rrule"], data["event"], **offset)


def initial(task: Task, group: Group) -> dict[str, Any]:
    """Return the values with which the form of a task opens."""
    schedule, budget, optional = task.schedule, task.budget, task.lead.optional
    return {
        **{name: getattr(task, name) for name in ("code", "title", "funding", "note")},
        "group": group.key,
        "products": "\n".join(task.products),
        "condition": "" if optional is None else "optional" if optional else "bound",
        **_bearers("lead", task.lead),
        **_bearers("partner", task.partners),
        "schedule_kind": schedule.kind,
        "start": schedule.start,
        "end": schedule.end,
        **repeating.initial(schedule.rrule or ""),
        "offset_days": schedule.offset_days,
        "offset_unit": schedule.offset_unit or "days",
        "event": schedule.event or "",
        "budget_kind": budget.kind,
        "amount": budget.amount,
        "per": budget.per or "",
        "count": budget.count,
    }


def _bearers(side: str, who: Who) -> dict[str, list[str]]:
    return {f"{side}_classes": [*who.classes], f"{side}_units": [*who.units]}
