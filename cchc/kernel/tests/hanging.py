"""A web worker in miniature: one request that never ends, under the clock of ``request_limits``."""

import os
import sys
import time

import django
from django.http import HttpRequest, HttpResponse

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
    request_limits.middleware({"python": _python, "one call": _one_call}[kind])(request)


if __name__ == "__main__":
    main(sys.argv[1])
