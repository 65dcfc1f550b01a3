"""The keys by which this installation seals, from its own folder, for anybody to compare and to check with."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from cchc.kernel import sealing_keys
from cchc.kernel.permission import public
from cchc.kernel.sealing_keys import Standing
from cchc.kernel.slow_lane import slow

_WHY = "Anyone may check a seal; only the public halves are shown"
_TAGS = {
    Standing.CURRENT: ("done", _("đang dùng")),
    Standing.RETIRED: ("neutral", _("đã thay, niêm phong cũ còn giá trị")),
    Standing.REVOKED: ("late", _("đã thu hồi, niêm phong không còn giá trị")),
}


@public(_WHY)
def page(request: HttpRequest) -> HttpResponse:
    """List the keys, the one in use first."""
    keys = [(sealing_keys.fingerprint(key), *_TAGS[standing]) for key, standing in sealing_keys.known().items()]
    return render(request, "kernel/pages/keys.html", {"keys": keys})


@public(_WHY)
@slow()
def download(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Send one of the public keys as OpenSSL reads it."""
    for key in sealing_keys.known():
        if sealing_keys.fingerprint(key) == fingerprint:
            response = HttpResponse(sealing_keys.pem(key), content_type="application/x-pem-file")
            response["Content-Disposition"] = f'attachment; filename="khoa-niem-phong-{fingerprint[:8]}.pem"'
            return response
    raise Http404
