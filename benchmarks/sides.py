"""Are the pages slower than they were? ``python -m benchmarks.sides 091c556ea`` serves that commit beside this one.

Both are taken out of the repository into folders of their own, with the demonstration's data, and asked in turn, so
that a machine that drifts drifts for both; nothing else may run meanwhile. Both run with the packages of this clone, so
the older commit must not need others.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlencode

from benchmarks.measuring import Timing
from tools.platform import ROOT, free_port

DEMO = "2019-09-30"
WHO = "vanphong"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_QUERIES = """
import json, sys, django
django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from cchc.accounts.models import User
client = Client()
client.force_login(User.objects.get(username=sys.argv[1]))
counts = {}
for path in sys.argv[2:]:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    counts[path] = len(asked)
print(json.dumps(counts))
"""


@dataclass
class Side:
    """One commit, served: where it lies, where it answers, and the cookie of somebody signed in."""

    name: str
    folder: Path
    environment: dict[str, str]
    port: int
    cookie: str = ""
    pages: dict[str, str] = field(default_factory=dict)

    def program(self, *words: str) -> str:
        """Run a program of this commit and return what it prints."""
        command = [sys.executable, *words]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return str(done.stdout)

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, float]:
        """Send one request; return the status, the page, and the seconds until it was whole."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": self.cookie, "Referer": f"http://127.0.0.1:{self.port}/"}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        start = time.perf_counter()
        connection.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        seconds = time.perf_counter() - start
        held = dict(one.split("=", 1) for one in self.cookie.split("; ") if one)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _is, rest = value.partition("=")
                held[key] = rest.split(";")[0]
        self.cookie = "; ".join(f"{key}={value}" for key, value in held.items())
        connection.close()
        return answer.status, page, seconds

    def sign_in(self) -> None:
        token = _TOKEN.search(self.ask("/dang-nhap/")[1])
        password = (Path(self.environment["CCHC_HOME"]) / "demo-password").read_text().strip()
        form = {"login": WHO, "password": password, "csrfmiddlewaretoken": token[1] if token else ""}
        status, *_rest = self.ask("/dang-nhap/", form)
        if status != 302:
            raise SystemExit(f"{self.name}: {WHO} can't sign in ({status})")

    def find_pages(self) -> None:
        """Fill in which ten pages are asked; numbers of records may differ between the commits."""
        plan = self._linked("/ke-hoach/", r"/ke-hoach/\d+/")
        self.pages = {
            "tổng quan năm": "/tong-quan/2019/",
            "việc của tôi": "/viec/",
            "kế hoạch": plan,
            "danh sách việc": f"{plan}viec/",
            "nhiệm vụ": self._linked(f"{plan}nhiem-vu/", r"/nhiem-vu/\d+/"),
            "báo cáo định kỳ": "/bao-cao-dinh-ky/",
            "kết quả chấm điểm": self._linked("/chi-so/", r"/chi-so/dot/\d+/", "ket-qua/"),
            "nhật ký": "/nhat-ky/",
            "tìm kiếm": f"/tim-kiem/?q={quote('thủ tục')}",
            "sổ văn bản": "/van-ban/",
            "sổ văn bản, một loại": "/van-ban/?loai=TB",
            "số liệu": "/so-lieu/",
        }

    def _linked(self, page: str, pattern: str, more: str = "") -> str:
        """Return the lowest address of a pattern that a page links to and that answers, ``more`` put behind it."""
        links: list[str] = sorted(
            set(re.findall(f'href="({pattern})"', self.ask(page)[1])), key=lambda one: (len(one), one)
        )
        for link in links:
            if self.ask(link + more)[0] == 200:
                return link + more
        raise SystemExit(f"{self.name}: nothing on {page} leads to {pattern}{more}")


@contextmanager
def side(commit: str) -> Iterator[Side]:
    """Take a commit out, serve it with the demonstration, and clear it away."""
    held = Path(tempfile.mkdtemp(prefix="cchc-side-", dir="/var/tmp"))  # a place that the database's account may enter
    held.chmod(0o755)
    folder = held / "code"
    folder.mkdir()
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed, check=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CCHC_")}
    environment |= {
        "CCHC_HOME": str(held / "home"),
        "CCHC_DEMO_DATE": DEMO,
        "PYTHONPATH": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    made = Side(commit, folder, environment, free_port())
    try:
        made.program("-m", "tools.messages")
        made.program("-m", "config.program", "serve", "--detach", "--port", str(made.port), "--demo", DEMO)
        made.sign_in()
        made.find_pages()
        yield made
    finally:
        made.program("-m", "config.program", "stop", "--port", str(made.port))
        shutil.rmtree(held, ignore_errors=True)


def compare(before: Side, after: Side, rounds: int) -> Iterator[str]:
    """Ask both sides for each page in turn; yield a line a page."""
    queries = [json.loads(one.program("-c", _QUERIES, WHO, *one.pages.values())) for one in (before, after)]
    for name in before.pages:
        ends = [(one, one.pages[name]) for one in (before, after)]
        if missing := [one.name for one, path in ends if one.ask(path)[0] != 200]:
            yield f"| {name} | – | – | – | – | không có ở {', '.join(missing)} |"
            continue
        seen = []
        for one, path in ends:
            for _warm in range(4):  # each of two workers reads templates and plans once
                _status, page, _seconds = one.ask(path)
            heading = _HEADING.search(page)
            seen.append(
                f"{' '.join(re.sub('<[^>]+>', '', heading[1]).split()) if heading else '–'}, {len(page) // 1024} KB"
            )
        spent: list[list[float]] = [[], []]
        for turn in range(rounds):
            for place in (0, 1) if turn % 2 else (1, 0):
                one, path = ends[place]
                spent[place].append(one.ask(path)[2])
        was, now = Timing(tuple(spent[0])), Timing(tuple(spent[1]))
        ratio = median(b / a for a, b in zip(*spent, strict=True))
        asked = [counts[path] for counts, (_one, path) in zip(queries, ends, strict=True)]
        yield f"| {name} | {was} | {now} | {ratio:.2f} | {asked[0]} → {asked[1]} | {seen[0]} → {seen[1]} |"


def main() -> None:
    """Compare two commits and print a table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("before")
    parser.add_argument("after", nargs="?", default="HEAD")
    parser.add_argument("--rounds", type=int, default=30)
    arguments = parser.parse_args()
    with ExitStack() as held:
        before, after = (held.enter_context(side(commit)) for commit in (arguments.before, arguments.after))
        print("| Trang | trước | sau | sau/trước | truy vấn | là trang |", "|---|---|---|---|---|---|", sep="\n")
        for line in compare(before, after, arguments.rounds):
            print(line, flush=True)


if __name__ == "__main__":
    main()
