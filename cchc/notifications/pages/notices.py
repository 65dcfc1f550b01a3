"""Thông báo: what I was told, and where to act on it."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.reading import whole
from cchc.notifications import access
from cchc.notifications.actions import reading, settling
from cchc.notifications.queries import bundles, lists
from cchc.notifications.states import Kind
from cchc.organisation import queries as organisation
from cchc.ui import listing
from cchc.ui.answering import actor_of, pressed


def _reader(request: HttpRequest) -> int:
    return int(subject_of(request).user_id or 0)


@permission("notification.own")
@require_http_methods(["GET", "HEAD"])
def notices(request: HttpRequest) -> HttpResponse:
    """Show a person's notices, unread ones unless asked otherwise; what is settled by now is closed first."""
    user_id, today, home = _reader(request), clock.today(), subject_of(request).unit_id
    tab, kind = request.GET.get("xem", "chua-doc"), request.GET.get("loai", "")
    word = request.GET.get("nhom", "")[:200]
    settling.of(user_id, clock.now())
    listed = lists.notices(access.own_notices(user_id), tab, kind)
    among = bundles.bundled(home)
    groups = bundles.lines(listed.filter(bundles.named(word)) if word else listed, home)
    page = listing.page_of(listed.filter(among, bundles.named(word)) if word else listed.exclude(among), request.GET)
    names = organisation.full_names({row.unit_id for row in page.object_list}, today)
    is_all_unread = tab == "chua-doc" and not kind and not word  # then the lines of the page are what is counted
    context = {
        "page": page,
        "groups": groups if page.number == 1 or word else (),
        "word": word,
        "tab": tab if tab in lists.NOTICE_TABS else "tat-ca",
        "kind": kind,
        "kinds": Kind.choices,
        "unread": page.paginator.count + len(groups) if is_all_unread else bundles.unread(user_id, home),
        "names": names,
        "home": home,
        "today": today,
    }
    return render(request, "notifications/pages/notices.html", context)


@permission("notification.own")
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark one notice as read and go to its matter, or mark the notices of one line, or all, as read and stay."""
    user_id, given = _reader(request), whole(request.POST.get("thong-bao"))
    word, home = request.POST.get("nhom", "")[:200], subject_of(request).unit_id
    if given is not None:
        found = access.own_notices(user_id).filter(pk=given).first()
        if found is not None:
            reading.read(user_id, found.pk, actor=actor_of(request), now=clock.now())
            prefix = "/en" if request.path.startswith("/en/") else ""
            target = f"{prefix}{found.path}"
            if url_has_allowed_host_and_scheme(target, allowed_hosts=None):
                return redirect(target)
    elif word:
        pressed(request, partial(reading.read_bundle, user_id, word, home), _("Đã đánh dấu cả nhóm là đã đọc."))
    else:
        pressed(request, partial(reading.read, user_id, None), _("Đã đánh dấu tất cả là đã đọc."))
    return redirect("notifications:notices")
