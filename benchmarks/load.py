"""Load from outside with ``ab``: eight clients, two workers, keep-alive off, as the peers were measured."""

import re
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.measuring import Line
from tools.platform import Platform

_CLIENTS, _SECONDS = 8, 10
_RATE = re.compile(r"Requests per second:\s+([\d.]+)")
_FAILED = re.compile(r"(Non-2xx responses|Failed requests):\s+(\d+)")
_P95 = re.compile(r"\s95%\s+(\d+)")


def _ab(url: str, *headers: str) -> tuple[float, int, int]:
    """Return requests per second, the 95th percentile in ms and the number of answers that were no success."""
    command = ["ab", "-q", "-c", str(_CLIENTS), "-t", str(_SECONDS), "-n", "100000", "-l"]
    for header in headers:
        command += ["-H", header]
    printed = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    bad = sum(int(count) for _, count in _FAILED.findall(printed))
    rate, slow = _RATE.search(printed), _P95.search(printed)
    return float(rate[1]) if rate else 0.0, int(slow[1]) if slow else 0, bad


def load_lines(running: Platform, given: dict[str, Any]) -> list[Line]:
    """Measure the list of 50, one task, the dashboard page, and the memory of the workers."""
    token, cookie = f"Authorization: Bearer {given['token']}", f"Cookie: {given['cookie']}"
    empty, _, _ = _ab(f"{running.url}/healthz")
    cases = [
        (
            "API: danh sách 50 việc",
            f"/api/v1/assignments?page_size=50&plan={given['plan']}",
            token,
            120,
            "Open Zaak 14, Signalen 4,7",
        ),
        ("API: một việc", f"/api/v1/assignments/{given['assignment']}", token, 300, "Open Zaak 46, Signalen 29"),
        ("Trang tổng quan kế hoạch", f"/ke-hoach/{given['plan']}/", cookie, 60, ""),
    ]
    lines = []
    for what, path, header, asked, peers in cases:
        rate, slow, bad = _ab(running.url + path, header)
        figure = f"{rate:.0f} yêu cầu/s, p95 {slow} ms" + (f", **{bad} lỗi**" if bad else "")
        beside = f"{empty / rate:.1f}× chậm hơn trang trống" if rate else "không trả lời"
        lines.append(Line(what, figure, f"{beside}; {peers}".rstrip("; "), f"≥ {asked}/s", rate >= asked and not bad))
    memory = _memory(running)
    lines.append(
        Line(
            "Bộ nhớ của hai tiến trình web (PSS)",
            f"{memory:.0f} MB",
            "Open Zaak 669 MB, Signalen 388 MB",
            "≤ 200 MB",
            memory <= 200,
        )
    )
    return lines


def _memory(running: Platform) -> float:
    """Return the proportional set size in MB of this platform's web server: workers and their parent."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if "config.program web" not in command:
                continue
            if f"CCHC_HOME={running.home}" not in (process / "environ").read_bytes().decode():
                continue
            rollup = (process / "smaps_rollup").read_text()
        except (OSError, UnicodeDecodeError):
            continue
        total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]
    return total / 1024
