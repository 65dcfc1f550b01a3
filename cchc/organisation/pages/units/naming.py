"""The other names under which documents know units; the office teaches them and takes them away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.kernel import clock
from cchc.kernel.history import actor_of
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.organisation import queries
from cchc.organisation.access import units as access
from cchc.organisation.actions import aliases
from cchc.organisation.forms.recording import AliasForm
from cchc.organisation.pages.units import asking
from cchc.ui import listing
from cchc.ui.answering import form_page, refuse
from cchc.ui.once import sent


@permission(access.READ)
@require_http_methods(["GET", "POST"])
def names(request: HttpRequest) -> HttpResponse:
    """Show the names in use, and teach another one."""
    today = clock.today()
    may_write = access.may_write(subject_of(request))
    posted = request.POST if request.method == "POST" else None
    form = AliasForm(posted, targets=asking.targets(today)) if may_write or posted is not None else None
    if posted is not None:
        access.check_write(subject_of(request))
    if posted is not None and form is not None and form.is_valid():
        text, targets = form.cleaned_data["text"], form.cleaned_data["targets"]
        try:
            with sent(request, form):
                aliases.add_alias(text, targets, as_of=today, actor=actor_of(request), now=clock.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã ghi tên gọi “%(text)s”.") % {"text": text})
            return redirect("organisation:names")
    words = request.GET.get("q", "")[:200]
    context = {
        "page": listing.page_of(queries.aliases(today, words), request.GET),
        "words": words,
        "form": form,
        "may_write": may_write,
    }
    return form_page(request, "organisation/pages/units/names.html", context)


@permission(access.WRITE)
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Take a name away."""
    access.check_write(subject_of(request))
    text = request.POST.get("text", "")[:200]
    try:
        aliases.remove_alias(text, actor=actor_of(request), now=clock.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã bỏ tên gọi “%(text)s”.") % {"text": text})
    return redirect("organisation:names")
