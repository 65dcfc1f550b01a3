"""Mẫu văn bản: templates that people upload, and documents made from them."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.documents import access
from cchc.documents.actions import blanks
from cchc.documents.forms.blanks import BlankForm, FillForm
from cchc.documents.pages.asking import units_of
from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.refusal import Refusal
from cchc.kernel.slow_lane import slow
from cchc.kernel.text import sort_key
from cchc.kernel.uploads import LARGEST
from cchc.organisation import queries as organisation
from cchc.ui import listing
from cchc.ui.answering import Act, form_page, pressed, refuse, submitted
from cchc.ui.sending import PAPERS, attachment

TEMPLATE = "document.template"


@permission("document.fill")
@require_http_methods(["GET", "HEAD"])
def listed(request: HttpRequest) -> HttpResponse:
    """Show the templates that the reader may use."""
    subject, today = subject_of(request), clock.today()
    page = listing.page_of(
        sorted(access.visible_blanks(subject), key=lambda one: (sort_key(one.title), one.pk)), request.GET
    )
    context = {
        "page": page,
        "names": organisation.full_names({row.unit_id for row in page.object_list}, today),
        "may_write": subject.may(TEMPLATE),
        "may_read": subject.may(access.READ),
    }
    return render(request, "documents/pages/blanks.html", context)


@permission("document.template")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take in a template."""
    units = units_of(subject_of(request), TEMPLATE, clock.today())
    form = BlankForm(request.POST or None, request.FILES or None, units=units)

    def act() -> Act:
        given = form.cleaned_data
        content = given["file"].read(LARGEST + 1)
        return partial(blanks.upload, given["unit"], given["title"], given["file"].name or "", content)

    if submitted(request, form, act, _("Đã nhận mẫu; đơn vị và cấp dưới dùng được ngay.")):
        return redirect("documents:blanks")
    context = {"form": form, "heading": _("Tải mẫu lên"), "submit": _("Tải lên"), "blank": None}
    return form_page(request, "documents/pages/blank.html", context)


@permission("document.fill")
@slow()
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, blank_id: int) -> HttpResponse:
    """Fill the blanks of a template and send the document, which a person can go on editing."""
    subject = subject_of(request)
    found = access.blank(subject, blank_id)
    form = FillForm(request.POST or None, names=found.names)
    if request.method == "POST" and form.is_valid():
        try:
            made = blanks.fill(found, form.words())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            return attachment(made, found.file_name, PAPERS["docx"])
    context = {
        "form": form,
        "heading": found.title,
        "submit": _("Lập văn bản .docx"),
        "blank": found,
        "may_withdraw": found.is_active and found.unit_id in subject.scope(TEMPLATE),
    }
    return form_page(request, "documents/pages/blank.html", context)


@permission("document.template")
@require_POST
def withdraw(request: HttpRequest, blank_id: int) -> HttpResponse:
    """Take a template out of use."""
    found = access.blank(subject_of(request), blank_id, TEMPLATE)
    pressed(request, partial(blanks.withdraw, found.pk), _("Đã ngừng dùng mẫu này."))
    return redirect("documents:blanks")
