"""NUL reaches nobody who reads a request: not in addresses, parameters, forms or cookies."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from cchc.kernel import requests

FACTORY = RequestFactory()


def seen(request: HttpRequest) -> HttpRequest:
    """Return the request as the page behind the middlewares sees it."""
    kept: list[HttpRequest] = []

    def page(inner: HttpRequest) -> HttpResponse:
        kept.append(inner)
        return HttpResponse()

    requests.middleware(requests.text_only(page))(request)
    return kept[0]


def test_parameters_and_forms_lose_it_in_names_and_values() -> None:
    asked = seen(FACTORY.post("/?a%00=x%00y&b=1", {"token": "\0abc", "v\0": ["1\0", "2"]}))
    assert (asked.GET.getlist("a"), asked.GET["b"]) == (["xy"], "1")
    assert (asked.POST["token"], asked.POST.getlist("v")) == ("abc", ["1", "2"])


def test_a_cookie_that_holds_it_is_not_there() -> None:
    asked = seen(FACTORY.get("/", HTTP_COOKIE='sessionid="\\000aaaaaaaaaaaa"; theme=dark'))
    assert asked.COOKIES == {"theme": "dark"}


def test_nothing_is_at_an_address_that_holds_it() -> None:
    with pytest.raises(Http404):
        seen(FACTORY.get("/a%00b/"))
