"""Bộ tiêu chí: which there are, what one says, how it differs from another."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock, plain_yaml, reading, sheets
from cchc.kernel.permission import Subject, permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.organisation import queries as organisation
from cchc.par_index import access
from cchc.par_index.actions import schemes as actions
from cchc.par_index.documents.sheets import scheme_rows
from cchc.par_index.forms.schemes import CopyForm, PublishSchemeForm
from cchc.par_index.models import Scheme
from cchc.par_index.queries import schemes as queries
from cchc.par_index.rules import differences as compared
from cchc.par_index.rules import schemes as rules
from cchc.par_index.rules.schemes import Unsound
from cchc.par_index.states import SchemeState
from cchc.ui import listing
from cchc.ui.answering import Act, form_page, pressed, submitted
from cchc.ui.sending import attachment

_PROBLEMS = 100


@permission(access.READ)
def schemes(request: HttpRequest) -> HttpResponse:
    """List the schemes that the reader may see."""
    subject = subject_of(request)
    rows = access.visible_schemes(subject).select_related("unit").defer("content")
    page = listing.page_of(rows.order_by("-year", "level", "pk"), request.GET)
    names = organisation.names({row.unit_id for row in page.object_list}, clock.today())
    context = {"page": page, "names": names, "levels": levels(), "may_write": subject.may(access.WRITE_SCHEME)}
    return render(request, "par_index/pages/schemes.html", context)


def levels() -> dict[str, str]:
    """Return the levels of units by the registry's word for them."""
    return {
        "department": _("Sở, ngành"), "district": _("Cấp huyện"), "commune": _("Cấp xã"), "body": _("Cơ quan khác"),
    }  # fmt: skip


@permission(access.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def scheme(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """Show a scheme as a tree, what is still wrong with a draft, and what may be done with it."""
    subject, doing = subject_of(request), request.POST.get("lam", "")
    found = access.scheme(subject, scheme_id, access.READ if doing in ("", "theo-khung") else access.WRITE_SCHEME)
    if doing == "xoa":
        pressed(request, partial(actions.discard, found.pk), _("Đã xóa bản soạn."))
        still_there = access.visible_schemes(subject).filter(pk=found.pk).exists()
        return redirect("par_index:scheme", found.pk) if still_there else redirect("par_index:schemes")
    copy = CopyForm(request.POST if doing == "chep" else None, initial={"year": found.year + 1, "title": found.title})
    sending = PublishSchemeForm(request.POST if doing == "ban-hanh" else None)
    made: list[int] = []
    if _done(request, found, doing, copy, sending, made):
        return redirect("par_index:scheme", made[0] if made else found.pk)
    writes = found.unit_id in subject.scope(access.WRITE_SCHEME)
    is_draft = found.state == SchemeState.DRAFT
    problems = queries.problems(found) if is_draft else []
    context = {
        "found": found,
        "rows": _rows(found),
        "settings": _settings(found),
        "problems": problems[:_PROBLEMS],
        "problem_count": len(problems),
        "unit": organisation.names([found.unit_id], clock.today()).get(found.unit_id, ""),
        "levels": levels(),
        "writes": writes,
        "may_edit": writes and is_draft,
        "may_open": not is_draft and found.unit_id in subject.scope(access.RUN),
        "may_take_back": writes and not is_draft and not queries.is_used(found.pk),
        "may_derive": _deriving(subject, found),
        "copy": copy,
        "sending": sending,
    }
    return form_page(request, "par_index/pages/scheme.html", context)


def _rows(found: Scheme) -> list[dict[str, Any]]:
    rows = found.content.get("tree", ())
    parents = {str(row["code"]).rpartition(".")[0] for row in rows}
    return [
        {**row, "depth": str(row["code"]).count(".") + 1, "is_leaf": str(row["code"]) not in parents} for row in rows
    ]


def _settings(found: Scheme) -> dict[str, Any]:
    content = found.content
    return {
        "rounding": content.get("rounding") or {}, "ties": content.get("ties", "competition"),
        "classes": content.get("classes") or [], "bonus_max": content.get("bonus_max"),
        "penalty_max": content.get("penalty_max"),
    }  # fmt: skip


def _deriving(subject: Subject, found: Scheme) -> int | None:
    """Return the reader's own unit where it may write a scheme within this framework."""
    home = subject.unit_id
    if found.state != SchemeState.PUBLISHED or found.framework_id or home in (None, found.unit_id):
        return None
    below = organisation.reach(clock.today()).get(found.unit_id, frozenset())
    return home if home in subject.scope(access.WRITE_SCHEME) and home in below and found.level == "commune" else None


def _done(
    request: HttpRequest, found: Scheme, doing: str, copy: CopyForm, sending: PublishSchemeForm, made: list[int]
) -> bool:
    if doing == "thu-hoi":
        pressed(request, partial(actions.take_back, found.pk), _("Đã đưa về bản soạn."))
        return True
    if doing == "theo-khung":
        home = _deriving(subject_of(request), found)
        if home is None:
            raise PermissionDenied(doing)
        pressed(request, _made(partial(actions.derive, found.pk, home), made), _("Đã lập bộ tiêu chí theo khung."))
        return True
    if doing == "ban-hanh":
        act = lambda: partial(actions.publish, found.pk, is_official=sending.cleaned_data["is_official"])  # noqa: E731
        return submitted(request, sending, act, _("Đã ban hành bộ tiêu chí; từ nay nội dung không đổi."))
    if doing == "chep":
        data = copy.cleaned_data if copy.is_valid() else {}
        step = partial(actions.copy, found.pk, data.get("year", 0), data.get("title", ""))
        return submitted(request, copy, lambda: _made(step, made), _("Đã chép; hãy sửa cho năm mới."))
    return False


def _made(step: Any, made: list[int]) -> Act:
    return lambda *, actor, now: made.append(step(actor=actor, now=now))


@permission(access.READ)
def differences(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """Show how a scheme differs from the one it was copied from, its framework, or another one."""
    subject = subject_of(request)
    found = access.scheme(subject, scheme_id)
    asked = reading.whole(request.GET.get("voi"))
    other = access.scheme(subject, asked) if asked is not None else found.previous or found.framework
    rows = compared.between(other.content, found.content) if other else []
    others = access.visible_schemes(subject).filter(level=found.level).exclude(pk=found.pk).defer("content")
    context = {
        "found": found, "other": other, "rows": rows, "others": others.order_by("-year", "pk")[:50],
        "is_comparable": other is not None and compared.comparable(other.content, found.content),
    }  # fmt: skip
    return render(request, "par_index/pages/differences.html", context)


@permission(access.READ)
@slow()
def export(request: HttpRequest, scheme_id: int, scheme_format: str) -> HttpResponseBase:
    """Send a scheme as .yaml, the whole of it, or as .xlsx, its tree."""
    found = access.scheme(subject_of(request), scheme_id)
    name = f"Bo tieu chi {found.level} {found.year}"
    if scheme_format == "yaml":
        text = plain_yaml.written(
            {"title": found.title, "level": found.level, "year": found.year, "official": found.is_official}
            | {key: value for key, value in found.content.items() if key not in ("title", "level", "year", "official")}
        )
        return attachment(text.encode(), f"{name}.yaml", "application/yaml")
    if scheme_format != "xlsx":
        raise Http404
    try:
        columns, rows = scheme_rows(rules.read(found.title, found.content))
    except Unsound as unsound:
        raise Http404(str(unsound)) from unsound
    return sheets.download("xlsx", name, columns, rows)
