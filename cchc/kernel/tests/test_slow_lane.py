"""Which requests take the lane of files."""

import io

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from cchc.kernel import slow_lane
from cchc.kernel.slow_lane import slow

FORM = "multipart/form-data; boundary=x"
EMPTY = b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\nContent-Type: a/b\r\n\r\n\r\n--x--\r\n'
FILE = EMPTY.replace(b'filename=""', b'filename="a.pdf"')


@pytest.mark.parametrize(
    ("content_type", "body", "holds"),
    [
        (FORM, EMPTY, False),
        (FORM, FILE, True),
        (FORM.upper(), FILE, True),
        ("application/x-www-form-urlencoded", b"a=1", False),
        ("application/json", b'{"filename": 1}', False),
        (FORM, EMPTY.replace(b'filename=""', b"filename=a"), True),
        (FORM, EMPTY.replace(b'filename=""', b'FileName ="a"'), True),
        (FORM, EMPTY.replace(b'filename=""', b"filename*=UTF-8''a"), True),
        (FORM, EMPTY.replace(b'filename=""', b'filename="";filename="a"'), True),
        (FORM, EMPTY.replace(b'filename=""', b'filename=""a"'), True),
        (FORM, EMPTY + b" " * 300_000, True),
        ("multipart/mixed; boundary=x", FILE, True),
    ],
)
def test_a_body_that_may_hold_a_file(content_type: str, body: bytes, holds: bool) -> None:
    sent = io.BytesIO(body)
    assert slow_lane.carries_file(content_type, sent) is holds
    assert sent.tell() == 0


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


inside = [
    path("tep/<int:pk>/", slow()(lambda request, pk: HttpResponse())),
    path("viec/", slow("xuat", "mau")(lambda request: HttpResponse())),
    path("dot/<slug:name>/", slow("xuat", forms=True)(lambda request, name: HttpResponse())),
    path("trang/", view),
]
PATTERNS = [path("healthz", view), *i18n_patterns(path("", include(inside)), prefix_default_language=False)]


@pytest.mark.parametrize(
    ("method", "address", "query", "is_slow"),
    [
        ("GET", "/tep/5/", "", True),
        ("GET", "/en/tep/5/", "", True),
        ("GET", "/tep/x/", "", False),
        ("GET", "/tep/5", "", False),
        ("GET", "/viec/", "", False),
        ("GET", "/viec/", "q=a", False),
        ("GET", "/viec/", "xuat=csv", True),
        ("GET", "/viec/", "%78uat=csv", True),
        ("HEAD", "/en/viec/", "mau", True),
        ("POST", "/viec/", "", False),
        ("POST", "/dot/a-b/", "", True),
        ("GET", "/dot/a-b/", "", False),
        ("GET", "/trang/", "xuat=csv", False),
        ("GET", "/healthz", "", False),
        ("GET", "/x/tep/5/", "", False),
    ],
)
def test_addresses_of_marked_views(method: str, address: str, query: str, is_slow: bool) -> None:
    assert slow_lane.addresses(PATTERNS)(method, address, query) is is_slow
