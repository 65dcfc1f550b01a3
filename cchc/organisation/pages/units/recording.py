"""Record a change: one form for each of the six kinds."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock
from cchc.kernel.history import Actor, actor_of
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.organisation.access import units as access
from cchc.organisation.actions import changes
from cchc.organisation.forms import recording as forms
from cchc.organisation.forms.unit_lists import day
from cchc.organisation.pages.units import asking
from cchc.ui import display
from cchc.ui.answering import form_page
from cchc.ui.once import sent

_FIELDS = {"after": "into", "children_to": "children_to"}
"""The rules' names of inputs, where the form calls them otherwise."""


def _create(form: Any, actor: Actor, now: dt.datetime) -> None:
    changes.create(form.details, form.record, actor=actor, now=now)


def _rename(form: Any, actor: Actor, now: dt.datetime) -> None:
    changes.rename(form.cleaned_data["unit"], form.changed, form.record, actor=actor, now=now)


def _move(form: Any, actor: Actor, now: dt.datetime) -> None:
    cleaned = form.cleaned_data
    changes.move(cleaned["unit"], cleaned["parent"], form.record, actor=actor, now=now)


def _merge(form: Any, actor: Actor, now: dt.datetime) -> None:
    changes.merge(form.parties, form.heir, form.record, actor=actor, now=now)


def _split(form: Any, actor: Actor, now: dt.datetime) -> None:
    cleaned = form.cleaned_data
    heir = cleaned["children_to"] or None
    changes.split(cleaned["unit"], form.heirs, form.record, children_to=heir, actor=actor, now=now)


def _abolish(form: Any, actor: Actor, now: dt.datetime) -> None:
    cleaned = form.cleaned_data
    changes.abolish(cleaned["before"], form.record, children_to=cleaned["children_to"] or None, actor=actor, now=now)


@dataclass(frozen=True)
class Kind:
    """A kind of change: its form, what it does, and how its page speaks."""

    form: type[forms.ChangeForm]
    do: Callable[[Any, Actor, dt.datetime], None]
    heading: str | Promise
    lead: str | Promise


KINDS = {
    "thanh-lap": Kind(
        forms.CreateForm, _create, gettext_lazy("Thành lập đơn vị"), gettext_lazy("Đơn vị có từ ngày hiệu lực.")
    ),
    "doi-ten": Kind(
        forms.RenameForm,
        _rename,
        gettext_lazy("Đổi tên, loại hoặc mã"),
        gettext_lazy("Đơn vị vẫn là đơn vị đó; tên cũ còn nguyên trong các kỳ trước."),
    ),
    "sap-nhap": Kind(
        forms.MergeForm,
        _merge,
        gettext_lazy("Sáp nhập, hợp nhất"),
        gettext_lazy("Đơn vị nhập vào kết thúc ngày hôm trước; đơn vị trực thuộc của nó chuyển sang đơn vị mới."),
    ),
    "chia-tach": Kind(
        forms.SplitForm,
        _split,
        gettext_lazy("Chia, tách"),
        gettext_lazy("Các đơn vị nhận phần được ghi là kế thừa một phần."),
    ),
    "chuyen": Kind(
        forms.MoveForm,
        _move,
        gettext_lazy("Chuyển đơn vị cấp trên"),
        gettext_lazy("Phạm vi của người dùng đổi theo từ ngày hiệu lực."),
    ),
    "giai-the": Kind(
        forms.AbolishForm,
        _abolish,
        gettext_lazy("Giải thể, kết thúc hoạt động"),
        gettext_lazy("Đơn vị không có đơn vị kế thừa."),
    ),
}


@permission(access.WRITE)
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, verb: str) -> HttpResponse:
    """Ask for a change and record it; ``verb`` is fixed by the address."""
    access.check_write(subject_of(request))
    kind = KINDS[verb]
    as_of = day(request.GET, "ngay") or clock.today()
    chosen = request.GET.get("don_vi", "")
    posted = request.POST if request.method == "POST" else None
    form = kind.form(posted, units=asking.units(as_of), initial={"unit": chosen, "before": [chosen]})
    if posted is not None and form.is_valid():
        try:
            with sent(request, form):
                kind.do(form, actor_of(request), clock.now())
        except Refusal as refusal:
            field = _FIELDS.get(refusal.field or "", refusal.field)
            form.add_error(field if field in form.fields else None, say(refusal))
        else:
            messages.success(request, _("Đã ghi: %(kind)s.") % {"kind": kind.heading})
            return redirect("organisation:changes")
    context = {
        "form": form,
        "kind": kind,
        "day": display.date(as_of, display.TYPED),
        "verbs": [(name, one.heading, name == verb) for name, one in KINDS.items()],
    }
    return form_page(request, "organisation/pages/units/record.html", context)
