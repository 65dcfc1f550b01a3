"""``{% load plans %}``: how a status is shown, the same on every page."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.http import QueryDict
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from cchc.kernel import indicators
from cchc.plans.rules.status import Facts, Status, days_late
from cchc.plans.rules.tally import Tally
from cchc.ui.reader import day_month
from cchc.ui.templatetags.ui import stack_bar, tag, vn_number, vn_percent

register = template.Library()

TONES: dict[Status, str] = {
    Status.NOT_STARTED: "neutral",
    Status.ON_TRACK: "neutral",
    Status.AT_RISK: "risk",
    Status.LATE: "late",
    Status.UNDATED: "late",
    Status.AWAITING: "info",
    Status.DONE: "done",
    Status.DONE_LATE: "done",
    Status.CANCELLED: "neutral",
}


NAMES: dict[Status, str] = {
    Status.NOT_STARTED: gettext_noop("Chưa bắt đầu"),
    Status.ON_TRACK: gettext_noop("Đang làm"),
    Status.AT_RISK: gettext_noop("Có nguy cơ trễ"),
    Status.LATE: gettext_noop("Trễ hạn"),
    Status.UNDATED: gettext_noop("Quá hạn đăng ký ngày hoàn thành"),
    Status.AWAITING: gettext_noop("Chờ xác nhận"),
    Status.DONE: gettext_noop("Xong đúng hạn"),
    Status.DONE_LATE: gettext_noop("Xong trễ"),
    Status.CANCELLED: gettext_noop("Đã hủy"),
}


def status_name(status: Status) -> str:
    """Return the name of a status, as filters and legends say it."""
    return _(NAMES[status])


def status_words(status: Status, facts: Facts, today: dt.date) -> str:
    """Return what a row says of a status: the day it was done, how much is left, by how much it is late."""
    if status is Status.DONE and facts.done_on:
        return _("Xong %(day)s") % {"day": day_month(facts.done_on)}
    if status in (Status.LATE, Status.DONE_LATE):
        return _lateness(status, days_late(facts, today))
    if status is Status.AT_RISK:
        if facts.is_blocked:
            return _("Có vướng mắc")
        left = (facts.due_on - today).days if facts.due_on else 0
        left_words = ngettext("Còn %(count)d ngày", "Còn %(count)d ngày", left) % {"count": left}
        return left_words if left else _("Hạn hôm nay")
    if facts.due_on is None and status in (Status.NOT_STARTED, Status.ON_TRACK):
        return _("%(status)s, chưa có hạn") % {"status": status_name(status)}
    return status_name(status)


def _lateness(status: Status, days: int) -> str:
    if status is Status.LATE:
        return ngettext("Trễ %(count)d ngày", "Trễ %(count)d ngày", days) % {"count": days} if days else _("Trễ")
    words = ngettext("Xong trễ %(count)d ngày", "Xong trễ %(count)d ngày", days) % {"count": days}
    return words if days else _("Xong trễ")


@register.simple_tag
def status_tag(status: Status | str, facts: Facts, today: dt.date) -> SafeString:
    """Return the status of a row as colour, mark and word."""
    known = Status(status)
    return tag(TONES[known], status_words(known, facts, today))


@register.filter
def share(part: float | None) -> str:
    """Return ``51,8%`` for 0.518; a dash where there is nothing to take a share of."""
    return vn_percent(None if part is None else round(100 * part, 1))


@register.filter
def indicator_name(key: str) -> str:
    """Return the name of a figure as the registry of indicators gives it: one figure has one name on every page."""
    return str(indicators.known()[key].label)


@register.inclusion_tag("plans/pages/figure.html", takes_context=True)
def figure(
    context: Context, figures: Mapping[str, indicators.Fraction], name: str, href: str, more: str = ""
) -> dict[str, Any]:
    """Show a figure of plans under its name: a share with its part, whole and day, or a count."""
    one, (part, whole) = indicators.known()[f"plans.{name}"], figures[name]
    is_share = one.kind == "ratio"
    value = share(part / whole if whole else None) if is_share else vn_number(part)
    shown = {"key": one.key, "label": one.label, "value": value, "part": part, "whole": whole}
    more = more or (_among_due(figures) if name == "tasks_done" else "")
    return {**shown, "is_share": is_share, "href": href, "more": more, "today": context["today"]}


def _among_due(figures: Mapping[str, indicators.Fraction]) -> str:
    """Say how much of what has fallen due is late for want of a day."""
    owed = figures["dates_owed"][0]
    return _("kể cả %(n)s việc quá hạn đăng ký ngày hoàn thành") % {"n": vn_number(owed)} if owed else ""


@register.simple_tag
def tally_bar(tally: Tally | None) -> SafeString:
    """Return the bar of a tally: each part is the count of its status, as the figures and lists beside it say."""
    counted = tally or Tally()
    return stack_bar(
        done=counted.done,
        waiting=counted.awaiting,
        open=counted.in_time,
        risk=counted.at_risk,
        late=counted.late,
    )


@register.simple_tag
def tally_on_phone(tally: Tally) -> SafeString:
    """Return what the columns that a phone leaves out say of a tally."""
    return _on_phone(tally_bar(tally), tally.due_share, tally.late, get_language() or "vi")


@lru_cache(maxsize=2000)  # many units have the same
def _on_phone(bar: SafeString, due_share: float | None, late: int, _language: str) -> SafeString:
    due = _("chưa có việc đến hạn")
    if due_share is not None:
        due = _("%(share)s việc đến hạn đã xong") % {"share": share(due_share)}
    behind = _("%(n)s trễ") % {"n": vn_number(late)}
    return format_html('<span class="only-phone">{}<span>{}</span><span>{}</span></span>', bar, due, behind)


@register.filter
def names_in(names: str, params: QueryDict) -> list[tuple[str, str]]:
    """Return the parameters of the address that a form must carry along."""
    return [(name, str(params[name])) for name in names.split(",") if params.get(name)]
