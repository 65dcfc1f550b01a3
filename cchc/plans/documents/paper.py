"""An adopted plan as an official document again: the words of the document, its table, its signature."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from cchc.documents.types import Block, Column, Heading, Official, Paragraph, Row, Signature, Table
from cchc.plans.models import Plan, Task, TaskGroup
from cchc.plans.rules.paper import budget_words, number_parts, says_funding, schedule_words, shown_code
from cchc.plans.types import Money

_COLUMNS = (
    Column("Số TT", 0.65, "centre"),
    Column("Nội dung thực hiện", 2.7),
    Column("Sản phẩm", 1.5),
    Column("Cơ quan, đơn vị chủ trì", 1.65),
    Column("Cơ quan, đơn vị phối hợp", 1.65),
    Column("Thời gian thực hiện", 1.75),  # "13/04/2021" and "221.000.000" must fit, no line breaks inside them
    Column("Kinh phí dự kiến", 1.75),
    Column("Ghi chú", 0.9),
)
_FUNDING = Column("Nguồn kinh phí", 0.9)
_BY = re.compile(r"(?<!\s)\s+(?=(?:KT|TL|TUQ|Q)\.)")  # one line for each: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"
_BEGINS = re.compile(r"^(Căn cứ|Thực hiện|Triển khai|Để |Nhằm |Tiếp tục|Trên cơ sở|Theo |Xét )")


def official(plan: Plan, groups: Sequence[TaskGroup], tasks: Collection[Task], superior: str = "") -> Official:
    """Return the plan as a document; ``tasks`` without those withdrawn, in order; ``superior`` is the body above.

    A sum that its words alone don't tell ("250" below "triệu đồng") is written in đồng, so that reading the document
    again gives the same plan.
    """
    frame = plan.frame
    number, symbol, written = number_parts(plan.number)
    signed = frame.get("signatory") or {}
    return Official(
        kind="KH",
        issuer=plan.issuer,
        superior=superior,
        symbol=symbol,
        place=plan.place,
        title=plan.title,
        blocks=tuple(_blocks(plan, groups, tasks)),
        signature=Signature(
            tuple(_BY.split(signed.get("authority", ""))), signed.get("post", ""), signed.get("name", "")
        ),
        number=number,
        written_number=written,
        issued_on=plan.issued_on,
        recipients=tuple(frame.get("recipients") or ()),
    )


def _blocks(plan: Plan, groups: Sequence[TaskGroup], tasks: Collection[Task]) -> Iterator[Block]:
    frame: Mapping[str, object] = plan.frame
    bases = [str(base) for base in frame.get("bases") or ()]  # type: ignore[attr-defined]
    if bases:
        first = bases[0] if _BEGINS.match(bases[0]) else f"Căn cứ {bases[0]}"
        yield Paragraph("; ".join([first, *bases[1:]]) + ".")
    parts = iter(("I", "II", "III"))
    duties: Sequence[Mapping[str, object]] = frame.get("duties") or ()  # type: ignore[assignment]
    if duties:
        yield Heading(1, next(parts), "NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH")
    for duty in duties:
        yield Heading(2, str(duty["no"]), str(duty["title"]))
        for item in duty["items"]:  # type: ignore[attr-defined]
            yield Paragraph(str(item), bullet="-")
    yield Heading(1, next(parts), "PHÂN CÔNG THỰC HIỆN")
    yield _table(plan, groups, tasks)
    organisation: Sequence[str] = frame.get("organisation") or ()  # type: ignore[assignment]
    if organisation:
        yield Heading(1, next(parts), "TỔ CHỨC THỰC HIỆN")
    for line in organisation:
        yield Paragraph(line)


def _table(plan: Plan, groups: Sequence[TaskGroup], tasks: Collection[Task]) -> Table:
    is_apart = any(task.funding and (task.note or not says_funding(task.funding)) for task in tasks)
    longest = max((len(task.code) for task in tasks), default=0)
    first = replace(_COLUMNS[0], width=min(max(_COLUMNS[0].width, 0.14 * longest), 2.2))
    columns = (first, *_COLUMNS[1:-1], *([_FUNDING] if is_apart else []), _COLUMNS[-1])
    return Table(columns, tuple(_rows(plan, groups, tasks, is_apart)), size=11)


def _rows(plan: Plan, groups: Sequence[TaskGroup], tasks: Collection[Task], is_apart: bool) -> Iterator[Row]:
    of_group: Mapping[int, list[Task]] = defaultdict(list)
    codes = {task.pk: task.code for task in tasks}
    for task in tasks:
        of_group[task.group_id].append(task)
    for group in groups:
        if group.no or group.title:
            yield Row((f"{group.no}." if group.no else "", group.title), group=True)
        for task in of_group[group.pk]:
            code = shown_code(group.no, task.code, codes.get(task.parent_id or 0, ""))
            yield Row((code, *_cells(plan, task, is_apart)))


def _cells(plan: Plan, task: Task, is_apart: bool) -> Iterator[str]:
    products = task.products
    yield task.title
    yield products[0] if len(products) == 1 else "\n".join(f"- {product}" for product in products)
    yield task.lead.get("text", "")
    yield task.partners.get("text", "")
    yield task.schedule_text or schedule_words(task.schedule_kind, task.start_on, task.end_on, task.rrule)
    yield budget_words(Money(task.budget_text, "money", task.amount, task.per or None, task.count, task.total),
                       task.schedule_text, plan.year) if task.budget_kind == "money" else task.budget_text  # fmt: skip
    notes = [task.funding, task.note]
    yield from notes if is_apart else ["; ".join(filter(None, notes))]
