"""Ký số: sign a PDF of a document, and look at the signatures of any PDF."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cchc.documents import access
from cchc.documents.actions import looking, signing
from cchc.documents.forms.signing import LookForm, SignatureForm
from cchc.documents.types import LARGEST_CERTIFICATE, Seen
from cchc.kernel import apart
from cchc.kernel.files import contents
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.kernel.slow_lane import slow
from cchc.kernel.uploads import LARGEST as LARGEST_FILE
from cchc.ui.answering import Act, actor_of, form_page, refuse, submitted

SIGN = "document.sign"


@permission("document.sign")
@slow()
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, stored_id: int) -> HttpResponse:
    """Sign a PDF with a certificate file, which is not kept."""
    found = access.file(subject_of(request), stored_id, SIGN)
    if found.outgoing_id is None:
        raise Http404
    form = SignatureForm(request.POST or None, request.FILES or None)

    def act() -> Act:
        given = form.cleaned_data
        certificate = given["certificate"].read(LARGEST_CERTIFICATE + 1)
        return partial(signing.with_certificate_file, found.pk, certificate, given["passphrase"], given["reason"])

    if submitted(request, form, act, _("Đã ký số; bản đã ký nằm cạnh bản gốc.")):
        return redirect("documents:document", found.outgoing_id)
    context = {"form": form, "file": found}
    return form_page(request, "documents/pages/signing.html", context)


@permission("document.read")
@slow()
@require_http_methods(["GET", "HEAD", "POST"])
def signatures(request: HttpRequest, stored_id: int) -> HttpResponse:
    """Show the signatures of a stored PDF; one that takes long is looked at in the background if the reader wishes."""
    found = access.file(subject_of(request), stored_id)
    if found.media_type != "application/pdf":
        raise Http404
    seen: Sequence[Seen] = ()
    takes_long = False
    try:
        content = contents.of(found.file)
        if request.method == "POST":
            return redirect("progress", looking.look_later(content, found.name, actor=actor_of(request)))
        seen = looking.look(content, found.name, apart.AT_ONCE)
    except apart.Exceeded:
        takes_long = True
    except Refusal as refusal:
        messages.error(request, say(refusal))
    context = {"file": found, "seen": seen, "has_trust": looking.has_trust(), "takes_long": takes_long}
    return render(request, "documents/pages/signatures.html", context)


@permission("document.read")
@slow()
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show the signatures of a PDF from anywhere; it is looked at and forgotten. What takes long opens its progress."""
    form = LookForm(request.POST or None, request.FILES or None)
    seen = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        given = (file.read(LARGEST_FILE + 1), file.name or "PDF")
        try:
            try:
                seen = looking.look(*given, apart.AT_ONCE)
            except apart.Exceeded:
                return redirect("progress", looking.look_later(*given, actor=actor_of(request)))
        except Refusal as refusal:
            refuse(form, refusal)
    context = {"form": form, "seen": seen, "has_trust": looking.has_trust()}
    return form_page(request, "documents/pages/signatures.html", context)


@permission("document.read")
@require_http_methods(["GET", "HEAD"])
def looked_at(request: HttpRequest, look_token: str) -> HttpResponse:
    """Show what a job has seen, to the person it was asked by, for an hour."""
    kept = looking.seen_by(look_token, actor_of(request).user_id)
    if kept is None:
        raise Http404
    name, seen = kept
    context = {"form": LookForm(), "name": name, "seen": seen, "has_trust": looking.has_trust()}
    return render(request, "documents/pages/signatures.html", context)
