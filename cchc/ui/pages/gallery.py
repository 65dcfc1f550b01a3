"""The gallery: every component with its parameters and examples, and the base pages filled with invented figures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import RequestContext

from cchc.kernel.permission import public
from cchc.ui import catalogue
from cchc.ui.pages import samples

PAGES = {
    "office": "Trang công sở: tổng quan",
    "list": "Trang công sở: danh sách",
    "review": "Trang công sở: duyệt bản bóc tách",
    "form": "Trang công sở: biểu mẫu có lỗi",
    "public": "Trang công dân",
    "blank": "Trang đăng nhập",
}
_REASON = "It shows how pages look, with invented figures only"


@public(_REASON)
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    sample = samples.context()
    shown = [
        (component, [(example, example.render(RequestContext(request, sample))) for example in component.examples])
        for component in catalogue.components()
    ]
    return render(request, "ui/pages/gallery.html", {"components": shown, "pages": PAGES})


@public(_REASON)
def sample_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one whole page."""
    if name not in PAGES:
        raise Http404(name)
    return render(request, f"ui/pages/sample_{name}.html", samples.context())
