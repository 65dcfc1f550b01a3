"""PDF: read by a short-lived process of its own, with little memory and time, since a PDF can be made to eat both."""

import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from cchc.kernel.papers.types import Block, Cell, Limits, Paper, Paragraph, Refused, Row, Table
from cchc.kernel.places import PROJECT

_SENTENCES = {
    "password": "Tệp “{name}” có mật khẩu: hãy bỏ mật khẩu rồi gửi lại.",
    "scanned": "Tệp “{name}” là bản quét không có chữ: hãy gửi bản có chữ, hoặc nhận dạng chữ trước.",
    "fonts": "Phông chữ trong tệp “{name}” không cho biết chữ nào là chữ gì: hãy xuất lại PDF từ bản Word.",
    "pages": "Tệp “{name}” dài hơn {limits.pages} trang: hãy chỉ gửi bản kế hoạch.",
    "rows": "Bảng trong tệp “{name}” dài hơn {limits.rows} dòng: hãy chỉ gửi bản kế hoạch.",
    "characters": "Tệp “{name}” có quá nhiều chữ: hãy chỉ gửi bản kế hoạch.",
    "heavy": "Tệp “{name}” quá phức tạp, đọc mãi không xong: hãy xuất lại PDF từ bản Word.",
    "broken": "Tệp “{name}” bị hỏng: hãy xuất lại PDF từ bản Word.",
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
        raise Refused(_SENTENCES[said["refused"]].format(name=name, limits=limits))
    return Paper("pdf", tuple(_block(block) for block in said["blocks"]), said["pages"])


def _block(said: dict[str, Any]) -> Block:
    if "rows" not in said:
        return Paragraph(**said)
    rows = (Row(tuple(Cell(**cell) for cell in row["cells"]), row["page"], row["row"]) for row in said["rows"])
    return Table(tuple(rows), said["page"])
