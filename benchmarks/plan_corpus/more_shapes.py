"""Shapes without a table or with several, with several columns of money, with look-alikes, with odd bearers."""

import datetime as dt
import unicodedata
from collections.abc import Callable
from random import Random

from benchmarks.plan_corpus import bearers, shapes, sums, tables, times
from benchmarks.plan_corpus.document import Block, Cell, Document, Grid, Line, Row, row
from benchmarks.plan_corpus.frames import Frame
from benchmarks.plan_corpus.shapes import Drawn, Shape
from benchmarks.plan_corpus.tables import LETTERS, PLAIN, ROMAN, across, cells, fields, known, task, without
from benchmarks.plan_corpus.truth import NO_MONEY, NO_TIME, Meaning, TrueTask

_THIRD_AND_NINTH = "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1"


def labelled_list(rng: Random, form: str) -> Drawn:
    """Draw a plan without a table: numbered fields, lettered tasks, labels on lines of their own below each."""
    frame = Frame(rng)
    tasks: list[TrueTask] = []
    blocks: list[Block] = [Line("II. NHIỆM VỤ TRỌNG TÂM", True)]
    lead, when = rng.choice((("Cơ quan chủ trì", "Thời gian thực hiện"), ("Đơn vị chủ trì", "Thời gian hoàn thành")))
    for number, (name, works) in enumerate(fields(rng, 3), 1):
        blocks.append(Line(f"{number}. {name}", True))
        for letter, work in zip(LETTERS, works, strict=False):
            found = _listed(task(frame, work, f"II.{number}.{letter}", name, **known(frame)))
            tasks.append(found)
            blocks.append(Line(f"{letter}) {found.title}"))
            blocks += [Line(f"- {lead}: {found.lead.text}."), Line(f"- {when}: {found.schedule.text}.")]
            if found.partners.text:
                blocks.append(Line(f"- Đơn vị phối hợp: {found.partners.text}."))
            blocks.append(Line(f"- Sản phẩm: {'; '.join(found.products)}."))
    return shapes.whole(frame, tasks, blocks)


def _listed(found: TrueTask) -> TrueTask:
    """Return the task without money, and with partners on one line."""
    found.budget = Meaning("", NO_MONEY)
    if "\n" in found.partners.text:
        found.partners = Meaning(found.partners.text.replace("\n- ", "; ").removeprefix("- "), found.partners.value)
    return found


def bullets_over_one_lead(rng: Random, form: str) -> Drawn:
    """Draw several bullets over one line that says who leads and when: every bullet is a task of that lead."""
    frame = Frame(rng)
    tasks: list[TrueTask] = []
    blocks: list[Block] = [Line("II. NHIỆM VỤ TRỌNG TÂM", True)]
    for number, (name, works) in enumerate(fields(rng, 3), 1):
        blocks.append(Line(f"{number}. {name}", True))
        shared = known(frame)
        partners = bearers.known(frame.province, rng)
        for work in works:
            found = TrueTask("*", work.title, name, partners=partners, **shared)
            tasks.append(found)
            blocks.append(Line(f"- {work.title}."))
        said = f"Đơn vị chủ trì: {shared['lead'].text}; Đơn vị phối hợp: {partners.text}."
        blocks.append(Line(f"{said} Thời gian: {shared['schedule'].text}."))
    return shapes.whole(frame, tasks, blocks)


def several_budgets(rng: Random, form: str) -> Drawn:
    """Draw columns of money for each level of government, in millions as the heading says; the sum is the budget."""
    frame = Frame(rng)
    columns = ("code", "title", "lead", "schedule", "province", "district", "products")
    tasks, rows = [], []
    for number, (name, works) in enumerate(fields(rng, 3)):
        rows.append(across(ROMAN[number], name, len(columns), True))
        for work in works:
            found = without(task(frame, work, str(len(tasks) + 1), name), columns)
            one, two = sums.millions(rng), sums.millions(rng)
            total = sum(part.value[1] or 0 for part in (one, two))
            found.budget = Meaning("", ("money", total, None, None, total) if total else NO_MONEY)
            tasks.append(found)
            rows.append(cells(found, columns, found.code, province=one.text, district=two.text))
    upper = row(Cell("TT", down=2), Cell("Nội dung", down=2), Cell("Chủ trì", down=2), Cell("Thời gian", down=2),
                Cell("Kinh phí (triệu đồng)", across=2), None, Cell("Sản phẩm", down=2))  # fmt: skip
    lower = row(None, None, None, None, "Ngân sách tỉnh", "Ngân sách huyện", None)
    return shapes.whole(frame, tasks, [shapes.second(), Grid((upper, lower), tuple(rows))])


def in_millions(rng: Random, form: str) -> Drawn:
    """Draw bare amounts below a heading, or a line above the table, that says millions."""
    frame = Frame(rng)
    tasks, table = shapes.lettered(frame)
    place, at = PLAIN.index("budget"), 0
    rows = []
    for one in table.rows:
        if one.cells[1] is None or not any(cell and cell.text for cell in one.cells[2:]):
            rows.append(one)
            continue
        amount = sums.millions(rng)
        tasks[at].budget = amount
        rows.append(Row((*one.cells[:place], Cell(amount.text), *one.cells[place + 1 :]), one.rest, one.new_page))
        at += 1
    is_above = rng.random() < 0.5
    said = "Kinh phí" if is_above else rng.choice(("Kinh phí (triệu đồng)", "Kinh phí dự kiến (ĐVT: triệu đồng)"))
    heads = table.headings[0].cells
    heading = Row((*heads[:place], Cell(said), *heads[place + 1 :]))
    above = [Line("Đơn vị tính: Triệu đồng", False, "right")] if is_above else []
    made = Grid((heading,), tuple(rows), table.repeats, table.in_parts)
    return shapes.whole(frame, tasks, [shapes.second(), *above, made])


def look_alikes(rng: Random, form: str) -> Drawn:
    """Draw a plain plan typed with Ð of Iceland, decomposed vowels, other spaces, slashes and hyphens."""
    drawn = shapes.by_head("beside")(rng, form)
    changes: tuple[Callable[[str], str], ...] = (
        lambda text: text.replace("Đ", "\u00d0"),
        lambda text: text.replace("đ", "\u00f0"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("/", "\u2044") if any(letter.isdigit() for letter in text) else text,
        lambda text: text.replace(" ", "\u00a0", 1),
        lambda text: text.replace("ở", "ở\u200b", 1),
        lambda text: text.replace("uý", "uí"),
    )
    place = (PLAIN.index("lead"), PLAIN.index("schedule"))
    blocks = []
    for block in drawn.document.blocks:
        if isinstance(block, Grid):
            made = []
            for one in block.rows:
                texts = list(one.cells)
                for at in place:
                    cell = texts[at]
                    if cell is not None:
                        change = rng.choice(changes[:-3] if form == "pdf" else changes)
                        texts[at] = Cell(change(cell.text), cell.across, cell.down)
                made.append(Row(tuple(texts), one.rest, one.new_page))
            block = Grid(block.headings, tuple(made), block.repeats, block.in_parts)
        blocks.append(block)
    return Drawn(Document(tuple(blocks)), drawn.truth, drawn.frame)


def odd_bearers(rng: Random, form: str) -> Drawn:
    """Draw roles and marks around names, names half known, and times that "ngay" only seems to be in."""
    frame = Frame(rng)
    tasks, table = shapes.lettered(frame)
    place = {name: PLAIN.index(name) for name in ("lead", "schedule")}
    rows, at = [], 0
    for one in table.rows:
        if one.cells[1] is None or not any(cell and cell.text for cell in one.cells[2:]):
            rows.append(one)
            continue
        found: TrueTask = tasks[at]
        found.lead, found.schedule = _odd(frame), _odd_time(frame)
        made = list(one.cells)
        made[place["lead"]], made[place["schedule"]] = Cell(found.lead.text), Cell(found.schedule.text)
        budget = sums.budget("", rng)
        found.budget, made[PLAIN.index("budget")] = budget, Cell(budget.text)
        rows.append(Row(tuple(made), one.rest, one.new_page))
        at += 1
    made_table = Grid(table.headings, tuple(rows), table.repeats, table.in_parts)
    return shapes.whole(frame, tasks, [shapes.second(), made_table])


def _odd(frame: Frame) -> Meaning:
    rng = frame.rng
    one, two = bearers.known(frame.province, rng), bearers.known(frame.province, rng)
    while two.text == one.text:
        two = bearers.known(frame.province, rng)
    units = (*one.value[0], *two.value[0])
    return rng.choice((
        Meaning(f"{one.text}:", one.value), Meaning(f"{one.text}.", one.value), Meaning(f"{one.text};", one.value),
        Meaning(f"{one.text} (cơ quan thường trực)", (one.value[0], (), False)),
        Meaning(f"Giám đốc {one.text}" if one.text.startswith("Sở") else one.text, one.value),
        Meaning(f"{one.text} và {two.text}", (units, (), False)),
        Meaning(f"{one.text}\n{two.text}", (units, (), False)),
        Meaning("Công an Thành phố", ((), (), True), True),
        Meaning("Ban Quản lý các Khu công nghệ cao", ((), (), True), True),
        Meaning(f"{one.text}, Ban Quản lý các Khu công nghệ cao", (one.value[0], (), True), True),
    ))  # fmt: skip


def _odd_time(frame: Frame) -> Meaning:
    rng, year = frame.rng, frame.year
    other, first = rng.randint(7, 12), dt.date(year, 1, 1)
    return rng.choice((
        Meaning("Công khai ngay khi được ban hành", ("event", None, None, None, None)),
        Meaning(f"31/03/{year}, báo cáo kết quả trước ngày 15/{other}/{year}", NO_TIME, True),
        Meaning("10 ngày kể từ ngày ban hành Kế hoạch", ("event", None, None, None, (10, "days"))),
        Meaning("Quý I và Quý III", ("recurring", first, dt.date(year, 9, 30), _THIRD_AND_NINTH, None)),
        times.dated(year, rng), Meaning("", NO_TIME, True),
        Meaning("Tuần 2 tháng 3", ("window", dt.date(year, 3, 8), dt.date(year, 3, 14), None, None)),
    ))  # fmt: skip


def tables_below_headings(rng: Random, form: str) -> Drawn:
    """Draw a table for each field, its heading a line above it and its numbers from one in each.

    A sheet is one grid: its fields are rows.
    """
    if form == "xlsx":
        return shapes.numbered_anew(rng, form)
    frame = Frame(rng)
    tasks: list[TrueTask] = []
    blocks: list[Block] = [shapes.second()]
    head = tables.heading(rng, PLAIN)
    for number, (name, works) in enumerate(fields(rng, 3), 1):
        made = [task(frame, work, f"{number}.{place}", name) for place, work in enumerate(works, 1)]
        rows = tuple(cells(one, PLAIN, str(place)) for place, one in enumerate(made, 1))
        tasks += made
        blocks += [Line(f"{number}. {name}", True), Grid((head,), rows)]
    return shapes.whole(frame, tasks, blocks)


def headings_alone(rng: Random, form: str) -> Drawn:
    """Draw headings at the foot of a page, all rows on the next."""
    frame = Frame(rng)
    tasks, table = shapes.lettered(frame)
    first, *others = (Row(one.cells, one.rest) for one in table.rows)
    rows = (Row(first.cells, first.rest, True), *others)
    return shapes.whole(frame, tasks, [shapes.second(), Grid(table.headings, rows, repeats=False)])


SHAPES: dict[str, Shape] = {
    "đầu văn bản hai cột": shapes.by_head("beside"),
    "đầu văn bản từng dòng": shapes.by_head("lines"),
    "số và ngày cùng dòng": shapes.by_head("flat"),
    "số, ngày để trống": shapes.by_head("blank"),
    "số, ngày là dấu chấm": shapes.by_head("dots"),
    "số, ngày đóng trên PDF": shapes.by_head("stamped"),
    "trích yếu mở đầu bằng Triển khai, Thực hiện": shapes.by_head("beside", "verb"),
    "năm khác trong trích yếu": shapes.by_head("beside", "years"),
    "trích yếu nhiều dòng": shapes.by_head("beside", "verb", parts=2),
    "mục La Mã, số chạy suốt": shapes.numbered_throughout,
    "mục La Mã, số bắt đầu lại": shapes.numbered_anew,
    "1, 1.1, 1.1.1": shapes.dotted,
    "1, a)": shapes.children_by_letter,
    "mã viết đủ 1.a": shapes.written_codes,
    "cột mã nhiệm vụ": shapes.code_column,
    "tiêu đề hai dòng": shapes.two_row_headings,
    "cột số tách đôi": shapes.split_number,
    "dòng số thứ tự cột": shapes.numbered_columns,
    "mục có chủ trì, thời gian": shapes.section_leads,
    "dòng sang trang": shapes.continued_rows,
    "ô gộp dọc": shapes.merged_cells,
    "dòng không số": shapes.unnumbered_rows,
    "bảng ở phụ lục": shapes.appendix,
    "biểu mẫu trống": shapes.empty_forms,
    "danh sách việc, kết quả thực hiện": shapes.work_list,
    "thứ tự cột khác": shapes.unusual_order,
    "danh sách có nhãn": labelled_list,
    "gạch đầu dòng chung chủ trì": bullets_over_one_lead,
    "nhiều cột kinh phí": several_budgets,
    "triệu đồng ở tiêu đề": in_millions,
    "ký tự trông giống": look_alikes,
    "đơn vị, thời gian khó": odd_bearers,
    "mỗi lĩnh vực một bảng": tables_below_headings,
    "tiêu đề ở cuối trang": headings_alone,
}
