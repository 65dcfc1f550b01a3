"""The days of one's work as a month, and as a feed for calendars at a secret address."""

import calendar as months
import datetime as dt
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cchc.accounts.queries import people, subjects
from cchc.inbox.actions import feeds as acts
from cchc.inbox.queries import feeds, lists, sources, titles
from cchc.inbox.rules import ics
from cchc.inbox.types import Item
from cchc.kernel import clock, reading
from cchc.kernel.permission import Subject, permission, public, subject_of
from cchc.kernel.years import WORKED
from cchc.ui.answering import actor_of, pressed

MAX_ITEMS = 500
_BEHIND, _AHEAD = dt.timedelta(90), dt.timedelta(365)


@permission("inbox.read")
@require_http_methods(["GET", "HEAD"])
def month(request: HttpRequest) -> HttpResponse:
    """Show a month of due days (``?thang=2019-03``), this one unless asked otherwise."""
    subject, today = subject_of(request), clock.today()
    first = _first(request.GET.get("thang", ""), today)
    last = first.replace(day=months.monthrange(first.year, first.month)[1])
    items = lists.between(subject, today, first, last, MAX_ITEMS + 1)
    days: dict[dt.date, list[Item]] = {}
    for item in items[:MAX_ITEMS]:
        days.setdefault(item.due_on or first, []).append(item)
    context = {
        "days": days.items(),
        "first": first,
        "before": f"{first - dt.timedelta(1):%Y-%m}",
        "after": f"{last + dt.timedelta(1):%Y-%m}",
        "is_cut": len(items) > MAX_ITEMS,
        "today": today,
        "labels": {key: source.label for key, source in sources.known().items()},
    }
    return render(request, "inbox/pages/calendar.html", context)


def _first(text: str, today: dt.date) -> dt.date:
    year, _dash, month = text.partition("-")
    number, of = reading.whole(month, 12, 1), reading.whole(year, WORKED[-1], WORKED[0])
    return dt.date(of, number, 1) if number is not None and of is not None else today.replace(day=1)


@permission("inbox.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Say whether there is a secret address, and make one; it is shown once, on the answer to the button."""
    user_id, made = int(subject_of(request).user_id or 0), ""
    if request.method == "POST":
        raw = acts.renew(user_id, actor=actor_of(request), now=clock.now())
        with translation.override("vi"):
            made = request.build_absolute_uri(reverse("inbox:feed", args=[raw]))
    context = {"made": made, "made_at": feeds.made_at(user_id)}
    return render(request, "inbox/pages/address.html", context)


@permission("inbox.read")
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Make the secret address useless."""
    user_id = int(subject_of(request).user_id or 0)
    pressed(request, partial(acts.revoke, user_id), _("Đã thu hồi địa chỉ lịch."))
    return redirect("inbox:address")


@public("Calendars can't sign in: whoever holds the secret address reads the days of its owner's work, and no more")
@require_http_methods(["GET", "HEAD"])
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Give the due days of the last three months and the next year as iCalendar, as their owner may see them today."""
    user_id, today = feeds.owner(secret), clock.today()
    subject = subjects.subject_for_user(user_id, today) if user_id is not None else None
    if subject is None:
        raise Http404
    is_open = subject.may("inbox.read") and not subject.must_change_password
    items = _of_a_year(subject, today) if is_open else []
    contact = people.contacts([subject.user_id or 0]).get(subject.user_id or 0)
    with translation.override(contact.language if contact else "vi"):
        days = [_day(request, item) for item in items if item.due_on]
        body = ics.calendar(days, name=_("Việc của tôi"), now=clock.now())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=900"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    answer["Content-Disposition"] = 'inline; filename="viec-cua-toi.ics"'
    return answer


def _of_a_year(subject: Subject, today: dt.date) -> list[Item]:
    """Return what the feed holds: where that is too much, what is to come first, then what has been late longest."""
    items = lists.between(subject, today, today - _BEHIND, today + _AHEAD, MAX_ITEMS + 1)
    if len(items) <= MAX_ITEMS:
        return items
    ahead = lists.between(subject, today, today, today + _AHEAD, MAX_ITEMS)
    late = [item for item in items if item.due_on and item.due_on < today]
    return late[: MAX_ITEMS - len(ahead)] + ahead


def _day(request: HttpRequest, item: Item) -> ics.Day:
    label = str(sources.known()[item.source].label)
    uid = f"{item.key.replace(' ', '-')}@{request.get_host().partition(':')[0]}"
    path = f"/en{item.path}" if translation.get_language() == "en" else item.path
    return ics.Day(uid, item.due_on or clock.today(), titles.said(item.title), request.build_absolute_uri(path), label)
