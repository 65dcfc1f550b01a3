"""Mark a day in a calendar, or take one out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.organisation.access import calendars as access
from cchc.organisation.actions import calendars as actions
from cchc.organisation.forms.calendars import DayForm
from cchc.organisation.pages.calendars import asking
from cchc.ui import reader
from cchc.ui.answering import form_page, refuse
from cchc.ui.once import sent


@permission(access.WRITE)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Ask for a day and mark it."""
    form = DayForm(request.POST if request.method == "POST" else None, **asking.for_writing(request))
    if request.method == "POST" and form.is_valid():
        access.check_write(subject_of(request), form.unit_id)
        try:
            with sent(request, form):
                actions.add_day(
                    form.cleaned_data["lich"],
                    form.day,
                    form.unit_id,
                    actor=asking.actor_of(request),
                    now=clock.now(),
                )
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã ghi ngày %(day)s vào lịch.") % {"day": reader.date(form.day.date)})
            return redirect(f"{reverse('calendar_year')}?nam={form.day.date.year}")
    return form_page(request, "organisation/pages/calendars/day.html", {"form": form})


@permission(access.WRITE)
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, day_id: int) -> HttpResponse:
    """Show what a day is for, and take it out once that is confirmed."""
    row = access.day_to_write(subject_of(request), day_id)
    back = f"{reverse('calendar_year')}?nam={row.date.year}"
    if request.method == "POST":
        try:
            actions.remove_day(row.pk, actor=asking.actor_of(request), now=clock.now())
        except Refusal as refusal:
            messages.error(request, say(refusal))
        else:
            messages.success(request, _("Đã bỏ ngày %(day)s khỏi lịch.") % {"day": reader.date(row.date)})
        return redirect(back)
    return render(request, "organisation/pages/calendars/remove.html", {"row": row, "back": back})
