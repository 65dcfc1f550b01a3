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
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.kernel.uploads import LARGEST as LARGEST_FILE
from cchc.ui.answering import Act, refuse, submitted

SIGN = "document.sign"


@permission("document.sign")
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
    return render(request, "documents/pages/signing.html", context, status=422 if form.errors else 200)


@permission("document.read")
@require_http_methods(["GET", "HEAD"])
def signatures(request: HttpRequest, stored_id: int) -> HttpResponse:
    """Show the signatures of a stored PDF."""
    found = access.file(subject_of(request), stored_id)
    if found.media_type != "application/pdf":
        raise Http404
    seen: Sequence[Seen] = ()
    try:
        seen = looking.look(bytes(found.content), found.name)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    context = {"file": found, "seen": seen, "has_trust": looking.has_trust()}
    return render(request, "documents/pages/signatures.html", context)


@permission("document.read")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show the signatures of a PDF from anywhere; it is looked at and forgotten."""
    form = LookForm(request.POST or None, request.FILES or None)
    seen = None
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            seen = looking.look(file.read(LARGEST_FILE + 1), file.name or "PDF")
        except Refusal as refusal:
            refuse(form, refusal)
    context = {"form": form, "seen": seen, "has_trust": looking.has_trust()}
    return render(request, "documents/pages/signatures.html", context, status=422 if form.errors else 200)
