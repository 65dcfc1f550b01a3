"""Rules of RFC 5545 for days of the month, of which every month has its own last.

RFC 5545 leaves out a month that lacks the day; who writes "ngày 31 hằng tháng" means the last day of each.
"""

from collections.abc import Collection, Sequence

LAST = -1
_SURE = 28  # every month has this day
_SHORTEST = {month: 28 if month == 2 else 30 if month in {4, 6, 9, 11} else 31 for month in range(1, 13)}


def monthly(days: Collection[int], months: Sequence[int] = ()) -> str | None:
    """Return the rule that falls due on ``days`` (1–31, or ``LAST``) of every month, or of ``months``.

    Returns nothing for days that one rule can't tell apart in a short month ("29 và 30").
    """
    shortest = min(_SHORTEST[month] for month in months or _SHORTEST)
    wanted = sorted({LAST if day == 31 > shortest else day for day in days}, key=lambda day: (day == LAST, day))
    late = [day for day in wanted if day > shortest]
    if not wanted or len(late) > 1 or (late and LAST in wanted):
        return None
    every = f"FREQ=MONTHLY;BYMONTH={_listed(months)}" if months else "FREQ=MONTHLY"
    if not late:
        every = every.replace("MONTHLY", "YEARLY") if months else every
        return f"{every};BYMONTHDAY={_listed(wanted)}"
    early = [day for day in wanted if day < late[0]]
    span = sorted({*early, *range(_SURE, late[0] + 1)})
    places = [*(span.index(day) + 1 for day in early), LAST]
    return f"{every};BYMONTHDAY={_listed(span)};BYSETPOS={_listed(places)}"


def lasting(rule: str) -> str:
    """Return a rule that names day 29, 30 or 31 so that it holds in every month; any other rule as it is."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    days = _numbers(parts.get("BYMONTHDAY", ""))
    if not any(day > _SURE for day in days) or any(day < LAST for day in days) or parts.keys() & {"BYSETPOS", "BYDAY"}:
        return rule
    if parts["FREQ"] == "YEARLY" and ("BYMONTH" not in parts or parts.get("INTERVAL", "1") != "1"):
        return rule
    made = monthly(days, _numbers(parts.get("BYMONTH", "")))
    kept = "".join(f";{name}={parts[name]}" for name in ("INTERVAL", "COUNT", "UNTIL", "WKST") if name in parts)
    return made + kept if made else rule


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part]


def _listed(numbers: Collection[int]) -> str:
    return ",".join(map(str, numbers))
