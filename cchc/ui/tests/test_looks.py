"""Light or dark, the size of text, and what browsers ask of every site."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("theme", "size"), [("dark", "large"), ("auto", "largest"), ("", "")])
def test_looks_are_kept_in_the_browser_without_an_account(client: Client, theme: str, size: str) -> None:
    assert client.post("/hien-thi/", {"theme": theme, "size": size}).status_code == 302
    page = client.get("/hien-thi/").content.decode()
    assert (f'data-theme="{theme}"' in page) is bool(theme)
    assert (f'data-size="{size}"' in page) is bool(size)


def test_a_look_that_does_not_exist_is_refused(client: Client) -> None:
    assert client.post("/hien-thi/", {"theme": '"><script>'}).status_code == 422


@pytest.mark.parametrize(
    ("address", "kind"), [("/robots.txt", "text/plain"), ("/site.webmanifest", "application/manifest+json")]
)
def test_browsers_and_crawlers_are_answered(client: Client, address: str, kind: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, kind)


def test_the_icon_is_found_at_its_old_address(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"].endswith(".svg")
