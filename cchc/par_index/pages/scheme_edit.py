"""Soạn bộ tiêu chí: rows, settings, and schemes out of files."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock, reading
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.organisation import queries as organisation
from cchc.par_index import access
from cchc.par_index.actions import schemes as actions
from cchc.par_index.forms.schemes import NewForm, RowForm, SettingsForm, class_lines
from cchc.par_index.models import Scheme
from cchc.par_index.pages.scheme import levels
from cchc.par_index.queries import scheme_files
from cchc.par_index.rules import trees
from cchc.par_index.states import SchemeState
from cchc.ui import seen
from cchc.ui.answering import Act, actor_of, form_page, pressed, submitted


@permission(access.WRITE_SCHEME)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a scheme, from a file or empty; it is the reader's unit that decides it."""
    subject = subject_of(request)
    form = NewForm(
        request.POST or None, request.FILES or None, levels=levels(), initial={"year": clock.today().year}
    )  # fmt: skip
    unit_id = _deciding(request)
    made: list[int] = []

    def act() -> Act:
        data = form.cleaned_data
        content = scheme_files.content(data["file"].name, data["file"].read()) if data["file"] else _empty()
        step = partial(actions.create, unit_id, data["level"], data["year"], data["title"], content)
        return lambda *, actor, now: made.append(step(actor=actor, now=now))

    if submitted(request, form, act, _("Đã lập bộ tiêu chí.")):
        if form.cleaned_data["file"] and scheme_files.is_table(form.cleaned_data["file"].name):
            messages.info(request, _("Tệp bảng không ghi xếp loại, làm tròn, mức trần: hãy ghi ở phần quy định chung."))
        return redirect("par_index:scheme", made[0])
    unit = organisation.names([unit_id], clock.today()).get(unit_id, "")
    context = {"form": form, "unit": unit, "subject": subject}
    return form_page(request, "par_index/pages/new.html", context)


def _deciding(request: HttpRequest) -> int:
    """Return the unit that decides: the topmost in which the reader writes schemes."""
    scope, today = subject_of(request).scope(access.WRITE_SCHEME), clock.today()
    root = organisation.root_id(today)
    if root in scope:
        return root
    home = subject_of(request).unit_id
    if home is None or home not in scope:
        raise PermissionDenied(access.WRITE_SCHEME)
    return home


def _empty() -> dict[str, Any]:
    return {
        "rounding": {"places": 2, "mode": "half_up"},
        "ties": "competition",
        "classes": [],
        "tree": [{"code": "1", "title": _("Lĩnh vực thứ nhất"), "max": 100, "kind": "field"}],
    }


def _draft(request: HttpRequest, scheme_id: int) -> Scheme:
    found = access.scheme(subject_of(request), scheme_id, access.WRITE_SCHEME)
    if found.state != SchemeState.DRAFT:
        raise Http404
    return found


@permission(access.WRITE_SCHEME)
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """Write one row of the tree: add it below another, change it, move it, take it out."""
    found = _draft(request, scheme_id)
    code = request.GET.get("ma", "")
    known = trees.row_of(found.content, code) if code else None
    if code and known is None:
        raise Http404
    doing = request.POST.get("lam", "")
    revision = _revision(request, found)
    buttons: dict[str, Any] = {
        "bo": (partial(actions.take_out, found.pk, revision, code), _("Đã bỏ mục này và các mục con.")),
        "len": (partial(actions.move, found.pk, revision, code, up=True), _("Đã chuyển lên.")),
        "xuong": (partial(actions.move, found.pk, revision, code, up=False), _("Đã chuyển xuống.")),
    }
    if code and doing in buttons:
        pressed(request, *buttons[doing])
        return redirect("par_index:scheme", found.pk)
    start = RowForm.usual(dict(known)) if known else _below(found, request.GET.get("duoi", ""))
    form = RowForm(request.POST or None, initial=start)
    if known:
        form.opened_on(seen.row(Scheme, found.pk, lambda: _row_now(found.pk, code)))
    act = lambda: partial(actions.put, found.pk, _standing(request, found, is_new=not known), form.row, code)  # noqa: E731
    if submitted(request, form, act, _("Đã lưu mục này.")):
        return redirect(f"{_address(found)}#muc-{form.cleaned_data['code']}")
    context = {"found": found, "form": form, "code": code, "revision": revision}
    return form_page(request, "par_index/pages/row.html", context)


def _row_now(pk: int, code: str) -> dict[str, Any]:
    """Return a row as it stands; nothing where it was taken out."""
    row = trees.row_of(Scheme.objects.get(pk=pk).content, code)
    return RowForm.usual(dict(row)) if row else {}


def _address(found: Scheme) -> str:
    from django.urls import reverse

    return reverse("par_index:scheme", args=[found.pk])


def _revision(request: HttpRequest, found: Scheme) -> int:
    given = reading.whole(request.POST.get("ban"), 2**31 - 1)
    return found.revision if given is None else given


def _standing(request: HttpRequest, found: Scheme, *, is_new: bool = False) -> int:
    """Return the revision that a form may change: the one that stands, of a form that was compared under the lock.

    A new row takes nothing away, whatever others have written meanwhile.
    """
    if is_new or request.POST.get(seen.NAME):
        return Scheme.objects.values_list("revision", flat=True).get(pk=found.pk)
    return _revision(request, found)


def _below(found: Scheme, head: str) -> dict[str, Any]:
    """Return what a new row starts with: the next free code below ``head``."""
    codes = {str(one["code"]) for one in found.content["tree"]}
    prefix = f"{head}." if head in codes else ""
    place = next(n for n in range(1, 1_000) if f"{prefix}{n}" not in codes)
    depth = prefix.count(".")
    return {"code": f"{prefix}{place}", "kind": ("field", "criterion", "self")[min(depth, 2)]}


@permission(access.WRITE_SCHEME)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """Set what holds for the whole; or put the content of a file in the place of all of it."""
    found = _draft(request, scheme_id)
    revision = _revision(request, found)
    is_file = request.POST.get("lam") == "tep"
    form = SettingsForm(request.POST if request.method == "POST" and not is_file else None, initial=_whole(found))
    form.opened_on(seen.row(Scheme, found.pk, lambda: _whole(Scheme.objects.get(pk=found.pk))))
    if is_file:
        return _replaced(request, found, revision)

    def act() -> Act:
        data = form.cleaned_data
        return partial(
            actions.settings, found.pk, _standing(request, found), data["title"], data["number"], form.values
        )

    if submitted(request, form, act, _("Đã lưu quy định chung.")):
        return redirect("par_index:scheme", found.pk)
    context = {"found": found, "form": form, "revision": revision}
    return form_page(request, "par_index/pages/settings.html", context)


def _whole(found: Scheme) -> dict[str, Any]:
    """Return what holds for the whole, as the form shows it."""
    content = found.content
    rounding = content.get("rounding") or {}
    return {
        "title": found.title, "number": found.number, "places": rounding.get("places", 2),
        "mode": rounding.get("mode", "half_up"), "ties": content.get("ties", "competition"),
        "classes": class_lines(content.get("classes") or []), "bonus_max": content.get("bonus_max"),
        "penalty_max": content.get("penalty_max"),
    }  # fmt: skip


def _replaced(request: HttpRequest, found: Scheme, revision: int) -> HttpResponse:
    file = request.FILES.get("file")
    try:
        if file is None:
            raise Refusal("Hãy chọn một tệp.")
        content = scheme_files.content(file.name or "", file.read())
        actions.replace(found.pk, revision, content, actor=actor_of(request), now=clock.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("par_index:settings", found.pk)
    is_table = scheme_files.is_table(file.name or "")
    done = _("Đã thay các mục bằng nội dung của tệp; quy định chung giữ nguyên.")
    messages.success(request, done if is_table else _("Đã thay bằng nội dung của tệp."))
    return redirect("par_index:scheme", found.pk)
