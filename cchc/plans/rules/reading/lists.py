"""Plans without a table: numbered lines, with who and when in labels ("Cơ quan chủ trì: …") or in parentheses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cchc.kernel.papers import Cell, Paragraph
from cchc.plans.rules.reading import codes
from cchc.plans.rules.reading.columns import Name
from cchc.plans.rules.reading.rows import Entry, mark_headings
from cchc.plans.rules.reading.sections import Section

_BODY = r"(?:(?:cơ quan|đơn vị)[^:;.]{0,20}\s)?"
_LABELS: tuple[tuple[Name, str], ...] = (
    ("partners", rf"{_BODY}phối hợp(?: thực hiện)?"),
    ("lead", rf"{_BODY}chủ trì(?: thực hiện)?|tham mưu|(?:cơ quan|đơn vị) thực hiện|phân công(?: thực hiện)?"),
    ("schedule", r"(?:thời gian|thời hạn|tiến độ)(?: thực hiện| hoàn thành)?|hoàn thành"),
    ("products", r"sản phẩm(?: đầu ra| dự kiến| thực hiện)?|kết quả(?: đầu ra| dự kiến)?"),
    ("funding", r"nguồn(?: kinh phí| vốn)?"),
    ("budget", r"(?:kinh phí|dự toán)(?: thực hiện| dự kiến)?"),
    ("note", r"ghi chú"),
)
_LABEL = re.compile("|".join(rf"(?P<{name}>(?<!\w)(?:{words})\s*:)" for name, words in _LABELS), re.IGNORECASE)
_LED = re.compile(r"\(\s*(?P<lead>[^();]{3,150}?)\s+chủ trì[;,.]?\s*(?P<rest>[^()]*)\)\s*[.;]?\s*$", re.IGNORECASE)
_PARTNERED = re.compile(
    r"phối hợp (?:với|cùng)\s+(?P<partners>[^;]+)|(?:^|;)\s*(?P<named>[^;]+?)\s+phối hợp\s*(?=;|\.?\s*$)", re.IGNORECASE
)
_DUE = re.compile(
    r"(?:^|[,;]\s*)(?P<due>(?:hoàn thành|xong|trước|chậm nhất|trong|đến|từ|quý|tháng|ngày|hằng|hàng"
    r"|thường xuyên)\b[^;]*)",
    re.IGNORECASE,
)
"""When a task is due, said among the words that name its lead."""

_IGNORED = ("muc dich", "yeu cau", "muc tieu", "quan diem", "kinh phi", "to chuc thuc hien", "to chuc trien khai")
_DETAIL = re.compile(
    r"^\W*(?:[a-zđ]\s*[.)]\s*)?(?P<said>(?:nội dung|yêu cầu|mục tiêu)(?: cụ thể| thực hiện)?\s*:.+)$", re.IGNORECASE
)
"""What a list says of a task besides who and when: it becomes the note."""

_EDGES = " -–+•;,.("


@dataclass
class Listed:
    """The tasks that the words list, under their headings; ``passed`` are lines that say neither who nor when."""

    entries: list[Entry]
    passed: list[tuple[Entry | None, Entry]]


def read(parts: Sequence[Section]) -> Listed:
    """Return the tasks that the parts list, under the headings they stand below; only lines that say who or when."""
    found: list[Entry] = []
    for part in parts:
        if not part.no or part.is_organisation or any(word in part.bare for word in _IGNORED):
            continue
        found.append(Entry(codes.read(part.no) or codes.Code(), part.title, is_heading=True))
        run: list[Entry] = []
        for line in part.lines:
            _take(line, found, run)
    mark_headings(found)
    return _told(found)


def _take(line: Paragraph, found: list[Entry], run: list[Entry]) -> None:
    """Add a line: the start of a task or heading, or labels of the tasks it stands below.

    ``run`` are the bullets since the last heading or the last labels: several bullets over one "Đơn vị chủ trì: …"
    are as many tasks of that lead.
    """
    title, cells = labelled(line.text)
    detail = _DETAIL.match(line.text)
    if detail and found and not found[-1].is_heading:
        title, cells = "", {"note": detail["said"]}
    code, rest = codes.leading(title)
    is_bullet = codes.is_bullet(title)
    if cells and not codes.bare(title) and found:
        for entry in run or found[-1:]:
            _add(entry, "", cells)
    elif code.style == "none" and not is_bullet and found and not found[-1].is_heading:
        _add(found[-1], title, cells)
    else:
        text = rest if code.style != "none" else title
        entry = Entry(code, text, page=line.page, row=None, last_page=line.page)
        _add(entry, "", cells)
        found.append(entry)
        if not is_bullet or any(other.has_data for other in run):
            run.clear()
        if is_bullet and not cells:
            run.append(entry)


def _add(entry: Entry, title: str, cells: dict[Name, str]) -> None:
    entry.title = f"{entry.title} {title}".strip()
    for name, text in cells.items():
        before = entry.cells.get(name, Cell()).text
        entry.cells[name] = Cell(f"{before}; {text}".strip("; "))


def labelled(text: str) -> tuple[str, dict[Name, str]]:
    """Return the words before the first label, and what each label says."""
    led = _LED.search(text)
    if led:
        return text[: led.start()].strip(), {**_beside_lead(led["rest"]), "lead": led["lead"].strip(_EDGES)}
    labels = list(_LABEL.finditer(text))
    if not labels:
        return text, {}
    cells: dict[Name, str] = {}
    ends = [*(label.start() for label in labels[1:]), len(text)]
    for label, end in zip(labels, ends, strict=True):
        name = next(name for name, _ in _LABELS if label[name])
        said = text[label.end() : end].strip(_EDGES + ")" if text.count("(") != text.count(")") else _EDGES)
        cells[name] = f"{cells[name]}; {said}" if name in cells else said
    return text[: labels[0].start()].rstrip(" (;,-–"), cells


def _beside_lead(text: str) -> dict[Name, str]:
    """Return what stands behind the lead in its parentheses; words that say neither when nor who become the note."""
    said, cells = labelled(text)
    due = _DUE.search(said)
    if due and "schedule" not in cells:
        cells["schedule"] = due["due"].strip(_EDGES)
        said = f"{said[: due.start()]}; {said[due.end() :]}"
    partners = _PARTNERED.search(said) or _PARTNERED.search(text)
    if partners and "partners" not in cells:
        cells["partners"] = (partners["partners"] or partners["named"]).strip(_EDGES)
        said = said.replace(partners[0], ";")
    rest = "; ".join(part.strip(_EDGES) for part in said.split(";") if part.strip(_EDGES))
    if rest:
        cells["note"] = "; ".join(filter(None, (rest, cells.get("note", ""))))
    return cells


def _told(found: Sequence[Entry]) -> Listed:
    """Return headings and the lines that say who or when; if none does, every bullet or letter is a task."""
    tasks = [entry for entry in found if not entry.is_heading]
    says = [entry for entry in tasks if entry.cells["lead"].text or entry.cells["schedule"].text]
    kept = says or [entry for entry in tasks if entry.code.style != "none" or codes.is_bullet(entry.title)]
    named = {id(entry) for entry in kept}
    listed = Listed([], [])
    heading: Entry | None = None
    for entry in found:
        if entry.is_heading:
            heading = entry
        if entry.is_heading or id(entry) in named:
            listed.entries.append(entry)
        else:
            listed.passed.append((heading, entry))
    return listed
