"""A rule as lines that an official writes, and back: the same rule either way.

One line an option or an interval ("đúng hạn = 0.5", "từ 70 đến dưới 90 = 1"), one line a number ("sàn: 80"). Kinds that
hold other rules or formulas are written as YAML; so is, behind a line "---", whatever lines would not give back.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cchc.kernel import plain_yaml
from cchc.kernel.refusal import marked
from cchc.par_index.rules.numbers import Wrong, folded, number, plain

Rule = Mapping[str, Any]

NAMES: Mapping[str, str] = {
    "choice": marked("Chọn một mức"),
    "bands": marked("Tỷ lệ theo khoảng"),
    "ratio": marked("Tỷ lệ × điểm tối đa"),
    "ratio_with_floor": marked("Tỷ lệ × điểm tối đa, dưới mức sàn 0 điểm"),
    "ratio_to_target": marked("Tỷ lệ so với chỉ tiêu"),
    "relative_to_best": marked("So với đơn vị cao nhất"),
    "count_with_cap": marked("Mỗi mục một số điểm, có mức trần"),
    "per_item": marked("Mỗi mục đạt yêu cầu một số điểm"),
    "best_of": marked("Trường hợp cao nhất"),
    "checklist_percent_of_max": marked("Mức theo phần trăm điểm tối đa, trừ khi vi phạm"),
    "expression": marked("Công thức"),
    "survey_option_weights": marked("Trọng số phương án trả lời"),
    "vacuous_full": marked("Không phát sinh thì đủ điểm"),
    "deduct": marked("Trừ dần theo số trường hợp"),
    "points": marked("Điểm người thẩm định cho"),
}
WORDS = {
    "full_at": "đủ điểm từ", "floor": "sàn", "target": "chỉ tiêu", "per_item": "mỗi mục", "cap": "tối đa",
    "start": "bắt đầu", "per_case": "mỗi trường hợp trừ", "variable": "tính bằng", "vacuous": "không phát sinh",
    "formula": "diễn giải", "note": "ghi chú",
}  # fmt: skip
_KEYS = {folded(word): key for key, word in WORDS.items()} | {key: key for key in WORDS}
_PROSE = frozenset({"variable", "vacuous", "formula", "note"})
FULL = "đủ điểm"
_LISTS = {"choice": ("options", "score"), "checklist_percent_of_max": ("options", "percent")}
_NESTED = frozenset({"best_of", "expression", "vacuous_full"})
SIGNS = {"gte": "từ", "gt": "trên", "lte": "đến", "lt": "dưới"}
_ENDS = {"tu": "gte", ">=": "gte", "≥": "gte", "tren": "gt", ">": "gt", "den": "lte", "<=": "lte", "≤": "lte",
         "den duoi": "lt", "duoi": "lt", "<": "lt"}  # fmt: skip
_END = re.compile(r"(từ|trên|đến dưới|đến|dưới|>=|<=|≥|≤|>|<)\s*(-?[\d.,]+)", re.IGNORECASE)
LONGEST = 30_000  # letters: a cell of a spreadsheet takes 32,767
_AS_YAML = "---"


def write(rule: Rule) -> str:
    """Return a rule as lines, without its kind."""
    kind = str(rule.get("type"))
    if kind in _NESTED:
        return _yaml(rule)
    text = "\n".join(_lines(rule))
    return text if kind not in NAMES or _gives_back(kind, text, rule) else f"{_AS_YAML}\n{_yaml(rule)}"


def _yaml(rule: Rule) -> str:
    return plain_yaml.written({key: value for key, value in rule.items() if key != "type"}).strip()


def _gives_back(kind: str, text: str, rule: Rule) -> bool:
    """Tell whether lines say the whole rule: not one with words of its own, or an option called “sàn: 80”."""
    try:
        return read(kind, text) == rule
    except Wrong:
        return False


def _lines(rule: Rule) -> Iterator[str]:
    for option in rule.get("options", ()):
        yield f"{option['label']} = {_shown(option.get('score', option.get('percent')))}"
    for one in rule.get("deductions", ()):
        yield f"trừ: {one['label']} = {_shown(one['percent'])}"
    for band in rule.get("bands", ()):
        ends = " ".join(f"{SIGNS[end]} {_shown(band[end])}" for end in ("gte", "gt", "lte", "lt") if end in band)
        yield f"{ends or 'còn lại'} = {_shown(band['score'])}"
    for label, weight in (rule.get("weights") or {}).items():
        yield f"{label} = {_shown(weight)}"
    for key, word in WORDS.items():
        if key in rule:
            shown = FULL if (key, rule[key]) == ("vacuous", "full") else rule[key]
            yield f"{word}: {shown if key in _PROSE else _shown(shown)}"


def _shown(value: object) -> str:
    return plain(number(value))


def read(kind: str, text: str) -> dict[str, Any]:
    """Return the rule that lines describe; ``Wrong`` names the line."""
    if kind not in NAMES:
        raise Wrong(f"loại quy tắc “{kind}” không có")
    if len(text) > LONGEST:
        raise Wrong(f"quy tắc dài hơn {LONGEST} ký tự")
    if kind in _NESTED or text.lstrip().startswith(_AS_YAML):
        return {"type": kind, **_nested(text)}
    rule: dict[str, Any] = {"type": kind}
    for place, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                _read_line(rule, line.strip())
            except Wrong as wrong:
                raise Wrong(f"dòng {place} “{line.strip()[:60]}”: {wrong}") from wrong
    return rule


def _nested(text: str) -> dict[str, Any]:
    try:
        found = plain_yaml.read(text)
    except plain_yaml.NotPlain as wrong:
        raise Wrong(f"dòng {wrong.line} không đọc được như YAML: {wrong.why}") from wrong
    if not isinstance(found, dict):
        raise Wrong("quy tắc loại này viết dạng YAML, mỗi dòng “tên: giá trị”")
    return found


def _read_line(rule: dict[str, Any], line: str) -> None:
    head, colon, rest = line.partition(":")
    key = _KEYS.get(folded(head.strip())) if colon else None
    if key:
        rule[key] = rest.strip() if key in _PROSE else _number(rest)
        if key == "vacuous" and folded(rest.strip()) == folded(FULL):
            rule[key] = "full"
    elif colon and folded(head.strip()) == "tru" and rule["type"] == "checklist_percent_of_max":
        rule.setdefault("deductions", []).append(_option(rest, "percent"))
    else:
        _ROWS.get(rule["type"], _no_rows)(rule, line)


def _option(line: str, what: str) -> dict[str, Any]:
    label, sign, value = line.rpartition("=")
    if not sign or not label.strip():
        raise Wrong("phải viết “tên = số”")
    return {"label": label.strip(), what: _number(value)}


def _listed(rule: dict[str, Any], line: str) -> None:
    name, what = _LISTS[rule["type"]]
    rule.setdefault(name, []).append(_option(line, what))


def _weighed(rule: dict[str, Any], line: str) -> None:
    option = _option(line, "weight")
    rule.setdefault("weights", {})[option["label"]] = option["weight"]


def _banded(rule: dict[str, Any], line: str) -> None:
    interval, sign, score = line.rpartition("=")
    if interval.rstrip().endswith((">", "<")):
        sign = ""
    ends = {_ENDS[folded(word)] if word[0].isalpha() else _ENDS[word]: _number(n) for word, n in _END.findall(interval)}
    if not sign or not (ends or folded(interval.strip()) == "con lai"):
        raise Wrong("phải viết “từ 70 đến dưới 90 = 1” hoặc “còn lại = 0”")
    rule.setdefault("bands", []).append({**ends, "score": _number(score)})


def _no_rows(rule: dict[str, Any], line: str) -> None:
    raise Wrong(f"không hiểu; loại này nhận các dòng {', '.join(f'“{word}: …”' for word in WORDS.values())}")


_ROWS: Mapping[str, Callable[[dict[str, Any], str], None]] = {
    "choice": _listed, "checklist_percent_of_max": _listed, "survey_option_weights": _weighed, "bands": _banded,
}  # fmt: skip


def _number(text: str) -> int | float:
    """Return a number as a file holds it; the engine reads it back as an exact decimal."""
    found = number(text.strip())
    return int(found) if found == found.to_integral_value() else float(found)
