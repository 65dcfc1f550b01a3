"""Shapes that a hand has marked: one sum for several tasks, struck words, sums, ticked quarters, notes, "as above"."""

import calendar
import datetime as dt
from dataclasses import replace
from random import Random

from benchmarks.plan_corpus import bearers, shapes, sums, times
from benchmarks.plan_corpus.document import Cell, Grid, Row, row
from benchmarks.plan_corpus.frames import Frame
from benchmarks.plan_corpus.shapes import Drawn, Shape
from benchmarks.plan_corpus.tables import PLAIN, ROMAN, across, cells, fields, grid, known, task, without
from benchmarks.plan_corpus.truth import NO_MONEY, Meaning, TrueTask

_MONEY, _LEAD, _TIME = (PLAIN.index(name) for name in ("budget", "lead", "schedule"))


def one_sum_for_several(rng: Random, form: str) -> Drawn:
    """Draw one sum in a cell over the tasks of a field; plain text has no such cell, its sum is the first task's."""
    frame = Frame(rng)
    tasks: list[TrueTask] = []
    rows: list[Row] = []
    for number, (name, works) in enumerate(fields(rng, 3)):
        rows.append(across(ROMAN[number], name, len(PLAIN), True))
        amount = rng.randint(10, 90) * 10**7
        whole = ("money", amount, None, None, amount)
        for at, work in enumerate(works):
            money = Meaning("", NO_MONEY) if at else Meaning(f"{amount // 10**6} triệu đồng", whole, form != "txt")
            found = task(frame, work, str(len(tasks) + 1), name, budget=money)
            tasks.append(found)
            made = list(cells(found, PLAIN, found.code).cells)
            made[_MONEY] = None if at else Cell(found.budget.text, down=len(works))
            rows.append(Row(tuple(made)))
    return shapes.whole(frame, tasks, [shapes.second(), grid(frame, PLAIN, rows, every=1000)])


def struck_words(rng: Random, form: str) -> Drawn:
    """Draw leads and times struck out, another written beside; and whole rows struck out."""
    frame = Frame(rng)
    tasks, table = shapes.lettered(frame)
    rows, at, gone = [], 0, False
    for one in table.rows:
        made = list(one.cells)
        if not _is_task(one):
            rows.append(one)
            continue
        found = tasks[at]
        at += 1
        for place, name in ((_LEAD, "lead"), (_TIME, "schedule")):
            if rng.random() < 0.3:
                right, wrong = known(frame)[name], known(frame)[name]
                made[place] = Cell(f"~~{wrong.text}~~ {right.text}")
                setattr(found, name, replace(right, asked=True))
                found.budget, made[_MONEY] = Meaning("", NO_MONEY), Cell("")
        rows.append(Row(tuple(made), one.rest, one.new_page))
        if rng.random() < 0.15:
            gone = True
            said = cells(found, PLAIN, "", title="Việc đã bỏ khỏi kế hoạch", products="", budget="", note="").cells
            texts = [cell.text if cell and not {"~", "\n"} & {*cell.text} else "" for cell in said]
            rows.append(row(*(f"~~{text}~~" if text else "" for text in texts)))
    drawn = shapes.whole(
        frame, tasks, [shapes.second(), Grid(table.headings, tuple(rows), table.repeats, table.in_parts)]
    )
    drawn.truth.asked |= {"tasks"} if gone else set()
    return drawn


def _is_task(one: Row) -> bool:
    return one.cells[1] is not None and any(cell and cell.text for cell in one.cells[2:])


def sums_below(rng: Random, form: str) -> Drawn:
    """Draw a row below the tasks that adds them up, rightly or not, and the sum in words below it."""
    frame = Frame(rng)
    columns = ("code", "title", "lead", "schedule", "budget", "products")
    tasks: list[TrueTask] = []
    rows: list[Row] = []
    total = 0
    for number, (name, works) in enumerate(fields(rng, 3)):
        rows.append(across(ROMAN[number], name, len(columns), True))
        part = 0
        for work in works:
            found = without(task(frame, work, str(len(tasks) + 1), name), columns)
            amount = rng.randint(1, 90) * 10**6
            found.budget = Meaning(f"{amount // 10**6} triệu đồng", ("money", amount, None, None, amount))
            tasks.append(found)
            rows.append(cells(found, columns, found.code))
            part += amount
        if rng.random() < 0.5:
            rows.append(row("", f"Cộng mục {ROMAN[number]}", "", "", _dong(part), ""))
        total += part
    is_wrong = rng.random() < 0.4
    label = rng.choice(("Tổng cộng", "TỔNG CỘNG", "Tổng kinh phí", "Tổng số"))
    rows.append(row("", label, "", "", _dong(total + 10**6 * is_wrong), ""))
    drawn = shapes.whole(frame, tasks, [shapes.second(), grid(frame, columns, rows, every=1000)])
    drawn.truth.asked |= {"tasks"} if is_wrong else set()
    return drawn


def _dong(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")


def marked_quarters(rng: Random, form: str) -> Drawn:
    """Draw four columns of quarters, or twelve of months, with marks from the first to the last of each task."""
    frame = Frame(rng)
    count, name = rng.choice(((4, "Quý"), (12, "Tháng")))
    heads = [f"{name} {ROMAN[at] if count == 4 else at + 1}" for at in range(count)]
    mark = rng.choice(("x", "X", "●" if form != "pdf" else "x"))
    tasks: list[TrueTask] = []
    rows: list[Row] = []
    for work in (work for _, works in fields(rng, 3) for work in works):
        first = rng.randint(0, count - 1)
        last = rng.randint(first, count - 1)
        found = without(task(frame, work, str(len(tasks) + 1)), ("lead", "products"))
        size = 12 // count
        end = dt.date(frame.year, (last + 1) * size, calendar.monthrange(frame.year, (last + 1) * size)[1])
        found.schedule = Meaning("", ("window", dt.date(frame.year, first * size + 1, 1), end, None, None))
        tasks.append(found)
        said = cells(found, ("code", "title", "lead"), found.code).cells
        products = cells(found, ("products",), "").cells
        rows.append(Row((*said, *(Cell(mark if first <= at <= last else "") for at in range(count)), *products)))
    if rng.random() < 0.5:
        headings: tuple[Row, ...] = (row("TT", "Nội dung", "Chủ trì", *heads, "Sản phẩm"),)
    else:
        first = (Cell(text, down=2) for text in ("TT", "Nội dung", "Chủ trì"))
        when = (Cell("Thời gian thực hiện", across=count), *[None] * (count - 1))
        upper = row(*first, *when, Cell("Sản phẩm", down=2))
        headings = (upper, row(None, None, None, *heads, None))
    return shapes.whole(frame, tasks, [shapes.second(), Grid(headings, tuple(rows), in_parts=False)])


def beginnings_and_ends(rng: Random, form: str) -> Drawn:
    """Draw a column of first days and one of last days under one heading."""
    frame = Frame(rng)
    tasks: list[TrueTask] = []
    rows: list[Row] = []
    for work in (work for _, works in fields(rng, 3) for work in works):
        first = dt.date(frame.year, rng.randint(1, 6), rng.randint(1, 28))
        last = first + dt.timedelta(days=rng.randint(10, 170))
        found = without(task(frame, work, str(len(tasks) + 1)), ("lead", "products"))
        found.schedule = Meaning("", ("window", first, last, None, None))
        tasks.append(found)
        code, title, lead, products = cells(found, ("code", "title", "lead", "products"), found.code).cells
        rows.append(Row((code, title, lead, Cell(f"{first:%d/%m/%Y}"), Cell(f"{last:%d/%m/%Y}"), products)))
    ends = rng.choice(("Kết thúc", "Hoàn thành"))
    upper = row(Cell("TT", down=2), Cell("Nội dung", down=2), Cell("Chủ trì", down=2),
                Cell("Thời gian thực hiện", across=2), None, Cell("Sản phẩm", down=2))  # fmt: skip
    lower = row(None, None, None, "Bắt đầu", ends, None)
    return shapes.whole(frame, tasks, [shapes.second(), Grid((upper, lower), tuple(rows))])


def parted_headings(rng: Random, form: str) -> Drawn:
    """Draw headings in two rows of which a page break leaves the lower one to the next page; a sheet has no pages."""
    if form == "xlsx":
        return shapes.two_row_headings(rng, form)
    frame = Frame(rng)
    columns = ("code", "title", "products", "lead", "partners", "schedule", "budget")
    tasks, table = shapes.lettered(frame, columns)
    upper = row("TT", "Nội dung", "Sản phẩm", Cell("Cơ quan thực hiện", across=2), None, "Thời gian", "Kinh phí")
    lower = row("", "", "", "Chủ trì", "Phối hợp", "", "", new_page=True)
    rows = (lower, *(Row(one.cells, one.rest) for one in table.rows))
    return shapes.whole(frame, tasks, [shapes.second(), Grid((upper,), rows, repeats=False, in_parts=True)])


def dotted_anew(rng: Random, form: str) -> Drawn:
    """Draw 1.1, 1.2, 2.1 below part I and again below part II."""
    frame = Frame(rng)
    tasks: list[TrueTask] = []
    rows: list[Row] = []
    for number, (name, works) in enumerate(fields(rng, 3)):
        rows.append(across(ROMAN[number], name, len(PLAIN), rng.random() < 0.3))
        for place, work in enumerate(works):
            written = f"{place // 2 + 1}.{place % 2 + 1}"
            tasks.append(task(frame, work, f"{ROMAN[number]}.{written}", name))
            rows.append(cells(tasks[-1], PLAIN, written))
    return shapes.whole(frame, tasks, [shapes.second(), grid(frame, PLAIN, rows)])


def as_above(rng: Random, form: str) -> Drawn:
    """Draw marks for "as above" in place of a lead or a time: it is the row before's, whatever the section says."""
    frame = Frame(rng)
    tasks: list[TrueTask] = []
    rows: list[Row] = []
    mark = rng.choice(("-nt-", "Như trên", '"', "//", "nt"))
    for number, (name, works) in enumerate(fields(rng, 3)):
        before: TrueTask | None = None
        head = known(frame)
        rows.append(cells(TrueTask("", name, lead=head["lead"]), PLAIN, ROMAN[number], products="", budget=""))
        for work in works:
            found = task(frame, work, str(len(tasks) + 1), name, lead=bearers.known(frame.province, rng),
                         schedule=times.dated(frame.year, rng), budget=sums.budget("", rng))  # fmt: skip
            stated = {}
            for field in ("lead", "schedule") if before else ():
                if rng.random() < 0.5:
                    setattr(found, field, getattr(before, field))
                    stated[field] = mark
            tasks.append(found)
            rows.append(cells(found, PLAIN, found.code, **stated))
            before = found
    return shapes.whole(frame, tasks, [shapes.second(), grid(frame, PLAIN, rows)])


def noted(rng: Random, form: str) -> Drawn:
    """Draw raised figures and stars behind sums and times: no part of the value, and asked about."""
    frame = Frame(rng)
    tasks, table = shapes.lettered(frame)
    rows, at = [], 0
    for one in table.rows:
        made = list(one.cells)
        if _is_task(one):
            found = tasks[at]
            at += 1
            if rng.random() < 0.5:
                amount = rng.randint(1, 90) * 10**6
                found.budget = Meaning("", ("money", amount, None, None, amount), True)
                mark = rng.choice(("^{1}", "^{2}", " (*)"))
                made[_MONEY] = Cell(f"{amount:,}".replace(",", ".") + f" đồng{mark}")
            if rng.random() < 0.3:
                found.schedule = replace(times.dated(frame.year, rng), asked=True)
                made[_TIME] = Cell(found.schedule.text + rng.choice(("^{1}", " (*)")))
                if not found.budget.asked:
                    found.budget, made[_MONEY] = Meaning("", NO_MONEY), Cell("")
        rows.append(Row(tuple(made), one.rest, one.new_page))
    made_table = Grid(table.headings, tuple(rows), table.repeats, table.in_parts)
    return shapes.whole(frame, tasks, [shapes.second(), made_table])


SHAPES: dict[str, Shape] = {
    "kinh phí gộp cho nhiều việc": one_sum_for_several,
    "chữ gạch bỏ": struck_words,
    "dòng cộng, tổng cộng": sums_below,
    "cột quý, tháng đánh dấu": marked_quarters,
    "cột bắt đầu, kết thúc": beginnings_and_ends,
    "tiêu đề hai dòng, trang cắt đôi": parted_headings,
    "số 1.1 bắt đầu lại ở mỗi phần": dotted_anew,
    "như trên": as_above,
    "dấu chú thích": noted,
}
