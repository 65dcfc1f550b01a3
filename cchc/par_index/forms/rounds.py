"""What is typed to open and to run a round."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.organisation import queries as organisation
from cchc.par_index.actions.rounds import Days
from cchc.par_index.models import Round
from cchc.par_index.states import Stage, stages
from cchc.par_index.types import Scheme
from cchc.ui.forms import DateField, Form, UnitField


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
