"""The list behind a figure: a plan's assignments, narrowed by what the figure counted."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from cchc.kernel import clock, reading, text
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.documents.sheets import assignments_sheet
from cchc.plans.models import Assignment
from cchc.plans.queries import lists
from cchc.plans.queries.counted import live
from cchc.plans.rules.status import Status
from cchc.plans.templatetags.plans import status_name
from cchc.ui import listing


def asked_by(params: QueryDict) -> lists.AssignmentFilter:
    """Read the filter of a list from its address; what can't be read narrows nothing."""
    return lists.AssignmentFilter(
        status=params.get("trang-thai", ""),
        group_id=reading.whole(params.get("linh-vuc")),
        unit_ids=_units(params),
        quarter=reading.whole(params.get("quy")),
        task_id=reading.whole(params.get("nhiem-vu")),
        due=params.get("den-han") == "1",
        may_name_day=params.get("con-han-dang-ky") == "1",
        registered_late=params.get("dang-ky-muon") == "1",
        blocked=params.get("vuong-mac") == "1",
        optional=params.get("tu-dang-ky") == "1",
        words=params.get("q", "")[:200],
    )


def _units(params: QueryDict) -> frozenset[int] | None:
    """``don-vi`` is one unit, ``trong`` a unit with all below it."""
    one, within = reading.whole(params.get("don-vi")), reading.whole(params.get("trong"))
    if one is not None:
        return frozenset({one})
    if within is not None:
        return organisation.reach(clock.today()).get(within, frozenset({within}))
    return None


def status_choices() -> list[tuple[str, str]]:
    """Return the statuses that a list can be narrowed to."""
    return [
        ("duoc-giao", _("Không kể việc đã hủy")),
        ("dang-mo", _("Chưa xong")),
        ("tre", _("Trễ (hạn việc hoặc hạn đăng ký ngày)")),
        ("xong", _("Đã xong")),
        *((s.value, status_name(s)) for s in Status),
    ]


@permission("assignment.read")
@slow("xuat")
def assignments(request: HttpRequest, plan_id: int) -> HttpResponseBase:
    """Show, or export, the assignments of a plan that the reader may see."""
    subject = subject_of(request)
    plan, groups = access.plan_with_groups(subject, plan_id)
    visible = access.visible_assignments(subject).filter(plan=plan)
    return _list(request, visible, plan.number or plan.title, {"plan": plan, "groups": groups, "here": request.path})


@permission("assignment.read")
@slow("xuat")
def year_assignments(request: HttpRequest, of: int) -> HttpResponseBase:
    """Show, or export, the assignments of all plans of a year that the reader may see, each piece of work once."""
    visible = live(access.visible_assignments(subject_of(request))).filter(plan__year=of)
    return _list(request, visible, _("Năm %d") % of, {"of": of, "here": request.path})


def _list(request: HttpRequest, visible: QuerySet[Assignment], named: str, context: dict[str, Any]) -> HttpResponseBase:
    today, asked = clock.today(), asked_by(request.GET)
    sort = listing.Sort.read(request.GET, lists.ASSIGNMENT_ORDER, "ma")
    found = lists.narrowed(visible, asked, today).order_by(*sort.order_by(lists.ASSIGNMENT_ORDER))
    if request.GET.get("xuat"):
        return assignments_sheet(named, found, today, request.GET["xuat"])
    page = listing.page_of(found, request.GET)
    page.object_list = lists.assignment_rows(cast("QuerySet[Any]", page.object_list), today)
    context |= {
        "page": page,
        "asked": asked,
        "names": organisation.full_names([row.unit_id for row in page.object_list], today),
        "statuses": status_choices(),
        "narrowed": _in_words(request.GET, asked),
        "today": today,
    }
    return render(request, "plans/pages/assignments.html", context)


def _in_words(params: QueryDict, asked: lists.AssignmentFilter) -> str:
    """Say what the list is narrowed to, for the heading."""
    words = [_("đã đến hạn") if asked.due else "", text.inside(dict(status_choices()).get(asked.status, ""))]
    if asked.quarter is not None:
        words.append(_("chưa có hạn") if asked.quarter == 0 else _("đến hạn quý %d") % asked.quarter)
    if asked.registered_late:
        words.append(_("đăng ký thời hạn muộn"))
    if asked.blocked:
        words.append(_("có vướng mắc"))
    unit = reading.whole(params.get("don-vi")) or reading.whole(params.get("trong"))
    if unit is not None:
        words.append(organisation.names_inside([unit], clock.today()).get(unit, ""))
    return ", ".join(word for word in words if word)
