"""A visitor of a running platform, with nothing but the standard library: signs in, sends files, looks at processes."""

import re
import time
from dataclasses import dataclass
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from tools.platform import Platform

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_SUMMARY = re.compile(r"data-error-summary.*?</(?:section|div)>", re.DOTALL)
_EDGE = "----a-boundary-of-ours"


@dataclass(frozen=True)
class Answer:
    status: int
    page: str
    location: str
    seconds: float

    @property
    def problems(self) -> str:
        """Return what the summary of errors says, without its tags."""
        found = _SUMMARY.search(self.page)
        return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_about: Any) -> None:
        return None


class Visitor:
    """Somebody with cookies."""

    def __init__(self, platform: Platform, username: str) -> None:
        self._url = platform.url
        self._cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._cookies), _Stay)
        password = (platform.home / "demo-password").read_text().strip()
        token = _TOKEN.search(self.get("/dang-nhap/").page)
        assert token
        sent = {"csrfmiddlewaretoken": token[1], "login": username, "password": password}
        assert self._open("/dang-nhap/", urlencode(sent).encode()).status == 302

    @property
    def cookie(self) -> str:
        """Return what this visitor's browser sends as its cookies."""
        return "; ".join(f"{one.name}={one.value}" for one in self._cookies)

    def get(self, address: str) -> Answer:
        return self._open(address)

    def send(self, address: str, name: str, data: bytes, **fields: str) -> Answer:
        """Send a file with the form at ``address``; whatever else it asks is in ``fields``."""
        token = _TOKEN.search(self.get(address).page)
        assert token
        parts = [
            f'--{_EDGE}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in {"csrfmiddlewaretoken": token[1], **fields}.items()
        ]
        head = f'--{_EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = "".join(parts).encode() + head.encode() + data + f"\r\n--{_EDGE}--\r\n".encode()
        return self._open(address, body, f"multipart/form-data; boundary={_EDGE}")

    def _open(self, address: str, body: bytes | None = None, kind: str = "") -> Answer:
        headers = {"Referer": self._url + address}
        headers |= {"Content-Type": kind} if kind else {}
        begun = time.monotonic()
        try:
            answer: HTTPResponse | HTTPError = self._opener.open(
                Request(self._url + address, body, headers), timeout=60
            )
        except HTTPError as refused:
            answer = refused
        with answer:
            page, location = answer.read().decode(errors="replace"), answer.headers.get("Location", "")
        return Answer(answer.status or 0, page, location, time.monotonic() - begun)


def web_workers(platform: Platform) -> dict[int, int]:
    """Return the web workers by number, and how much memory each holds, in kB."""
    mark, parents, found = f"CCHC_HOME={platform.home}".encode(), {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (
                mark in (folder / "environ").read_bytes()
                and b"config.program\0web" in (folder / "cmdline").read_bytes()
            ):
                status = (folder / "status").read_text()
                parents[int(folder.name)] = int(re.findall(r"PPid:\s+(\d+)", status)[0])
                found[int(folder.name)] = int(re.findall(r"VmRSS:\s+(\d+)", status)[0])
        except OSError:
            continue
    return {pid: held for pid, held in found.items() if parents[pid] in parents}
