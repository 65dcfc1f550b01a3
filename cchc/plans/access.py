"""The only way from a person and a number in a URL to a record of plans.

Outside the scope a record does not exist (404); inside it, what the person may not do is refused (403).
"""

from collections.abc import Collection
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from cchc.kernel import clock
from cchc.kernel.permission import Scope, Subject
from cchc.kernel.statements import statement
from cchc.organisation import queries as organisation
from cchc.plans.models import (
    Assignment,
    Attachment,
    Difficulty,
    Extension,
    Milestone,
    Plan,
    Reading,
    Report,
    Task,
    TaskGroup,
)
from cchc.plans.states import PlanState

AnyModel = TypeVar("AnyModel", bound=Model)

DECIDING = frozenset({"assignment.confirm", "assignment.cancel", "extension.decide"})
"""Acts of whoever issued the plan: its unit must be in scope too, or a district would confirm its own work."""

URGE = "work.urge"
"""An act of whoever stands above: the issuer of the plan urges all, a district its communes, nobody itself."""

OWN = frozenset({"difficulty.raise", "extension.ask"})
"""Acts in which a unit speaks for itself to whoever stands above: nobody asks or complains in its name."""


def _within(scope: Scope, *paths: str) -> Q:
    """Return the filter of a scope over the units at ``paths``; an empty scope lets nothing through."""
    if scope.everything:
        return ~Q(pk__in=[])  # not Q(): an empty condition vanishes beside an "or"
    condition = Q()
    for path in paths:
        condition &= Q(**{f"{path}__in": scope.unit_ids})
    return condition


def _only(records: QuerySet[AnyModel], pk: int) -> AnyModel:
    record = records.filter(pk=pk).first()
    if record is None:
        raise Http404
    return record


# ------------------------------------------------------------------ plans and tasks
PUBLIC_READING = frozenset({"plan.read", "task.read"})
"""An adopted plan is a published document: who reads plans at all reads it (decision 4); a draft is its unit's own."""


def _readable_plans(subject: Subject, action: str, prefix: str = "") -> Q:
    if not subject.may(action):
        return Q(pk__in=[])
    published = ~Q(**{f"{prefix}state": PlanState.DRAFT})
    return published | _within(subject.scope("unit_plan.write"), f"{prefix}unit_id")


def visible_plans(subject: Subject) -> QuerySet[Plan]:
    """Return the plans that ``subject`` may read; a unit's own draft only where it may write it."""
    return Plan.objects.filter(_readable_plans(subject, "plan.read"))


def visible_tasks(subject: Subject) -> QuerySet[Task]:
    """Return the tasks of the plans that ``subject`` may read."""
    return Task.objects.filter(_readable_plans(subject, "task.read", "plan__"))


def plan(subject: Subject, pk: int, action: str = "plan.read") -> Plan:
    """Return the plan, or raise ``Http404`` (not readable) or ``PermissionDenied`` (not for ``action``)."""
    found = _only(visible_plans(subject).select_related("unit", "parent"), pk)
    if action not in PUBLIC_READING and found.unit_id not in subject.scope(action):
        raise PermissionDenied(action)
    return found


def may_correct(subject: Subject, found: Plan) -> bool:
    """Tell whether ``subject`` may send the corrected document of a plan: whoever sends plans for its issuer."""
    is_document = found.parent_id is None and found.state == PlanState.ADOPTED
    return is_document and found.unit_id in subject.scope("plan.upload")


def plan_with_groups(subject: Subject, pk: int) -> tuple[Plan, list[TaskGroup]]:
    """Return the plan as ``plan`` does, with its fields in order; one query where it has any."""
    groups = _groups(pk, *_drafts(subject)) if subject.may("plan.read") else []
    return (groups[0].plan, groups) if groups else (plan(subject, pk), [])


def _drafts(subject: Subject) -> tuple[frozenset[int], ...]:
    """Return the units whose drafts ``subject`` may read, as the value of a statement; no value where these are all."""
    scope = subject.scope("unit_plan.write")
    return () if scope.everything else (scope.unit_ids,)


def _read_by(drafts_of: Collection[int] | None, prefix: str = "") -> Q:
    """Say ``_readable_plans`` of the value of a statement."""
    published = ~Q(**{f"{prefix}state": PlanState.DRAFT})
    return ~Q(pk__in=[]) if drafts_of is None else published | Q(**{f"{prefix}unit_id__among": drafts_of})


@statement
def _groups(pk: int, drafts_of: Collection[int] | None = None) -> QuerySet[TaskGroup]:
    readable = TaskGroup.objects.filter(_read_by(drafts_of, "plan__"), plan_id=pk)
    return readable.select_related("plan").order_by("position")


@statement
def _tasks(pk: int, drafts_of: Collection[int] | None = None) -> QuerySet[Task]:
    readable = Task.objects.filter(_read_by(drafts_of, "plan__"), pk=pk).order_by()
    return readable.select_related("plan", "plan__unit", "group")


def task(subject: Subject, pk: int, action: str = "task.read") -> Task:
    """Return the task, or raise as ``plan`` does."""
    found = next(iter(_tasks(pk, *_drafts(subject)) if subject.may("task.read") else []), None)
    if found is None:
        raise Http404
    if action not in PUBLIC_READING and found.plan.unit_id not in subject.scope(action):
        raise PermissionDenied(action)
    return found


# ------------------------------------------------------------------ assignments and what hangs on them
def visible_assignments(subject: Subject, action: str = "assignment.read") -> QuerySet[Assignment]:
    """Return the assignments in which ``subject`` may do ``action``."""
    return Assignment.objects.filter(_assigned(subject, action))


def _assigned(subject: Subject, action: str, prefix: str = "") -> Q:
    scope = subject.scope(action)
    of_issuer = _within(scope, f"{prefix}unit_id", f"{prefix}plan__unit_id")
    if action in DECIDING:
        return of_issuer
    within = _within(scope, f"{prefix}unit_id")
    return of_issuer | within & ~Q(**{f"{prefix}unit_id": _home(subject)}) if action == URGE else within


def _home(subject: Subject) -> int | None:
    home = subject.unit_id
    return home


def is_own(subject: Subject, unit_id: int) -> bool:
    """Tell whether ``subject`` works for the unit or within it; who works for none answers to the scope alone."""
    home = _home(subject)
    return home is None or home == unit_id or home in organisation.reach(clock.today()).get(unit_id, frozenset())


def may(subject: Subject, action: str, record: Assignment) -> bool:
    """Tell whether ``subject`` may do ``action`` to the assignment; its plan must be loaded for an act of deciding."""
    scope = subject.scope(action)
    if record.unit_id not in scope or (action in OWN and not is_own(subject, record.unit_id)):
        return False
    if action == URGE and record.unit_id != _home(subject):
        return True
    return action not in DECIDING | {URGE} or record.plan.unit_id in scope


def assignment(subject: Subject, pk: int, action: str = "assignment.read") -> Assignment:
    """Return the assignment with task, group, plan and unit, or raise ``Http404`` or ``PermissionDenied``."""
    related = visible_assignments(subject).select_related("task__group", "task__implements__task", "plan", "unit")
    return _permitted(subject, _only(related, pk), action)


def to_act_on(subject: Subject, pk: int, action: str) -> int:
    """Return the number of an assignment in which ``subject`` may do ``action``, or raise as ``assignment`` does.

    For an action, which locks the row and reads it then: here only the units are read; 1 query.
    """
    record = next(iter(_units(pk)), None)
    if record is None or record.unit_id not in subject.scope("assignment.read"):
        raise Http404
    return _permitted(subject, record, action).pk


@statement
def _units(pk: int) -> QuerySet[Assignment]:
    return Assignment.objects.select_related("plan").only("unit_id", "plan__unit_id").filter(pk=pk)


def _permitted(subject: Subject, record: Assignment, action: str) -> Assignment:
    if not may(subject, action, record):
        raise PermissionDenied(action)
    return record


def report(subject: Subject, pk: int, action: str = "assignment.read") -> Report:
    """Return the report with its assignment, task, plan and unit."""
    found = _only(_of_assignments(subject, Report.objects.all()).select_related("occurrence", "attachment"), pk)
    _permitted(subject, found.assignment, action)
    return found


def own_assignment(subject: Subject, pk: int, action: str) -> Assignment:
    """Return the assignment as ``assignment`` does, for what nobody outside its unit does for it."""
    found = assignment(subject, pk, action)
    if not is_own(subject, found.unit_id):
        raise PermissionDenied(action)
    return found


def milestone(subject: Subject, pk: int, action: str = "assignment.read") -> Milestone:
    """Return the milestone with its assignment, task, plan and unit."""
    found = _only(_of_assignments(subject, Milestone.objects.all()), pk)
    _permitted(subject, found.assignment, action)
    if action == "assignment.plan" and not is_own(subject, found.assignment.unit_id):
        raise PermissionDenied(action)
    return found


def extension(subject: Subject, pk: int, action: str = "assignment.read") -> Extension:
    """Return the request for an extension with its assignment, task, plan and unit."""
    found = _only(_of_assignments(subject, Extension.objects.all()), pk)
    _permitted(subject, found.assignment, action)
    return found


def _of_assignments(
    subject: Subject, records: QuerySet[AnyModel], action: str = "assignment.read"
) -> QuerySet[AnyModel]:
    related = ("assignment", "assignment__task", "assignment__plan", "assignment__unit")
    return records.filter(_assigned(subject, action, "assignment__")).select_related(*related)


def visible_reports(subject: Subject, action: str = "assignment.read") -> QuerySet[Report]:
    """Return the reports on assignments in which ``subject`` may do ``action``."""
    return _of_assignments(subject, Report.objects.all(), action)


def visible_extensions(subject: Subject, action: str = "assignment.read") -> QuerySet[Extension]:
    """Return the requests on assignments in which ``subject`` may do ``action``."""
    return _of_assignments(subject, Extension.objects.all(), action)


# ------------------------------------------------------------------ difficulties
ANSWERING = frozenset({"difficulty.answer", "difficulty.climb"})
"""Acts of the unit with which a difficulty stands; the unit that raised it can't answer itself."""


def visible_difficulties(subject: Subject) -> QuerySet[Difficulty]:
    """Return the difficulties of the units in scope, and those that stand with one of them."""
    scope = subject.scope("assignment.read")
    mine = _within(scope, "assignment__unit_id") | _within(scope, "at_unit_id")
    return Difficulty.objects.filter(mine)


def difficulties_with(subject: Subject) -> frozenset[int] | None:
    """Return the units in whose name the reader answers; ``None`` who answers for none: nothing waits for them.

    Whoever answers everywhere has what stands with the province and with their own unit; a district answers its own.
    """
    scope = subject.scope("difficulty.answer")
    if not scope.everything:
        return scope.unit_ids or None
    mine = {organisation.root_id(clock.today()), _home(subject)}
    return frozenset(unit_id for unit_id in mine if unit_id is not None)


def difficulty(subject: Subject, pk: int, action: str = "assignment.read") -> Difficulty:
    """Return the difficulty; answering and climbing need the scope over the unit with which it stands."""
    related = ("assignment", "assignment__task", "assignment__plan", "assignment__unit", "at_unit")
    found = _only(visible_difficulties(subject).select_related(*related), pk)
    if not may_difficulty(subject, action, found):
        raise PermissionDenied(action)
    return found


def may_difficulty(subject: Subject, action: str, record: Difficulty) -> bool:
    """Tell whether ``subject`` may do ``action`` to the difficulty; its assignment must be loaded."""
    scope = subject.scope(action)
    if action in ANSWERING:
        return record.at_unit_id in scope
    if action in OWN:
        return may(subject, action, record.assignment)
    return record.assignment.unit_id in scope or (action == "assignment.read" and record.at_unit_id in scope)


# ------------------------------------------------------------------ readings
def visible_readings(subject: Subject) -> QuerySet[Reading]:
    """Return the readings of the units whose documents ``subject`` may review."""
    readings = Reading.objects.filter(_within(subject.scope("plan.review"), "unit_id"))
    return readings.select_related("source", "plan")


def reading(subject: Subject, pk: int, action: str = "plan.review") -> Reading:
    """Return the reading, or raise ``Http404`` (not for review) or ``PermissionDenied`` (not for ``action``)."""
    found = _only(visible_readings(subject), pk)
    if found.unit_id not in subject.scope(action):
        raise PermissionDenied(action)
    return found


# ------------------------------------------------------------------ files
def attachment(subject: Subject, pk: int) -> Attachment:
    """Return a file that ``subject`` may download: a product in scope, or the document of a plan it may read."""
    handed_in = visible_assignments(subject).filter(pk=OuterRef("assignment_id"))
    product = Report.objects.filter(Exists(handed_in), attachment=OuterRef("pk"))
    adopted = visible_plans(subject).filter(pk=OuterRef("plan_id"))
    reviewed = _within(subject.scope("plan.review"), "unit_id")
    document = Reading.objects.filter(Exists(adopted) | reviewed, source=OuterRef("pk"))
    return _only(Attachment.objects.select_related("file").filter(Exists(product) | Exists(document)), pk)
