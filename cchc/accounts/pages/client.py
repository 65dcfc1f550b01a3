"""Where a request comes from."""

from allauth.core.internal.httpkit import get_client_ip
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """Return the client's address, or an empty text on a unix socket.

    Behind proxies it is taken from ``X-Forwarded-For``, counting back as many hops as ``CCHC_PROXIES`` says are ours.
    """
    try:
        found = get_client_ip(request)
    except ImproperlyConfigured:  # somebody came past the proxies
        found = None
    return str(found or request.META.get("REMOTE_ADDR", ""))


def agent(request: HttpRequest) -> str:
    """Return what the browser calls itself."""
    return request.headers.get("user-agent", "")[:200]
