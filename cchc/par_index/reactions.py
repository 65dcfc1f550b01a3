"""What people are told of when a round opens, moves on, or is urged; leaves are scored when a survey was counted."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils import translation

from cchc.kernel import clock
from cchc.kernel.events import Skipped
from cchc.kernel.history import PLATFORM
from cchc.notifications.actions.telling import tell
from cchc.notifications.types import Level, News
from cchc.par_index import events
from cchc.par_index.actions import surveying
from cchc.par_index.models import Round, Sheet
from cchc.par_index.queries import surveyed
from cchc.par_index.queries.due import Lack, key_of, lacking
from cchc.par_index.states import Stage
from cchc.surveys.events import Counted


def opened(event: events.RoundOpened) -> None:
    """Tell every unit that it is to score itself, and by when."""
    found = Round.objects.get(pk=event.round_id)
    if found.stage != Stage.SELF:
        raise Skipped("self-scoring is over")
    tell(
        [
            News(
                f"par_index.round:{found.pk} opened", "index_opened", unit_id, found.title, path("sheet", sheet_id),
                (Level.OWNER, Level.HEAD), due_on=found.self_due, matter=key_of(found, Stage.SELF, unit_id),
            )
            for sheet_id, unit_id in Sheet.objects.filter(round=found).values_list("pk", "unit_id")
        ],
        now=clock.now(),
    )  # fmt: skip


_EVERYBODY: Mapping[str, str] = {
    Stage.EXPLANATION: "index_explain", Stage.PUBLISHED: "index_published", Stage.CANCELLED: "index_cancelled",
}  # fmt: skip


def moved(event: events.RoundMoved) -> None:
    """Tell whoever has to act at the new stage; when a round is published or given up, every unit."""
    found, now = Round.objects.get(pk=event.round_id), clock.now()
    if found.stage != event.stage:
        raise Skipped("the round has moved on")
    key = f"par_index.round:{found.pk} {event.stage}"
    if event.stage in _EVERYBODY:
        what = _EVERYBODY[event.stage]
        asks = event.stage == Stage.EXPLANATION
        due = found.explanation_due if asks else None
        rows = Sheet.objects.filter(round=found).values_list("pk", "unit_id")
        news = [
            News(
                key, what, unit_id, found.title, path("sheet", sheet_id), (Level.OWNER, Level.HEAD), due_on=due,
                matter=key_of(found, event.stage, unit_id) if asks else "",
            )
            for sheet_id, unit_id in rows
        ]  # fmt: skip
    else:
        news = [_to_appraise(key, lack) for lack in lacking(found)]
    tell(news, now=now)


def body_named(event: events.BodyNamed) -> None:
    """Tell a body that leaves are now its own to appraise, once appraisal has begun."""
    found = Round.objects.get(pk=event.round_id)
    if found.stage != Stage.APPRAISAL:
        raise Skipped("told when appraisal begins")
    mine = [lack for lack in lacking(found) if lack.unit_id == event.unit_id]
    tell([_to_appraise(f"par_index.round:{found.pk} body", one) for one in mine], now=clock.now())


def _to_appraise(key: str, lack: Lack) -> News:
    found = lack.round
    matter = key_of(found, found.stage, lack.unit_id)
    page = path("appraisal", found.pk)
    return News(key, "index_appraise", lack.unit_id, found.title, page, due_on=lack.due_on, matter=matter)


def sheet_reopened(event: events.SheetReopened) -> None:
    """Tell the unit that its sheet is open again, and why."""
    sheet = Sheet.objects.select_related("round").get(pk=event.sheet_id)
    found, now = sheet.round, clock.now()
    key, to = f"par_index.sheet:{sheet.pk} reopened", (Level.OWNER, Level.HEAD)
    page = path("sheet", sheet.pk)
    matter = key_of(found, Stage.SELF, sheet.unit_id)
    news = News(
        key, "returned", sheet.unit_id, found.title, page, to, due_on=found.self_due, note=event.reason, matter=matter
    )
    tell([news], now=now)


def survey_counted(event: Counted) -> None:
    """Score the leaves that ask for what people answered."""
    rounds = surveyed.rounds(event.survey_id)
    if not rounds:
        raise Skipped("no round is scored by this survey")
    for round_id in rounds:
        surveying.score(round_id, actor=PLATFORM, now=clock.now())


def path(name: str, *numbers: int) -> str:
    """Return the Vietnamese address of a page."""
    with translation.override("vi"):
        return reverse(f"par_index:{name}", args=numbers)
