"""What people are told of when work is given, handed in, decided or urged on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils import translation

from cchc.kernel import clock
from cchc.kernel.events import Skipped, wants
from cchc.notifications.actions.telling import tell
from cchc.notifications.types import Level, News
from cchc.organisation import queries as organisation
from cchc.plans import events
from cchc.plans.models import Assignment, Difficulty, Extension, Plan, Report
from cchc.plans.queries import owed
from cchc.plans.queries.due import due
from cchc.plans.states import DifficultyState, ExtensionState

_BOTH = (Level.OWNER, Level.HEAD)


def work_given(event: events.AssignmentsCreated) -> None:
    """Tell each unit how much work a plan gives it: one notice, not one a task."""
    plan = Plan.objects.get(pk=event.plan_id)
    given = Assignment.objects.filter(pk__in=event.assignment_ids, cancelled_at=None).values_list("unit_id", flat=True)
    name = plan.number or plan.title
    key = f"plans.given:{plan.pk}"
    tell(
        [
            News(key, "assigned", unit_id, f"{n} việc trong kế hoạch {name}", path("my_work"), _BOTH)
            for unit_id, n in Counter(given).items()
        ],
        now=clock.now(),
    )


@wants(lambda event: event.is_final)
def product_handed_in(event: events.ReportSent) -> None:
    """Tell the office that a product waits for its word."""
    work = _work(event.assignment_id)
    page, matter = path("decide", event.report_id), owed.product(event.report_id)
    _tell_office(_news(f"{matter} sent", "handed_in", work, page, matter=matter), work)


def product_confirmed(event: events.ReportConfirmed) -> None:
    """Tell the unit that its product was confirmed."""
    work = _work(event.assignment_id)
    _tell(_news(f"{owed.product(event.report_id)} confirmed", "confirmed", work, _page(work)))


def product_returned(event: events.ReportReturned) -> None:
    """Tell the unit that its product was sent back, and why."""
    work, report = _work(event.assignment_id), Report.objects.get(pk=event.report_id)
    key, matter = f"{owed.product(report.pk)} returned", due(work).key
    _tell(_news(key, "returned", work, _page(work), note=report.reason, to=_BOTH, matter=matter))


def difficulty_raised(event: events.DifficultyRaised) -> None:
    """Tell whoever can decide that a difficulty stands with them."""
    work, difficulty = _work(event.assignment_id), Difficulty.objects.get(pk=event.difficulty_id)
    if difficulty.state != DifficultyState.OPEN:
        raise Skipped("answered or withdrawn by now")
    key, page = owed.at(difficulty.pk, event.at_unit_id), path("difficulty", difficulty.pk)
    _tell_office(_news(key, "difficulty", work, page, note=difficulty.text, matter=key), work, event.at_unit_id)


def difficulty_answered(event: events.DifficultyAnswered) -> None:
    """Tell the unit what was answered."""
    work, difficulty = _work(event.assignment_id), Difficulty.objects.get(pk=event.difficulty_id)
    page = path("difficulty", difficulty.pk)
    _tell(_news(f"{owed.difficulty(difficulty.pk)} answered", "answered", work, page, note=difficulty.answer, to=_BOTH))


def extension_decided(event: events.ExtensionDecided) -> None:
    """Tell the unit whether it has more time."""
    work, extension = _work(event.assignment_id), Extension.objects.get(pk=event.extension_id)
    what = "extended" if event.granted_to else "not_extended"
    _tell(_news(owed.extension(extension.pk), what, work, _page(work), note=extension.remark))


def event_day_recorded(event: events.EventDayRecorded) -> None:
    """Tell the office that a due day now counts; what others recorded or corrected is told to the unit as well."""
    work = _work(event.assignment_id)
    if work.event_on != event.day:
        raise Skipped("corrected by now")
    news = _news(
        f"plans.assignment:{work.pk} event_day", "event_day", work, _page(work), note=work.event_reason, to=_BOTH
    )
    _tell_office(news, work)
    if event.instead_of or event.is_told:
        _tell(news)


def day_set_instead(event: events.DaySetInstead) -> None:
    """Tell the unit which day somebody else has set for its work, who did, and why."""
    work = _work(event.assignment_id)
    if (work.target_on, work.target_instead_id) != (event.day, event.by_unit_id):
        raise Skipped("set again by now")
    who = organisation.full_names([event.by_unit_id], clock.today()).get(event.by_unit_id, "")
    note = ": ".join(part for part in (who, work.target_reason) if part)
    key = f"plans.assignment:{work.pk} day_set"
    _tell(_news(key, "day_set", work, _page(work), note=note, to=_BOTH, matter=due(work).key))


def extension_asked(event: events.ExtensionAsked) -> None:
    """Tell the office that a unit asks for a later day."""
    work, extension = _work(event.assignment_id), Extension.objects.get(pk=event.extension_id)
    if extension.state != ExtensionState.ASKED:
        raise Skipped("decided by now")
    page, matter = path("extension", extension.pk), owed.extension(extension.pk)
    _tell_office(_news(f"{matter} asked", "extension", work, page, note=extension.reason, matter=matter), work)


def work_cancelled(event: events.AssignmentsCancelled) -> None:
    """Tell each unit what is no longer asked of it, and why."""
    _tell_each(event.assignment_ids, "cancelled", is_cancelled=True)


def work_restored(event: events.AssignmentsRestored) -> None:
    """Tell each unit what is asked of it again."""
    _tell_each(event.assignment_ids, "restored", is_cancelled=False)


def work_changed(event: events.AssignmentsChanged) -> None:
    """Tell each unit that a corrected plan gives its work another day."""
    _tell_each(event.assignment_ids, "changed", is_cancelled=False)


def work_declined(event: events.AssignmentDeclined) -> None:
    """Tell the office that a unit does not take on what was left to it."""
    work = _work(event.assignment_id)
    if work.cancelled_at is None:
        raise Skipped("taken on by now")
    news = _news(f"plans.assignment:{work.pk} declined", "declined", work, _page(work), note=work.cancel_reason)
    _tell_office(news, work)


def _tell_each(assignment_ids: Sequence[int], what: str, *, is_cancelled: bool) -> None:
    works = Assignment.objects.filter(pk__in=assignment_ids, cancelled_at__isnull=not is_cancelled)
    tell(
        [
            _news(
                f"plans.assignment:{work.pk} {what}", what, work, _page(work), note=work.cancel_reason, to=_BOTH,
                matter="" if is_cancelled else due(work).key,
            )
            for work in works.select_related("task", "plan")
        ],
        now=clock.now(),
    )  # fmt: skip


def _work(assignment_id: int) -> Assignment:
    return Assignment.objects.select_related("task", "plan").get(pk=assignment_id)


def _news(
    key: str,
    what: str,
    work: Assignment,
    page: str,
    *,
    note: str = "",
    to: Sequence[Level] = (Level.OWNER,),
    matter: str = "",
) -> News:
    return News(
        key, what, work.unit_id, title(work), page, tuple(to), work.plan.unit_id, work.due_on, note, matter=matter
    )


def _tell(news: News) -> None:
    tell([news], now=clock.now())


def _tell_office(news: News, work: Assignment, unit_id: int | None = None) -> None:
    """Tell the office above: the unit of the notice stays the one whose work it is."""
    watcher = unit_id or work.plan.unit_id
    _tell(replace(news, to=(Level.OFFICE,), watcher_id=watcher))


def title(work: Assignment) -> str:
    """Return the line by which people know a piece of work."""
    return f"{work.task.code} {work.task.title}"


def _page(work: Assignment) -> str:
    return path("assignment", work.pk)


def path(name: str, *numbers: int) -> str:
    """Return the Vietnamese address of a page; who reads in English is led to its twin."""
    with translation.override("vi"):
        return reverse(f"plans:{name}", args=numbers)
