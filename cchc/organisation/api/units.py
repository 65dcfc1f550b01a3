"""Operations that read units as of a day, and reckon due moments."""

import datetime as dt
from dataclasses import asdict
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from cchc.kernel import clock, reading, years
from cchc.kernel.api import Paging, answer, listed, needs, page_of, refuse
from cchc.kernel.saying import say
from cchc.organisation import queries
from cchc.organisation.queries import calendars

router = Router(tags=["organisation"])
Day = Annotated[dt.date, Field(ge=dt.date(years.NAMED[0], 1, 1), le=dt.date(years.NAMED[-1], 12, 31))]
Slug = Annotated[str, Field(min_length=1, max_length=100)]


class UnitOut(Schema):
    """A unit as it stood on a day; ``parent`` is the code of the unit above."""

    code: str
    name: str
    level: str
    kind: str
    parent: str | None
    valid_from: dt.date | None
    valid_to: dt.date | None


class DueQuery(Schema):
    """When something was received, and how long there is for it."""

    received: dt.datetime
    limit: Annotated[Decimal, Field(ge=0, le=10_000, decimal_places=6)]
    unit: Literal["working_days", "working_hours", "days"] = "working_days"
    calendar: Annotated[str, Field(max_length=60)] | None = None


class DueOut(Schema):
    """The due moment in local time, and how it was reckoned."""

    due: dt.datetime
    derivation: str


@router.get("/units", response={200: page_of(UnitOut)}, summary="Đơn vị tính đến một ngày")
@needs("unit.read")
def list_units(
    request: HttpRequest,
    paging: Query[Paging],
    as_of: Day | None = None,
    level: Literal["province", "department", "district", "commune", "body"] | None = None,
) -> HttpResponse:
    """List the units of a day (today's by default), by level and in Vietnamese order."""
    rows = queries.units(as_of or clock.today(), level)

    def page(start: int, size: int) -> list[dict[str, Any]]:
        return [asdict(row) for row in rows[start : start + size]]

    return listed(request, paging, len(rows), page)


@router.get("/units/{slug}", response={200: dict[str, Any]}, summary="Một đơn vị và lịch sử của nó")
@needs("unit.read")
def get_unit(request: HttpRequest, slug: Slug, as_of: Day | None = None) -> HttpResponse:
    """Return everything the registry says about a unit: its versions, predecessors, successors, changes."""
    try:
        unit_id = queries.unit_id_by_slug(slug)
    except LookupError:
        raise Http404 from None
    card = queries.unit_card(unit_id, as_of or clock.today())
    if card is None:
        raise Http404
    return answer({**asdict(card), "below": dict(card.below)})


@router.get("/clock/due", response={200: DueOut}, summary="Tính hạn")
@needs("calendar.read")
def get_due(request: HttpRequest, asked: Query[DueQuery]) -> HttpResponse:
    """Reckon when something received is due, by a working calendar."""
    try:
        received = reading.moment(asked.received.isoformat())
        found = calendars.due(received, asked.limit, asked.unit, calendars.calendar(asked.calendar))
    except calendars.ClockError as error:
        raise refuse("refused", say(error)) from None
    except reading.Unreadable:
        raise refuse("refused", _("Thời điểm tiếp nhận nằm ngoài các năm có lịch làm việc.")) from None
    return answer({"due": found.moment, "derivation": calendars.sentence(found.derivation)})
