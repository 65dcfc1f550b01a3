"""The list behind a figure: a plan's assignments, narrowed by what the figure counted."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from cchc.kernel import clock, reading, text
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.models import Assignment
from cchc.plans.pages.assignments_listed import ASSIGNMENTS, assignments_of, rows_of, status_choices
from cchc.plans.queries import lists as queries
from cchc.plans.queries.counted import live
from cchc.ui import lists


def asked_by(params: QueryDict) -> queries.AssignmentFilter:
    """Read the filter of a list from its address; what can't be read narrows nothing."""
    return queries.AssignmentFilter(
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


@permission("assignment.read")
@slow("xuat")
def assignments(request: HttpRequest, plan_id: int) -> HttpResponseBase:
    """Show, or export, the assignments of a plan that the reader may see."""
    subject = subject_of(request)
    plan, groups = access.plan_with_groups(subject, plan_id)
    visible = access.visible_assignments(subject).filter(plan=plan)
    asked = lists.asked(request, assignments_of(groups))
    return _list(request, visible, asked, plan.number or plan.title, {"plan": plan})


@permission("assignment.read")
@slow("xuat")
def year_assignments(request: HttpRequest, of: int) -> HttpResponseBase:
    """Show, or export, the assignments of all plans of a year that the reader may see, each piece of work once."""
    visible = live(access.visible_assignments(subject_of(request))).filter(plan__year=of)
    return _list(request, visible, lists.asked(request, ASSIGNMENTS), _("Năm %d") % of, {"of": of})


def _list(
    request: HttpRequest, visible: QuerySet[Assignment], asked: lists.Asked, named: str, context: dict[str, Any]
) -> HttpResponseBase:
    today, group = clock.today(), asked.values.get("linh-vuc", "")  # of this plan; a year has no such filter
    narrow = replace(asked_by(request.GET), group_id=reading.whole(group))
    rows = rows_of(queries.narrowed(visible, narrow, today), today)
    if asked.wanted:
        return lists.sheet(asked, rows, f"{_('Việc')} {named}")
    context |= {"list": lists.page(asked, rows), "narrowed": _in_words(request.GET, narrow)}
    return render(request, "plans/pages/assignments.html", context)


def _in_words(params: QueryDict, asked: queries.AssignmentFilter) -> str:
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
