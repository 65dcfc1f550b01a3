"""A web worker in miniature: one request that never ends, under the clock of ``request_limits``."""

import os
import sys
import time
from collections.abc import Iterator

import django
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from cchc.kernel import request_limits  # noqa: E402 – needs the settings


def _python(request: HttpRequest) -> HttpResponse:
    while True:
        pass


def _one_call(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(7 ** (7**12)))


def _quick(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def _pieces() -> Iterator[bytes]:
    yield b"first"
    yield b"second"
    while True:
        pass


def _streamed(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(_pieces())


def _read_slowly() -> None:
    """Take the first pieces as slowly as a reader may, longer than we may work."""
    answer = request_limits.middleware(_streamed)(HttpRequest())  # type: ignore[arg-type]
    pieces = iter(answer)
    for _ in range(2):
        print(next(pieces).decode(), flush=True)
        time.sleep(1.2)
    next(pieces)


def main(kind: str) -> None:
    request_limits.SECONDS = 1
    request_limits.arm()
    request = HttpRequest()
    for _ in range(3):
        request_limits.middleware(_quick)(request)
    if kind == "quick":
        time.sleep(1.5)  # nothing of the requests before may end this process
        print("still here")
        return
    if kind == "streamed":
        _read_slowly()
    request_limits.middleware({"python": _python, "one call": _one_call}[kind])(request)


if __name__ == "__main__":
    main(sys.argv[1])
