"""Each shape of a plan: a function that draws a document of it and says what is right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from benchmarks.plan_corpus.document import Block, Break, Cell, Document, Grid, Line, Row, row
from benchmarks.plan_corpus.frames import Frame
from benchmarks.plan_corpus.tables import LETTERS, PLAIN, ROMAN, across, cells, fields, grid, known, task, without
from benchmarks.plan_corpus.truth import NOBODY, Meaning, TrueTask, Truth


@dataclass(frozen=True)
class Drawn:
    """A document and what is right about it."""

    document: Document
    truth: Truth
    frame: Frame


Shape: TypeAlias = Callable[[Random, str], Drawn]


def whole(frame: Frame, tasks: list[TrueTask], body: Sequence[Block], head: str = "beside", parts: int = 1,
           after: Sequence[Block] = ()) -> Drawn:  # fmt: skip
    truth = frame.truth()
    truth.tasks = tasks
    blocks = [*frame.whole(head, parts), *body, *frame.last(), *frame.signature(), *after]
    return Drawn(Document(tuple(blocks)), truth, frame)


def second(text: str = "NHIỆM VỤ CỤ THỂ") -> Line:
    return Line(f"II. {text}", True)


def lettered(frame: Frame, columns: Sequence[str] = PLAIN, count: int = 3) -> tuple[list[TrueTask], Grid]:
    """Return fields 1., 2. with tasks a), b)."""
    merged = frame.rng.random() < 0.5
    tasks, rows = [], []
    for number, (name, works) in enumerate(fields(frame.rng, count), 1):
        rows.append(across(f"{number}.", name, len(columns), merged))
        for letter, work in zip(LETTERS, works, strict=False):
            found = without(task(frame, work, f"{number}.{letter}", name), columns)
            tasks.append(found)
            rows.append(cells(found, columns, f"{letter})"))
    return tasks, grid(frame, columns, rows)


def _roman(frame: Frame, anew: bool) -> tuple[list[TrueTask], Grid]:
    tasks, rows, running = [], [], 0
    for number, (name, works) in enumerate(fields(frame.rng, 3)):
        rows.append(across(ROMAN[number], name, len(PLAIN), frame.rng.random() < 0.3))
        for place, work in enumerate(works, 1):
            running += 1
            code = f"{ROMAN[number]}.{place}" if anew else str(running)
            tasks.append(task(frame, work, code, name))
            rows.append(cells(tasks[-1], PLAIN, str(place if anew else running)))
    return tasks, grid(frame, PLAIN, rows)


def by_head(style: str, title: str = "plain", parts: int = 1) -> Shape:
    """Return the shape of a plain plan under a letterhead of that style."""

    def draw(rng: Random, form: str) -> Drawn:
        frame = Frame(rng, title)
        tasks, table = lettered(frame)
        made = whole(frame, tasks, [second(), table], style, parts)
        if style in {"blank", "dots"} or (style == "stamped" and form != "pdf"):
            made.truth.number, made.truth.issued_on = "", None
            made.truth.asked |= {"number", "issued_on"}
        elif style == "stamped":
            day = frame.issued_on
            stamps = {"/KH-UBND": frame.number.split("/")[0], "tháng": f"{day.day:02}"}
            return Drawn(Document(made.document.blocks, stamps), made.truth, frame)
        return made

    return draw


def numbered_throughout(rng: Random, form: str) -> Drawn:
    frame = Frame(rng)
    tasks, table = _roman(frame, anew=False)
    return whole(frame, tasks, [second(), table])


def numbered_anew(rng: Random, form: str) -> Drawn:
    frame = Frame(rng)
    tasks, table = _roman(frame, anew=True)
    return whole(frame, tasks, [second(), table])


def dotted(rng: Random, form: str) -> Drawn:
    """Draw 1, 1.1, 1.1.1: a child without a lead or time has its parent's."""
    frame = Frame(rng)
    tasks, rows = [], []
    for number, (name, works) in enumerate(fields(rng, 3), 1):
        top = task(frame, works[0], str(number), **known(frame))
        top.title = f"Triển khai nhiệm vụ về {name[0].lower()}{name[1:]}"
        tasks.append(top)
        rows.append(cells(top, PLAIN, top.code))
        for place, work in enumerate(works[1:], 1):
            child = task(frame, work, f"{number}.{place}", parent=top.code, lead=top.lead, schedule=top.schedule)
            inherited = {"lead": "", "schedule": ""}
            if rng.random() < 0.4:
                child.lead, inherited = known(frame)["lead"], {"schedule": ""}
            tasks.append(child)
            rows.append(cells(child, PLAIN, child.code, **inherited))
            if rng.random() < 0.3:
                deep = task(frame, work, f"{child.code}.1", parent=child.code, lead=child.lead, schedule=child.schedule)
                deep.title = f"Tổng hợp, báo cáo kết quả mục {child.code}"
                tasks.append(deep)
                rows.append(cells(deep, PLAIN, deep.code, lead="", schedule=""))
    _inherit_partners(tasks)
    return whole(frame, tasks, [second(), grid(frame, PLAIN, rows)])


def children_by_letter(rng: Random, form: str) -> Drawn:
    """Draw tasks 1, 2 with children a), b) that inherit."""
    frame = Frame(rng)
    tasks, rows = [], []
    for number, (name, works) in enumerate(fields(rng, 4), 1):
        top = task(frame, works[0], str(number), **known(frame))
        top.title = f"Thực hiện đồng bộ các giải pháp về {name[0].lower()}{name[1:]}"
        tasks.append(top)
        rows.append(cells(top, PLAIN, f"{number}"))
        for letter, work in zip(LETTERS, works[1:], strict=False):
            child = task(frame, work, f"{number}.{letter}", parent=top.code, lead=top.lead, schedule=top.schedule)
            tasks.append(child)
            rows.append(cells(child, PLAIN, f"{letter})", lead="", schedule=""))
    _inherit_partners(tasks)
    return whole(frame, tasks, [second(), grid(frame, PLAIN, rows)])


def _inherit_partners(tasks: list[TrueTask]) -> None:
    by_code = {one.code: one for one in tasks}
    for one in tasks:
        if one.parent and not one.partners.text:
            one.partners = by_code[one.parent].partners


def written_codes(rng: Random, form: str) -> Drawn:
    """Draw codes that the document writes whole: "1.a", "2.b"."""
    frame = Frame(rng)
    tasks, rows = [], []
    mark = rng.choice(("", ")", "."))
    for number, (name, works) in enumerate(fields(rng, 3), 1):
        rows.append(across(str(number), name, len(PLAIN), False))
        for letter, work in zip(LETTERS, works, strict=False):
            tasks.append(task(frame, work, f"{number}.{letter}", name))
            rows.append(cells(tasks[-1], PLAIN, f"{number}.{letter}{mark}"))
    return whole(frame, tasks, [second(), grid(frame, PLAIN, rows)])


def code_column(rng: Random, form: str) -> Drawn:
    """Draw a column of codes beside the running number."""
    frame = Frame(rng)
    columns = ("code", "own", "title", "lead", "partners", "schedule", "products")
    tasks, rows, running = [], [], 0
    for number, (name, works) in enumerate(fields(rng, 3), 1):
        rows.append(row(Cell(ROMAN[number - 1], bold=True), "", Cell(name, bold=True), *[""] * 4))
        for place, work in enumerate(works, 1):
            running += 1
            found = without(task(frame, work, f"NV{number}.{place}", name), columns)
            tasks.append(found)
            rows.append(cells(found, columns, str(running), own=found.code))
    head = row("STT", "Mã nhiệm vụ", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm")
    return whole(frame, tasks, [second(), Grid((head,), tuple(rows))])


def two_row_headings(rng: Random, form: str) -> Drawn:
    """Draw headings in two rows, agencies under one, returning on each page."""
    frame = Frame(rng)
    columns = ("code", "title", "products", "lead", "partners", "schedule", "budget")
    tasks, table = lettered(frame, columns)
    upper = row(Cell("TT", down=2), Cell("Nội dung", down=2), Cell("Sản phẩm", down=2),
                Cell("Cơ quan thực hiện", across=2), None, Cell("Thời gian", down=2),
                Cell("Kinh phí", down=2))  # fmt: skip
    lower = row(None, None, None, "Chủ trì", "Phối hợp", None, None)
    return whole(frame, tasks, [second(), Grid((upper, lower), table.rows, True, table.in_parts)])


def split_number(rng: Random, form: str) -> Drawn:
    """Draw the number column split in two under headings of two rows: a running number and the number in the group."""
    frame = Frame(rng)
    columns = ("code", "own", "title", "lead", "products", "schedule")
    tasks, rows, running = [], [], 0
    for number, (name, works) in enumerate(fields(rng, 3), 1):
        rows.append(row("", str(number), f"{name}, gồm:", "", "", ""))
        for letter, work in zip(LETTERS, works, strict=False):
            running += 1
            found = without(task(frame, work, f"{number}.{letter}", f"{name}, gồm:"), columns)
            tasks.append(found)
            rows.append(cells(found, columns, str(running), own=f"{letter})"))
    upper = row(Cell("Stt", across=2), None, Cell("Tên nhiệm vụ", down=2), Cell("Đơn vị chủ trì", down=2),
                Cell("Sản phẩm", down=2), Cell("Thời hạn", down=2))  # fmt: skip
    lower = row("TT", "Chi tiết", None, None, None, None)
    paged = tuple(Row(one.cells, new_page=place > 0 and place % 5 == 0) for place, one in enumerate(rows))
    return whole(frame, tasks, [second(), Grid((upper, lower), paged, True, rng.random() < 0.5)])


def numbered_columns(rng: Random, form: str) -> Drawn:
    """Draw a second row of the headings that only numbers the columns."""
    frame = Frame(rng)
    tasks, table = lettered(frame)
    mark = rng.choice(("({})", "{}", "[{}]"))
    numbers = row(*(mark.format(place) for place in range(1, len(PLAIN) + 1)))
    return whole(frame, tasks, [second(), Grid((*table.headings, numbers), table.rows, True, table.in_parts)])


def section_leads(rng: Random, form: str) -> Drawn:
    """Draw sections that carry a lead and a time, which tasks without one have from them."""
    frame = Frame(rng)
    tasks, rows, running = [], [], 0
    for number, (name, works) in enumerate(fields(rng, 3)):
        head = known(frame)
        rows.append(cells(TrueTask("", name, **head), PLAIN, ROMAN[number], products="", budget=""))
        for work in works:
            running += 1
            found = task(frame, work, str(running), name)
            stated = {}
            for field in ("lead", "schedule"):
                if rng.random() < 0.5:
                    setattr(found, field, head[field])
                    stated[field] = ""
            tasks.append(found)
            rows.append(cells(found, PLAIN, str(running), **stated))
    return whole(frame, tasks, [second(), grid(frame, PLAIN, rows)])


def continued_rows(rng: Random, form: str) -> Drawn:
    """Draw rows that a page break cuts in two."""
    frame = Frame(rng)
    tasks, table = lettered(frame)
    rows: list[Row] = []
    for place, one in enumerate(table.rows):
        rows += _cut(one) if place % 4 == 2 else [Row(one.cells)]
    return whole(frame, tasks, [second(), Grid(table.headings, tuple(rows), rng.random() < 0.5, True)])


def _cut(one: Row) -> list[Row]:
    """Return a task's row as two: the first words of each longer cell before the page break, the others behind it."""
    texts = [cell.text if cell else "" for cell in one.cells]
    words = texts[1].split()
    if len(words) < 6 or not any(texts[2:]):
        return [Row(one.cells)]
    above, below = list(texts), [""] * len(texts)
    for place in (1, PLAIN.index("partners")):
        parts = texts[place].split(" ")
        if len(parts) > 3 and "\n" not in texts[place]:
            above[place], below[place] = " ".join(parts[:3]), " ".join(parts[3:])
    return [row(*above), row(*below, rest=True, new_page=True)]


def merged_cells(rng: Random, form: str) -> Drawn:
    """Draw a lead and a time merged over the tasks of a field; in plain text the cells below stay empty."""
    frame = Frame(rng)
    tasks, rows = [], []
    place = PLAIN.index("lead")
    for number, (name, works) in enumerate(fields(rng, 3), 1):
        rows.append(across(str(number), name, len(PLAIN), True))
        shared = known(frame)["lead"]
        for at, (letter, work) in enumerate(zip(LETTERS, works, strict=False)):
            below = form == "txt" and at
            found = task(frame, work, f"{number}.{letter}", name, lead=Meaning("", NOBODY, True) if below else shared)
            tasks.append(found)
            made = list(cells(found, PLAIN, f"{letter})").cells)
            made[place] = None if at else Cell(shared.text, down=len(works))
            rows.append(Row(tuple(made)))
    table = grid(frame, PLAIN, rows, every=1000)
    return whole(frame, tasks, [second(), table])


def unnumbered_rows(rng: Random, form: str) -> Drawn:
    """Draw rows without a number among numbered ones: their code may be any that no other row has."""
    frame = Frame(rng)
    tasks, table = _roman(frame, anew=False)
    rows = list(table.rows)
    at = next(place for place, one in enumerate(rows) if one.cells[0] and one.cells[0].text == "1")
    extra = task(frame, fields(rng, 1)[0][1][0], "*", tasks[0].group, **known(frame))
    extra.title = "Việc bổ sung theo chỉ đạo của Ủy ban nhân dân tỉnh"
    rows.insert(at + 1, cells(extra, PLAIN, ""))
    return whole(frame, [tasks[0], extra, *tasks[1:]], [second(), Grid(table.headings, tuple(rows))])


def appendix(rng: Random, form: str) -> Drawn:
    """Draw the table in an annex behind the signature, under a heading that names the plan again."""
    frame = Frame(rng)
    tasks, table = lettered(frame)
    day = frame.issued_on
    dated = f"ngày {day.day:02} tháng {day.month:02} năm {day.year}"
    named = f"(Kèm theo Kế hoạch số {frame.number} {dated} của Ủy ban nhân dân tỉnh)"
    head = (Break(), Line("PHỤ LỤC", True, "centre"),
            Line(f"NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM {frame.year}", True, "centre"),
            Line(named, False, "centre"))  # fmt: skip
    truth = frame.truth()
    truth.tasks = tasks
    blocks = [*frame.whole(), second("NHIỆM VỤ"), Line("Nội dung nhiệm vụ theo Phụ lục đính kèm."), *frame.last(),
              *frame.signature(), *head, table]  # fmt: skip
    return Drawn(Document(tuple(blocks)), truth, frame)


def empty_forms(rng: Random, form: str) -> Drawn:
    """Draw an annex with an empty form for reports: it is no part of the plan's tasks."""
    frame = Frame(rng)
    tasks, table = lettered(frame)
    blank = Grid((row("TT", "Tên nhiệm vụ", "Đơn vị chủ trì", "Kết quả thực hiện", "Tiến độ", "Đề xuất, kiến nghị"),),
                 tuple(row(*[""] * 6) for _ in range(3)))  # fmt: skip
    after = (Break(), Line("Mẫu số 01", True, "centre"), Line("BÁO CÁO KẾT QUẢ THỰC HIỆN KẾ HOẠCH", True, "centre"),
             Line("(Kỳ báo cáo: quý ..../năm ....)"), blank)  # fmt: skip
    return whole(frame, tasks, [second(), table], after=after)


def work_list(rng: Random, form: str) -> Drawn:
    """Draw a list of work with a column for what has been done: that is no product."""
    frame = Frame(rng)
    columns = ("code", "title", "lead", "schedule", "done")
    tasks, rows = [], []
    for number, (_, works) in enumerate(fields(rng, 5), 1):
        found = without(task(frame, works[0], str(number), ""), columns)
        tasks.append(found)
        done = rng.choice(("Đã hoàn thành", "Đang thực hiện, đạt 60%", "Chưa triển khai"))
        found.note = f"Kết quả thực hiện: {done}"
        rows.append(cells(found, columns, str(number), done=done))
    head = row("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian hoàn thành", "Kết quả thực hiện")
    return whole(frame, tasks, [second(), Grid((head,), tuple(rows))])


def unusual_order(rng: Random, form: str) -> Drawn:
    frame = Frame(rng)
    middle = list(PLAIN[2:])
    rng.shuffle(middle)
    tasks, table = lettered(frame, ("code", "title", *middle))
    return whole(frame, tasks, [second("PHÂN CÔNG THỰC HIỆN"), table])
