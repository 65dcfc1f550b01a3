"""A corrected document beside the plan as it is carried out: what changes, and what becomes of the work."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.pages.review import wording
from cchc.plans.queries.corrections import Corrected, Corrections, corrections
from cchc.plans.rules.differences import FieldChange


@dataclass(frozen=True)
class Beside:
    """One field, before and after, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Shown:
    """A task that is added, vanishes or changes, with its fields and what becomes of the work."""

    corrected: Corrected
    heading: str
    rows: list[Beside]


@permission("plan.review")
def changes(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Show the differences; nothing is changed before adoption."""
    reading = access.reading(subject_of(request), reading_id)
    found = corrections(reading)
    if found is None or reading.state != "open":
        raise Http404
    kinds = {kind: [_shown(found, one) for one in found.of_kind(kind)] for kind in ("changed", "added", "vanished")}
    context = {
        "reading": reading,
        "changes": found,
        "frame": [_beside(found, change) for change in found.differences.frame],
        "kinds": [(_heading(kind, len(shown)), shown) for kind, shown in kinds.items() if shown],
        "same": len(found.of_kind("same")),
        **{kind: len(shown) for kind, shown in kinds.items()},
    }
    return render(request, "plans/pages/review/differences.html", context)


def _heading(kind: str, count: int) -> str:
    return {
        "changed": _("%(count)d nhiệm vụ thay đổi"),
        "added": _("%(count)d nhiệm vụ thêm"),
        "vanished": _("%(count)d nhiệm vụ không còn"),
    }[kind] % {"count": count}


def _shown(found: Corrections, one: Corrected) -> Shown:
    task = one.change.new or one.change.old
    rows = [row for change in one.change.fields if (row := _beside(found, change)).old != row.new]
    if one.change.kind in ("added", "vanished"):
        was, now = one.change.old, one.change.new
        names = ("lead", "schedule", "budget")
        rows = [_beside(found, FieldChange(n, getattr(was, n, None), getattr(now, n, None))) for n in names]
    return Shown(one, f"{task.code} · {task.title}" if task else "", rows)


def _beside(found: Corrections, change: FieldChange) -> Beside:
    old = wording.value(change.field, change.old, found.directory_before)
    new = wording.value(change.field, change.new, found.directory)
    if old == new:  # the words differ, not what they mean
        old, new = wording.written(change.old) or old, wording.written(change.new) or new
    return Beside(wording.field_name(change.field), old, new)
