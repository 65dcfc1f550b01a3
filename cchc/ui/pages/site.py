"""What browsers and crawlers ask of every site: an icon, what may be crawled, what a phone's home screen shows."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cchc.kernel.permission import public

_ROBOTS = "User-agent: *\nDisallow: /api/\nDisallow: /ui/\nDisallow: /dang-nhap/\nDisallow: /en/dang-nhap/\n"


@public("Crawlers read it before anything else")
def robots(request: HttpRequest) -> HttpResponse:
    """Say what need not be crawled; what is not public asks for an account anyway."""
    return HttpResponse(_ROBOTS, content_type="text/plain; charset=utf-8")


@public("Browsers ask for it by themselves")
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the icon for browsers that do not read the page's ``<link>``."""
    return redirect(static("ui/lotus.svg"), permanent=False)


@public("A phone reads it when the site is put on its home screen")
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the site to a phone's home screen."""
    language = get_language() or "vi"
    icon = {"src": static("ui/lotus.svg"), "sizes": "any", "type": "image/svg+xml"}
    content = {
        "name": _("Cải cách hành chính"),
        "short_name": "CCHC",
        "lang": language,
        "start_url": "/en/" if language == "en" else "/",
        "display": "minimal-ui",
        "background_color": "#f6f8f7",
        "theme_color": "#0c3b3a",
        "icons": [icon],
    }
    return JsonResponse(content, content_type="application/manifest+json")
