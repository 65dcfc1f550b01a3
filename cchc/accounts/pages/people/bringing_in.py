"""Bring in a list of people: hand over the file, look at every line, make the accounts, print the slips once."""

import dataclasses

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cchc.accounts.actions import bringing_in as actions
from cchc.accounts.documents import newcomers as sheet
from cchc.accounts.forms.people import ListFileForm
from cchc.accounts.pages.request import actor_of, subject_of
from cchc.accounts.queries import bringing_in as queries
from cchc.kernel import clock, sheets
from cchc.kernel.jobs import progress
from cchc.kernel.permission import permission
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.kernel.slow_lane import slow
from cchc.ui.answering import form_page

JOB = "accounts.bring_in"
_SHOWN = 200


@permission("account.write")
@slow("mau")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for the file and show what it would make; hand out an empty list to fill in with ``?mau``."""
    if "mau" in request.GET:
        return sheets.download("xlsx", "mau-nguoi-dung", sheet.COLUMNS, [sheet.EXAMPLE])
    form = ListFileForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form, "most": queries.MOST}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            found = queries.read(file.name, data, subject_of(request), clock.today())
        except Refusal as refusal:
            form.add_error("file", say(refusal))
        else:
            context |= {"name": file.name, "found": found, "shown": found.people[:_SHOWN]}
            context |= {"problems": found.problems[:_SHOWN], "more": len(found.problems) - _SHOWN}
            if not found.problems:
                context["token"] = actions.keep(actor_of(request).user_id or 0, file.name, data)
    failed = request.method == "POST" and "token" not in context
    return form_page(request, "accounts/pages/people/bring_in.html", context, refused=failed)


@permission("account.write")
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make the accounts of the list that was looked at: hashing the passwords of a province takes minutes."""
    actor, token = actor_of(request), request.POST.get("token", "")[:64]
    plain = {"user_id": actor.user_id, "label": actor.label, "source": actor.source}
    number = progress.start(
        JOB, title=_("Tạo tài khoản theo danh sách"), owner_id=actor.user_id, lock=JOB, token=token, actor=plain
    )
    return redirect("progress", number)


@permission("account.write")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slips(request: HttpRequest, name: str) -> HttpResponse:
    """Show the slips once, when the button is pressed; before that, say how many wait."""
    actor = actor_of(request)
    context: dict[str, object] = {"waiting": actions.waiting(actor.user_id or 0, name)}
    if request.method == "POST":
        try:
            shown = actions.show_once(name, actor=actor, now=clock.now())
        except Refusal as refusal:
            messages.error(request, say(refusal))
            return redirect("people")
        door = request.build_absolute_uri("/")
        context = {"slips": [dataclasses.asdict(slip) for slip in shown], "door": door}
    return render(request, "accounts/pages/people/slips.html", context)
