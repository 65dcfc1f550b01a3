"""Cách nhận thông báo: which kinds, by which channel."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.accounts.queries import people
from cchc.kernel.permission import permission, subject_of
from cchc.notifications.actions import reading
from cchc.notifications.forms.preferences import PreferenceForm
from cchc.notifications.queries import content, lists
from cchc.notifications.states import Channel, Kind
from cchc.notifications.transports import TRANSPORTS, available
from cchc.ui.answering import Act, form_page, submitted


@permission("notification.own")
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and keep a person's choices; a channel that is not configured is named, and can't be chosen."""
    user_id = int(subject_of(request).user_id or 0)
    contact = people.contacts([user_id]).get(user_id)
    chosen, channels = lists.preferences(user_id), available()
    initial: dict[str, object] = {
        channel.value: chosen[channel].kinds if channel in chosen else Kind.values if channel is Channel.MAIL else []
        for channel in channels
    }
    initial["phone"] = next((row.address for row in chosen.values() if row.address), "")
    form = PreferenceForm(
        request.POST or None, channels=channels, email=contact.email if contact else "", initial=initial
    )

    def act() -> Act:
        wanted = {channel: [Kind(kind) for kind in form.cleaned_data[channel.value]] for channel in channels}
        return partial(reading.prefer, user_id, wanted, form.cleaned_data.get("phone", ""))

    if submitted(request, form, act, _("Đã lưu cách nhận thông báo.")):
        return redirect("notifications:preferences")
    context = {
        "form": form,
        "missing": [channel.label for channel in TRANSPORTS if channel not in channels],
        "has_email": bool(contact and contact.email),
        "hour": content.digest_hour(),
    }
    return form_page(request, "notifications/pages/preferences.html", context)
