"""Serve a platform, measure it inside and out, and write the results."""

import json
import os
import platform as machine
import subprocess
import sys
from collections.abc import Iterable

from benchmarks.load import load_lines
from benchmarks.measuring import Line
from benchmarks.writes import write_lines
from cchc.kernel import clock
from tools.platform import ROOT, Platform, served

_INSIDE = "import django; django.setup(); from benchmarks.inside import main; main()"
RESULTS = ROOT / "benchmarks" / "results.md"


def main() -> None:
    """Run every benchmark and write ``results.md``."""
    with served(demo="2019-09-30", CCHC_API_PER_MINUTE="100000") as running:  # one token asks as fast as it can
        inside = _inside(running)
        sections = {name: [Line(**line) for line in lines] for name, lines in inside["sections"].items()}
        sections["Tải trên API và trang: 2 tiến trình, 8 khách, 40.000 việc"] = [
            *load_lines(running, inside["load"]),
            *write_lines(running, inside["load"]),
        ]
    text = _report(sections)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


def _inside(running: Platform) -> dict[str, object]:
    """Measure in a process of the platform's own, beside its web server, which rests meanwhile."""
    environment = running.environment | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _INSIDE],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _report(sections: dict[str, list[Line]]) -> str:
    cores = os.cpu_count()
    lines = [
        "# Kết quả đo",
        "",
        f"`make bench`, {clock.today():%d/%m/%Y}, {cores} nhân, Python {machine.python_version()},"
        f" {machine.system()} {machine.machine()}. Số trong ngoặc: nhỏ nhất–lớn nhất.",
    ]
    for name, rows in sections.items():
        lines += [
            "",
            f"## {name}",
            "",
            "| Việc | Đo được | So với | Yêu cầu | |",
            "|---|---|---|---|---|",
            *_rows(rows),
        ]
    return "\n".join(lines) + "\n"


def _rows(rows: Iterable[Line]) -> Iterable[str]:
    return (row.as_row() for row in rows)


if __name__ == "__main__":
    main()
