"""How pages look to this person: light or dark, and the size of text, kept in cookies of the browser."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from cchc.kernel.permission import public
from cchc.ui.answering import form_page
from cchc.ui.forms import Form

_YEAR = 365 * 24 * 3600
THEMES = (("", gettext_lazy("Nền sáng")), ("dark", gettext_lazy("Nền tối")), ("auto", gettext_lazy("Theo thiết bị")))
SIZES = (("", gettext_lazy("Vừa")), ("large", gettext_lazy("Lớn")), ("largest", gettext_lazy("Rất lớn")))


class LooksForm(Form):
    theme = forms.ChoiceField(label=gettext_lazy("Màu nền"), choices=THEMES, widget=forms.RadioSelect, required=False)
    size = forms.ChoiceField(label=gettext_lazy("Cỡ chữ"), choices=SIZES, widget=forms.RadioSelect, required=False)


@public("It changes only how pages look in this browser")
@never_cache
def looks(request: HttpRequest) -> HttpResponse:
    """Ask for background and size of text, and keep them for a year; works without scripts and without an account."""
    kept = {name: request.COOKIES.get(name, "") for name in ("theme", "size")}
    form = LooksForm(request.POST if request.method == "POST" else None, initial=kept)
    if request.method == "POST" and form.is_valid():
        answer = redirect("ui_looks")
        for name in kept:
            answer.set_cookie(
                name, form.cleaned_data[name], _YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
            )
        messages.success(request, _("Đã ghi nhớ cách hiển thị trên trình duyệt này."))
        return answer
    return form_page(request, "ui/pages/looks.html", {"form": form})
