"""PDF: read by a short-lived process of its own, with little memory and time, since a PDF can be made to eat both."""

import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from cchc.kernel.papers.types import Block, Cell, Limits, Paper, Paragraph, Refused, Row, Table
from cchc.kernel.places import PROJECT
from cchc.kernel.refusal import marked

_SENTENCES = {
    "password": marked("Tệp “%(name)s” có mật khẩu: hãy bỏ mật khẩu rồi gửi lại."),
    "scanned": marked("Tệp “%(name)s” là bản quét không có chữ: hãy gửi bản có chữ, hoặc nhận dạng chữ trước."),
    "fonts": marked("Phông chữ trong tệp “%(name)s” không cho biết chữ nào là chữ gì: hãy xuất lại PDF từ bản Word."),
    "pages": marked("Tệp “%(name)s” dài hơn %(pages)s trang: hãy chỉ gửi bản kế hoạch."),
    "rows": marked("Bảng trong tệp “%(name)s” dài hơn %(rows)s dòng: hãy chỉ gửi bản kế hoạch."),
    "characters": marked("Tệp “%(name)s” có quá nhiều chữ: hãy chỉ gửi bản kế hoạch."),
    "heavy": marked("Tệp “%(name)s” quá phức tạp, đọc mãi không xong: hãy xuất lại PDF từ bản Word."),
    "broken": marked("Tệp “%(name)s” bị hỏng: hãy xuất lại PDF từ bản Word."),
}


def read(name: str, data: bytes, limits: Limits) -> Paper:
    """Return the paper; refuses scans, passwords, fonts without letters and whatever takes too long."""
    command = [sys.executable, "-m", "cchc.kernel.papers.pdf_pages", json.dumps(asdict(limits))]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, cwd=PROJECT, timeout=limits.seconds + 5, check=False
        )
        said: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"refused": "heavy"}
    except subprocess.TimeoutExpired:
        said = {"refused": "heavy"}
    if "refused" in said:
        raise Refused(_SENTENCES[said["refused"]], name=name, pages=limits.pages, rows=limits.rows)
    return Paper("pdf", tuple(_block(block) for block in said["blocks"]), said["pages"])


def _block(said: dict[str, Any]) -> Block:
    if "rows" not in said:
        return Paragraph(**said)
    rows = (Row(tuple(Cell(**cell) for cell in row["cells"]), row["page"], row["row"]) for row in said["rows"])
    return Table(tuple(rows), said["page"])
