"""Where a request comes from: what a proxy of ours says, and nobody else."""

import pytest
from django.test import RequestFactory

from cchc.accounts.pages import client

TOLD = "203.0.113.9, 10.0.0.1, 10.0.0.2"


@pytest.mark.parametrize(
    ("proxies", "headers", "address"),
    [
        (0, {}, "192.0.2.7"),
        (0, {"X-Forwarded-For": TOLD}, "192.0.2.7"),
        (0, {"X-Real-IP": "203.0.113.9", "Forwarded": "for=203.0.113.9"}, "192.0.2.7"),
        (1, {"X-Forwarded-For": TOLD}, "10.0.0.2"),  # the last was written by our proxy, the others by whoever asks
        (2, {"X-Forwarded-For": TOLD}, "10.0.0.1"),
        (2, {"X-Forwarded-For": "203.0.113.9"}, "192.0.2.7"),  # came past a proxy
        (1, {"X-Forwarded-For": "không phải"}, "192.0.2.7"),
        (1, {}, "192.0.2.7"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies: int, headers: dict[str, str], address: str) -> None:
    settings.PROXIES = settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory(REMOTE_ADDR="192.0.2.7").get("/", headers=headers)
    assert client.address(request) == address
