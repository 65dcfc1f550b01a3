"""``cchc clock due`` reckons by the written calendars, ``cchc calendars load`` puts them into the database."""

import argparse
import datetime as dt
import json
import sys

from cchc.kernel import clock, commands
from cchc.kernel.history import PLATFORM
from cchc.kernel.refusal import Refusal
from cchc.organisation.actions import calendars
from cchc.organisation.queries.calendars import unit_ids
from cchc.organisation.queries.written_calendars import written_calendar, written_sheets
from cchc.organisation.rules.clock import UNITS, ClockError, Derivation, SpecialDay, due, parts, sentence, warnings


def due_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``clock due`` takes."""
    parser.add_argument(
        "--received", required=True, type=commands.moment, help="thời điểm tiếp nhận, ví dụ 2019-02-01T10:00"
    )
    parser.add_argument("--limit", required=True, type=commands.decimal, help="thời hạn, ví dụ 3 hoặc 0,5")
    parser.add_argument("--in", required=True, dest="unit", choices=UNITS, help="đơn vị của thời hạn")
    parser.add_argument("--calendar", help="lịch làm việc; không nêu thì dùng lịch mặc định")
    parser.add_argument("--json", action="store_true", help="in cả cách tính, dạng JSON")


def run_due(arguments: argparse.Namespace) -> int:
    """Print the due moment, and with ``--json`` how it was reckoned."""
    try:
        calendar = written_calendar(arguments.calendar)
        found = due(arguments.received, arguments.limit, arguments.unit, calendar)
    except ClockError as error:
        raise commands.Refused(error.sentence) from error
    if arguments.json:
        text = json.dumps(_as_json(found.derivation, calendar.name), ensure_ascii=False, indent=1)
    else:
        text = _iso(found.moment)
        for warning in warnings(found.derivation):
            sys.stderr.write(f"{warning}\n")
    sys.stdout.write(f"{text}\n")
    return 0


def _as_json(derivation: Derivation, calendar: str) -> dict[str, object]:
    return {
        "due": _iso(derivation.due),
        "received": _iso(derivation.received),
        "started": _iso(derivation.started),
        "limit": str(derivation.limit),
        "in": derivation.unit,
        "calendar": calendar,
        "sentence": sentence(derivation),
        "parts": parts(derivation),
        "days_off": [_day(day) for day in derivation.days_off],
        "make_up": [_day(day) for day in derivation.make_up],
        "half_days": [_day(day) for day in derivation.half_days],
        "rolled_from": derivation.rolled_from and derivation.rolled_from.isoformat(),
        "warnings": warnings(derivation),
    }


def _day(day: SpecialDay) -> dict[str, str]:
    return {"date": day.date.isoformat(), "name": day.name, "decision": day.decision, "certainty": day.certainty}


def _iso(moment: dt.datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")


def load() -> calendars.Loaded:
    """Put the written calendars into the database; what the office wrote there stays."""
    sheets = written_sheets()
    slugs = {slug for sheet in sheets.values() for slug in sheet.units}
    return calendars.load(sheets, unit_ids(slugs), actor=PLATFORM, now=clock.now())


def run_load(arguments: argparse.Namespace) -> int:
    """Load, and say how much was new."""
    try:
        loaded = load()
    except (ClockError, Refusal) as error:
        raise commands.Refused(error.sentence) from error
    sys.stdout.write(f"{loaded.calendars} lịch mới, {loaded.days} ngày và {loaded.hours} ca làm việc đã ghi.\n")
    return 0


commands.register("calendars load", help="nạp các lịch làm việc kèm theo phần mềm", run=run_load)
commands.register(
    "clock due",
    help="tính thời điểm đến hạn theo lịch làm việc",
    arguments=due_arguments,
    run=run_due,
    database="none",
)
