"""An adopted plan as an official document again: the words of the document, its table, its signature."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from cchc.documents.types import Block, Column, Heading, Official, Paragraph, Row, Signature, Table
from cchc.plans.models import Plan, Task, TaskGroup
from cchc.plans.rules.paper import number_parts, schedule_words, shown_code

COLUMNS = (
    Column("Số TT", 0.55, "centre"),
    Column("Nội dung thực hiện", 3.2),
    Column("Sản phẩm", 1.7),
    Column("Cơ quan, đơn vị chủ trì", 1.8),
    Column("Cơ quan, đơn vị phối hợp", 1.8),
    Column("Thời gian thực hiện", 1.4),
    Column("Kinh phí dự kiến", 1.2),
    Column("Ghi chú", 0.9),
)
_BEGINS = re.compile(r"^(Căn cứ|Thực hiện|Triển khai|Để |Nhằm |Tiếp tục|Trên cơ sở|Theo |Xét )")


def official(plan: Plan, groups: Sequence[TaskGroup], tasks: Collection[Task], superior: str = "") -> Official:
    """Return the plan as a document; ``tasks`` without those withdrawn, in order; ``superior`` is the body above."""
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
        blocks=tuple(_blocks(frame, groups, tasks)),
        signature=Signature((signed.get("authority", ""),), signed.get("post", ""), signed.get("name", "")),
        number=number,
        written_number=written,
        issued_on=plan.issued_on,
        recipients=tuple(frame.get("recipients") or ()),
    )


def _blocks(frame: Mapping[str, object], groups: Sequence[TaskGroup], tasks: Collection[Task]) -> Iterator[Block]:
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
    yield Table(COLUMNS, tuple(_rows(groups, tasks)), size=11)
    organisation: Sequence[str] = frame.get("organisation") or ()  # type: ignore[assignment]
    if organisation:
        yield Heading(1, next(parts), "TỔ CHỨC THỰC HIỆN")
    for line in organisation:
        yield Paragraph(line)


def _rows(groups: Sequence[TaskGroup], tasks: Collection[Task]) -> Iterator[Row]:
    of_group: Mapping[int, list[Task]] = defaultdict(list)
    for task in tasks:
        of_group[task.group_id].append(task)
    for group in groups:
        if of_group[group.pk]:
            yield Row((f"{group.no}.", group.title), group=True)
        for task in of_group[group.pk]:
            yield _row(group.no, task)


def _row(group_no: str, task: Task) -> Row:
    products = task.products
    return Row(
        (
            shown_code(group_no, task.code),
            task.title,
            products[0] if len(products) == 1 else "\n".join(f"- {product}" for product in products),
            task.lead.get("text", ""),
            task.partners.get("text", ""),
            task.schedule_text or schedule_words(task.schedule_kind, task.start_on, task.end_on, task.rrule),
            task.budget_text,
            "; ".join(part for part in (task.funding, task.note) if part),
        )
    )
