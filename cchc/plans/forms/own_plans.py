"""What a unit fills in to draw up its own plan."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.plans.forms.repeating import RepeatingFields
from cchc.plans.rules.own_task import KEPT, OwnTask
from cchc.ui.forms import DateField, Form

Choices = Sequence[tuple[Any, str]]


class ChooseForm(Form):
    """Which assignments of the plan above become tasks of the unit's own."""

    assignments = forms.TypedMultipleChoiceField(
        label=_("Đưa vào kế hoạch riêng"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, assignments: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["assignments"]
        field.choices = assignments


class StartForm(ChooseForm):
    creates = True

    title = forms.CharField(label=_("Tên kế hoạch riêng"), max_length=500)
    field_order = ["title", "assignments"]


class OwnTaskForm(RepeatingFields):
    """A task of the unit's own plan; ``leads`` are the unit and those below it; ``rule`` is the recurrence it has."""

    creates = True

    group = forms.CharField(
        label=_("Lĩnh vực"),
        max_length=500,
        help_text=_("Chọn trong danh sách gợi ý hoặc ghi lĩnh vực mới."),
        widget=forms.TextInput(attrs={"list": "linh-vuc"}),
    )
    title = forms.CharField(label=_("Nội dung"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    products = forms.CharField(
        label=_("Sản phẩm"),
        help_text=_("Mỗi dòng một sản phẩm."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    leads = forms.TypedMultipleChoiceField(
        label=_("Chủ trì"), coerce=int, widget=forms.CheckboxSelectMultiple, help_text=_("Mỗi đơn vị nhận một việc.")
    )
    schedule_kind = forms.ChoiceField(
        label=_("Thời gian"),
        choices=[
            ("deadline", _("Hoàn thành trước ngày")),
            ("window", _("Trong một khoảng")),
            ("recurring", _("Định kỳ")),
            ("standing", _("Thường xuyên")),
        ],
        widget=forms.RadioSelect,
    )
    start_on = DateField(label=_("Từ ngày"), required=False)
    is_meant = forms.BooleanField(label=_("Đúng là ngày ấy, dù xa năm của kế hoạch"), required=False)
    end_on = DateField(label=_("Đến hết ngày"), help_text=_("Ví dụ 30/06/2019"), required=False)

    def __init__(
        self, *args: Any, leads: Choices = (), kept: str = "", rule: str = "", words: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keep(rule, words)
        field: Any = self.fields["leads"]
        field.choices = leads
        if kept:  # a schedule that these fields can't say, in words
            kinds: Any = self.fields["schedule_kind"]
            kinds.choices = [(KEPT, _("Giữ nguyên: %(rule)s") % {"rule": kept}), *kinds.choices]

    @property
    def asks_if_meant(self) -> bool:
        """Whether the page asks about the first day: it was refused, or has been said to be right."""
        return self.is_bound and ("start_on" in self.errors or bool(self.data.get("is_meant")))

    @property
    def task(self) -> OwnTask:
        """Return what the valid form says."""
        data = self.cleaned_data
        return OwnTask(
            group=data["group"],
            title=data["title"],
            products=tuple(data["products"].splitlines()),
            lead_ids=tuple(data["leads"]),
            schedule_kind=data["schedule_kind"],
            start_on=data["start_on"],
            end_on=data["end_on"],
            rule=data["rrule"],
            is_meant=data["is_meant"],
        )


class IssueForm(Form):
    """The document by which the plan is issued, and the assignment whose product it is."""

    number = forms.CharField(label=_("Số, ký hiệu"), help_text=_("Ví dụ 15/KH-UBND"), max_length=60)
    issued_on = DateField(label=_("Ngày ban hành"), help_text=_("Ví dụ 15/01/2019"))
    fulfils = forms.TypedChoiceField(
        label=_("Kế hoạch này là sản phẩm của việc"),
        help_text=_("Việc được chọn sẽ được báo cáo hoàn thành và chờ xác nhận."),
        coerce=int,
        required=False,
        empty_value=None,
    )

    def __init__(self, *args: Any, products: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["fulfils"]
        field.choices = [("", _("Không phải sản phẩm của việc nào")), *products]
