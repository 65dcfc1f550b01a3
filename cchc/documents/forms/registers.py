"""What is entered into the registers."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.documents.queries import content
from cchc.kernel.uploads import ACCEPTED
from cchc.ui.forms import DateField, Form, UnitField, Units

Answers = Sequence[tuple[int, str]]


class _OfUnit(Form):
    """A form for one of the units in whose name the person writes."""

    asked_late: Mapping[str, Callable[[], forms.Widget]] = {"order_reason": lambda: forms.Textarea({"rows": 2})}

    unit = UnitField(label=_("Đơn vị"))
    order_reason = forms.CharField(
        label=_("Lý do cấp số ngoài thứ tự ngày"), required=False, max_length=300, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, units: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)  # type: ignore[attr-defined]
        self.order_fields([name for name in self.fields if name != "order_reason"])
        for name in self.asked_late:
            if self.data.get(name):
                self._ask(name)

    def add_error(self, field: str | None, error: Any) -> None:
        """Show a box that is hidden until the register has asked for it."""
        if field and field in self.asked_late:
            self._ask(field)
        super().add_error(field, error)

    def _ask(self, name: str) -> None:
        self.fields[name].widget = self.asked_late[name]()


class OutgoingForm(_OfUnit):
    """A document written outside the platform; the token makes the same form sent twice one document."""

    creates = True

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Loại văn bản"))
    symbol = forms.CharField(
        label=_("Ký hiệu"), max_length=60, help_text=_("Phần sau số, ví dụ BC-SNV; số do sổ cấp, liên tục theo năm.")
    )
    issued_on = DateField(label=_("Ngày ban hành"))
    title = forms.CharField(label=_("Trích yếu"), max_length=500, widget=forms.Textarea({"rows": 2}))
    signer = forms.CharField(label=_("Người ký"), max_length=120)
    recipients = forms.CharField(
        label=_("Nơi nhận"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Mỗi nơi một dòng."),
    )
    copies = forms.IntegerField(label=_("Số bản"), min_value=1, max_value=9999, initial=1)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500)
    file = forms.FileField(label=_("Tệp"), required=False, widget=forms.FileInput({"accept": ACCEPTED}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        kinds = [(symbol, f"{name} ({symbol})") for symbol, name in content.type_names().items()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class IncomingForm(_OfUnit):
    """A document that arrives."""

    creates = True

    asked_late = {**_OfUnit.asked_late, "even_if_dated": forms.CheckboxInput}

    arrived_on = DateField(label=_("Ngày đến"))
    author = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    code = forms.CharField(label=_("Số, ký hiệu"), max_length=60, help_text=_("Như trên văn bản, ví dụ 581/BNV-CCHC."))
    dated_on = DateField(label=_("Ngày văn bản"))
    title = forms.CharField(label=_("Trích yếu"), max_length=500, widget=forms.Textarea({"rows": 2}))
    handler = forms.CharField(label=_("Đơn vị hoặc người nhận"), required=False, max_length=200)
    due_on = DateField(label=_("Hạn giải quyết"), required=False)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500)
    file = forms.FileField(label=_("Tệp"), required=False, widget=forms.FileInput({"accept": ACCEPTED}))
    even_if_dated = forms.BooleanField(
        label=_("Ngày văn bản đúng như ghi trên văn bản"), required=False, widget=forms.HiddenInput
    )
    even_if_double = forms.BooleanField(label=_("Vẫn vào sổ dù trùng số, ký hiệu và cơ quan"), required=False)


class ReasonForm(Form):
    """Why a document is withdrawn."""

    reason = forms.CharField(label=_("Lý do thu hồi"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class AnswerForm(Form):
    """By which outgoing document an incoming one is answered."""

    answer = forms.TypedChoiceField(
        label=_("Văn bản trả lời"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Để trống nếu giải quyết xong mà không cần văn bản."),
    )

    def __init__(self, *args: Any, answers: Answers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [("", _("Không có")), *answers]  # type: ignore[attr-defined]
