"""A request takes so much and no more: bytes, time of the database, time altogether."""

import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from cchc.kernel import places, request_limits


def run(kind: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "cchc.kernel.tests.hanging", kind]
    return subprocess.run(command, capture_output=True, text=True, cwd=places.PROJECT, timeout=60, check=False)


@pytest.mark.parametrize(("kind", "place"), [("python", "_python"), ("one call", "_one_call")])
def test_a_worker_in_a_request_without_end_is_ended_and_says_where_it_was(kind: str, place: str) -> None:
    begun = time.monotonic()
    done = run(kind)
    assert done.returncode == -signal.SIGALRM
    assert f"in {place}" in done.stderr
    assert time.monotonic() - begun < 30


def test_the_making_of_each_piece_counts_and_the_reader_s_slowness_does_not() -> None:
    done = run("streamed")
    assert (done.returncode, done.stdout) == (-signal.SIGALRM, "first\nsecond\n")
    assert "in _pieces" in done.stderr


def test_a_worker_between_two_requests_lives_on() -> None:
    assert run("quick").stdout == "still here\n"


@pytest.mark.parametrize("length", ["999999999999", "-1", "x", "9" * 40, str(request_limits.MOST_BYTES + 1)])
def test_a_body_too_large_is_refused_before_it_is_read(length: str) -> None:
    answer = Client().post("/dang-nhap/", {}, CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert "32 MB" in answer.content.decode()


def test_a_form_without_files_is_small() -> None:
    form = "application/x-www-form-urlencoded"
    answer = Client().generic("POST", "/dang-nhap/", b"a=" + b"x" * request_limits.MOST_FORM_BYTES, form)
    assert answer.status_code == 413
    assert "4 MB" in answer.content.decode()
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == request_limits.MOST_FORM_BYTES


def test_so_is_one_of_the_api() -> None:
    answer = Client().generic("POST", "/api/v1/work", b"x" * (request_limits.MOST_API_BYTES + 1), "application/json")
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json; charset=utf-8")


def test_an_ordinary_body_goes_through() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.body)

    request = RequestFactory().post("/", b"a" * 1000, content_type="text/plain")
    assert request_limits.middleware(view)(request).content == b"a" * 1000


@pytest.mark.django_db(transaction=True)
def test_the_connections_of_a_web_worker_have_limits() -> None:
    request_limits._limit(connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
        assert cursor.fetchone() == ("20s", "8s")
        cursor.execute("RESET statement_timeout; RESET lock_timeout")
