"""A recurrence as somebody chooses it: how often, and on which day. What is stored stays a rule of RFC 5545.

A rule that the choices can't say ("mỗi hai tuần") is kept as it is; ``choice_of`` returns nothing for it.
"""

from dataclasses import dataclass

from cchc.kernel import reading
from cchc.kernel.refusal import Refusal
from cchc.plans.rules.recurrence import LAST, lasting, monthly

DAY, WEEK, MONTH, QUARTER, HALF_YEAR, YEAR = "day", "week", "month", "quarter", "half_year", "year"
FIRST, SECOND, LAST_MONTH = "first", "second", "last"
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LENGTH = {QUARTER: 3, HALF_YEAR: 6}
_PLACES = {QUARTER: {FIRST: 1, SECOND: 2, LAST_MONTH: 3}, HALF_YEAR: {FIRST: 1, LAST_MONTH: 6}}


@dataclass(frozen=True)
class Choice:
    """How often; of a week its day; of longer periods a day of the month (``LAST``: the last one), perhaps a second
    one, and the month: by its place in the quarter or half-year, by its number in the year."""

    every: str
    weekday: str = "SU"
    day: int = LAST
    second_day: int | None = None
    month: str = LAST_MONTH

    @property
    def plain(self) -> "Choice":
        """Return the choice without what its period doesn't ask."""
        kept = {DAY: (), WEEK: ("weekday",), MONTH: ("day", "second_day")}.get(self.every, ("day", "month"))
        return Choice(self.every, **{name: getattr(self, name) for name in kept})


def rule_of(choice: Choice) -> str:
    """Return the rule; refuses a month that the period doesn't have, and two days of which one is no other."""
    if choice.every == DAY:
        return "FREQ=DAILY"
    if choice.every == WEEK:
        return f"FREQ=WEEKLY;BYDAY={choice.weekday}"
    days = [choice.day]
    if choice.every == MONTH and choice.second_day is not None:
        days.append(choice.second_day)
    rule = monthly(days, _months(choice))
    if rule is None or len(set(days)) < len(days):
        raise Refusal("Hai ngày này trùng nhau trong tháng thiếu ngày: hãy chọn hai ngày khác nhau.", "second_day")
    return rule


def _months(choice: Choice) -> tuple[int, ...]:
    if choice.every == MONTH:
        return ()
    if choice.every == YEAR:
        if choice.month in (FIRST, LAST_MONTH):
            return (1,) if choice.month == FIRST else (12,)
        if (month := reading.whole(choice.month, 12, 1)) is not None:
            return (month,)
    elif choice.month in _PLACES.get(choice.every, {}):
        length, place = _LENGTH[choice.every], _PLACES[choice.every][choice.month]
        return tuple(range(place, 13, length))
    raise Refusal("Chu kỳ này không có tháng đã chọn: hãy chọn tháng khác.", "month")


def choice_of(rule: str) -> Choice | None:
    """Return the choice that a rule says, nothing where the choices have no words for it.

    A rule without a day ("every month") is due on the last day of its period, as ``occurrences`` has it.
    """
    named = _PERIODS.get(rule, lasting(rule))
    if named.endswith("BYMONTHDAY=31"):  # left by ``lasting``: each of its months has that day as its last
        named = named.removesuffix("31") + str(LAST)
    return _CHOICES.get(named)


_PERIODS = {
    "FREQ=WEEKLY": "FREQ=WEEKLY;BYDAY=SU",
    "FREQ=MONTHLY": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;INTERVAL=3": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "FREQ=MONTHLY;INTERVAL=6": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=-1": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
    "FREQ=YEARLY": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
}


def _every_choice() -> dict[str, Choice]:
    """Return every rule that can be chosen, with its choice."""
    days = [*range(1, 31), LAST]
    found = [Choice(DAY), *(Choice(WEEK, weekday=day) for day in WEEKDAYS)]
    found += [Choice(MONTH, day=day) for day in days]
    found += [Choice(MONTH, day=one, second_day=other) for one in range(1, 29) for other in days if other not in (one,)]
    found += [Choice(QUARTER, day=day, month=month) for day in days for month in (FIRST, SECOND, LAST_MONTH)]
    found += [Choice(HALF_YEAR, day=day, month=month) for day in days for month in (FIRST, LAST_MONTH)]
    found += [Choice(YEAR, day=day, month=str(month)) for day in days for month in range(1, 13)]
    made: dict[str, Choice] = {}
    for choice in found:
        made.setdefault(lasting(rule_of(choice)), choice)
    return made


_CHOICES = _every_choice()
