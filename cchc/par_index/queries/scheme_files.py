"""Schemes out of uploaded files: .yaml as the command reads it, .xlsx as the platform writes it."""

from typing import Any

from cchc.kernel import plain_yaml, sheets
from cchc.kernel.refusal import Refusal, Sentence
from cchc.par_index.rules import rule_text, schemes
from cchc.par_index.rules.numbers import Wrong, number
from cchc.par_index.rules.reasons import REASONS

LARGEST = 2 * 1024 * 1024
_NEEDED = ("Mã", "Tên", "Điểm tối đa")
_MORE = (
    "Loại", "Kiểu quy tắc", "Quy tắc", "Cơ quan thẩm định", "Tài liệu kiểm chứng", "Số đo", "Không áp dụng",
    "Mở cho cấp dưới",
)  # fmt: skip


def content(name: str, file: bytes) -> dict[str, Any]:
    """Return the content of a scheme's file, sound or not; ``Refusal`` for one that can't be read, with the place."""
    if len(file) > LARGEST:
        raise Refusal("Tệp lớn hơn 2 MB: đây không phải một bộ tiêu chí.", "file")
    if name.lower().endswith((".yaml", ".yml")):
        return _yaml(name, file)
    if not is_table(name):
        raise Refusal("Tệp “%(name)s” không đọc được: bộ tiêu chí là tệp .yaml hoặc .xlsx.", "file", name=name)
    return _table(name, file)


def is_table(name: str) -> bool:
    """Tell a file that holds the tree alone from one that also says what holds for the whole scheme."""
    return name.lower().endswith((".xlsx", ".csv"))


def _yaml(name: str, file: bytes) -> dict[str, Any]:
    return _content(plain_yaml.of_upload(name, file))


def _content(data: Any) -> dict[str, Any]:
    try:
        return schemes.content(data)
    except schemes.Unsound as unsound:
        first = unsound.problems[0]
        raise Refusal(
            "Bộ tiêu chí chưa đúng khuôn dạng: %(where)s: %(why)s (%(count)s chỗ cần sửa).", "file",
            where=REASONS.of(first.where), why=REASONS.of(first.why), count=len(unsound.problems),
        ) from unsound  # fmt: skip


def _table(name: str, file: bytes) -> dict[str, Any]:
    rows = []
    for line in sheets.read(name, file, list(_NEEDED), list(_MORE)):
        row: dict[str, Any] = {
            "code": line.text("Mã"), "title": line.text("Tên"), "kind": line.text("Loại"),
            "owner": line.text("Cơ quan thẩm định"), "evidence": line.text("Tài liệu kiểm chứng"),
            "indicator": line.text("Số đo"), "na_allowed": line.flag("Không áp dụng"),
            "open": line.flag("Mở cho cấp dưới"),
        }  # fmt: skip
        try:
            most = number(line.text("Điểm tối đa"))
            row["max"] = int(most) if most == most.to_integral_value() else float(most)
            if line.text("Kiểu quy tắc"):
                row["rule"] = rule_text.read(line.text("Kiểu quy tắc"), line.lines("Quy tắc"))
        except Wrong as wrong:
            raise line.wrong("Quy tắc" if "max" in row else "Điểm tối đa", REASONS.of(str(wrong))) from wrong
        if not row["code"] or not row["title"]:
            raise line.wrong("Mã", Sentence("mỗi dòng phải có mã và tên"))
        rows.append(row)
    if not rows:
        raise Refusal("Tệp không có dòng nào.", "file")
    return _content({"tree": rows})
