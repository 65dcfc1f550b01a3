"""The short pages around a review: the head of the document, a field of the plan, a name, putting the reading away."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.plans import access
from cchc.plans.actions import mending
from cchc.plans.actions import reading as actions
from cchc.plans.forms.reading import AliasForm, FrameForm, GroupForm, VersionForm
from cchc.plans.models import Reading
from cchc.plans.pages.review.places import is_narrow, next_place
from cchc.plans.queries import picking
from cchc.plans.queries.registry import directory
from cchc.plans.rules.doubts import doubts as open_doubts
from cchc.ui import seen
from cchc.ui.answering import actor_of, form_page, refuse, submitted

_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Asked:
    """What a page asks: heading, explanation, the word on its button, and whether it takes something away."""

    heading: str
    lead: str
    submit: str
    danger: bool = False


def _page(request: HttpRequest, reading: Reading, form: Any, asked: Asked) -> HttpResponse:
    if form.is_bound and "version" in form.fields:
        reading.refresh_from_db(fields=["version"])
        form.data = {**form.data.dict(), "version": str(reading.version)}
    context = {"reading": reading, "form": form, "asked": asked}
    return form_page(request, "plans/pages/review/small_form.html", context)


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@permission("plan.review")
@require_http_methods(_METHODS)
def frame(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Ask for number, day, place, issuer, title and year."""
    reading = access.reading(subject_of(request), reading_id)
    form = FrameForm(_data(request), initial={**_frame(reading), "version": reading.version})
    form.opened_on(seen.row(Reading, reading.pk, lambda: _frame(Reading.objects.get(pk=reading.pk))))
    for doubt in open_doubts(reading.opened, reading.settled, today=clock.today()):
        if doubt.task is None and doubt.field in form.fields:
            form.fields[doubt.field].help_text = say(doubt.sentence)
    act = lambda: partial(mending.mend_frame, reading.pk, form.cleaned_data["version"], form.values)  # noqa: E731
    if submitted(request, form, act, _("Đã sửa phần đầu văn bản.")):
        return redirect(next_place(reading, (), is_narrow(request)))
    lead = _("Số, ngày, cơ quan và trích yếu như trong văn bản đã ký.")
    return _page(request, reading, form, Asked(_("Sửa phần đầu văn bản"), lead, _("Lưu")))


def _frame(reading: Reading) -> dict[str, Any]:
    """Return the frame of a draft as the form shows it."""
    draft = reading.opened
    return {name: getattr(draft, name) for name in ("number", "place", "issuer", "title", "year", "issued_on")}


@permission("plan.review")
@require_http_methods(_METHODS)
def group(request: HttpRequest, reading_id: int, key: str = "") -> HttpResponse:
    """Ask for number and name of a field of the plan."""
    reading = access.reading(subject_of(request), reading_id)
    entry = _group(reading, key)
    if key and not entry:
        raise Http404
    form = GroupForm(_data(request), initial={**entry, "version": reading.version})
    form.opened_on(seen.row(Reading, reading.pk, lambda: _group(Reading.objects.get(pk=reading.pk), key)))

    def act() -> Any:
        data = form.cleaned_data
        return partial(mending.mend_group, reading.pk, data["version"], key, data["no"], data["title"])

    if submitted(request, form, act, _("Đã lưu lĩnh vực.")):
        return redirect("plans:review", reading.pk)
    heading = _("Sửa lĩnh vực %(no)s") % {"no": entry["no"]} if entry else _("Thêm lĩnh vực")
    return _page(request, reading, form, Asked(heading, _("Lĩnh vực gom các nhiệm vụ như trong bảng."), _("Lưu")))


def _group(reading: Reading, key: str) -> dict[str, Any]:
    """Return a field of a draft as the form shows it; nothing where there is none."""
    return next(({"no": one.no, "title": one.title} for one in reading.opened.groups if one.key == key), {})


@permission("plan.review")
@require_http_methods(_METHODS)
def alias(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Ask whom a name means; the registry keeps it, and this reading is looked up again at once."""
    reading = access.reading(subject_of(request), reading_id)
    known = directory(reading.as_of)
    opening = {"text": request.GET.get("ten", "")[:200]}
    form = AliasForm(_data(request), initial=opening, classes=picking.classes(known), units=picking.units(known))
    if request.method == "POST" and form.is_valid():
        add = partial(actions.add_alias, reading.pk, form.cleaned_data["text"], form.targets)
        try:
            changed = add(actor=actor_of(request), now=clock.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            words = ngettext(
                "Đã nhớ tên gọi; %(n)d nhiệm vụ đã hiểu lại.", "Đã nhớ tên gọi; %(n)d nhiệm vụ đã hiểu lại.", changed
            )
            messages.success(request, words % {"n": changed})
            return redirect(next_place(reading, (), is_narrow(request)))
    context = {"reading": reading, "form": form}
    return form_page(request, "plans/pages/review/alias.html", context)


@permission("plan.review")
@require_http_methods(_METHODS)
def drop(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Ask before a reading is put away."""
    reading = access.reading(subject_of(request), reading_id)
    form = VersionForm(_data(request), initial={"version": reading.version})
    act = lambda: partial(actions.drop, reading.pk)  # noqa: E731
    if submitted(request, form, act, _("Đã bỏ bản bóc tách.")):
        return redirect("plans:readings")
    lead = _("Những chỗ đã sửa trong bản bóc tách này sẽ không dùng nữa; tệp gốc vẫn được giữ và có thể gửi lại.")
    return _page(request, reading, form, Asked(_("Bỏ bản bóc tách này?"), lead, _("Bỏ bản bóc tách"), danger=True))
