"""A rule of RFC 5545 as people say it."""

from django.utils.translation import gettext as _

from cchc.plans.forms.repeating import MONTHS, WEEKDAYS
from cchc.plans.rules import repeating
from cchc.plans.rules.recurrence import LAST
from cchc.plans.rules.repeating import Choice, choice_of


def rule_words(rule: str) -> str:
    """Return a rule in words, whether or not the form can choose it."""
    choice = choice_of(rule)
    return _of_choice(choice) if choice else _of_parts(rule)


def _of_choice(choice: Choice) -> str:
    if choice.every == repeating.DAY:
        return _("mỗi ngày")
    if choice.every == repeating.WEEK:
        return _("mỗi tuần, vào %(day)s") % {"day": dict(WEEKDAYS)[choice.weekday]}
    days = _day(choice.day)
    if choice.second_day is not None:
        days = _("%(one)s và %(other)s") % {"one": days, "other": _day(choice.second_day)}
    if choice.every == repeating.MONTH:
        return _("mỗi tháng, vào %(days)s") % {"days": days}
    month = _("tháng %(month)s") % {"month": choice.month} if choice.month.isdecimal() else dict(MONTHS)[choice.month]
    within = {"days": days, "month": str(month).lower()}
    return {
        repeating.QUARTER: _("mỗi quý, vào %(days)s, %(month)s"),
        repeating.HALF_YEAR: _("6 tháng một lần, vào %(days)s, %(month)s"),
        repeating.YEAR: _("mỗi năm, vào %(days)s, %(month)s"),
    }[choice.every] % within


def _day(day: int) -> str:
    return _("ngày cuối tháng") if day == LAST else _("ngày %(day)d") % {"day": day}


def _of_parts(rule: str) -> str:
    """Return what the parts of a rule say: "2 tháng một lần, trong tháng 3, 9"."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    every = int(parts.get("INTERVAL", "1"))
    once = {"DAILY": _("mỗi ngày"), "WEEKLY": _("mỗi tuần"), "MONTHLY": _("mỗi tháng"), "YEARLY": _("mỗi năm")}
    apart = {
        "DAILY": _("%(n)d ngày một lần"),
        "WEEKLY": _("%(n)d tuần một lần"),
        "MONTHLY": _("%(n)d tháng một lần"),
        "YEARLY": _("%(n)d năm một lần"),
    }
    frequency = parts.get("FREQ", "")
    phrases = [once.get(frequency, rule) if every == 1 else apart.get(frequency, rule) % {"n": every}]
    if "BYMONTH" in parts:
        phrases.append(_("trong tháng %(months)s") % {"months": parts["BYMONTH"].replace(",", ", ")})
    if "BYMONTHDAY" in parts:
        days = [_day(int(day)) for day in parts["BYMONTHDAY"].split(",") if int(day) >= LAST]
        phrases.append(_("vào %(days)s") % {"days": ", ".join(days)})
    if "BYDAY" in parts:
        names = [str(dict(WEEKDAYS).get(day[-2:], day)) for day in parts["BYDAY"].split(",")]
        phrases.append(_("vào %(days)s") % {"days": ", ".join(names)})
    return ", ".join(phrases)
