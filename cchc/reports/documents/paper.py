"""A periodic report as an official document: sections in order, figures in tables, what units below say in annexes."""

from collections.abc import Iterator, Mapping, Sequence

from cchc.documents.queries.prose import paragraphs
from cchc.documents.types import (
    Annex,
    Block,
    Column,
    Heading,
    Official,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)
from cchc.kernel.indicators import Fraction
from cchc.organisation.types import Letterhead
from cchc.reports.queries.figures import Below, FigureShown
from cchc.reports.queries.texts import TextBelow
from cchc.reports.queries.whole import Part, Whole
from cchc.reports.rules.figures import shown
from cchc.reports.types import FigureOf
from cchc.ui import display

MOST_COLUMNS = 10
"""Figures side by side in one table of the annex; more go into the next."""


def official(
    whole: Whole,
    head: Letterhead,
    signature: Signature,
    below: Mapping[str, Sequence[Below]],
    texts: Mapping[str, Sequence[TextBelow]],
) -> Official:
    """Return the report in words; ``below`` and ``texts`` are what the units below have sent, by figure and section."""
    when = _small(whole.term.title) if whole.term else ""
    return Official(
        kind="BC",
        issuer=head.name,
        superior=head.superior,
        symbol=f"BC-{head.symbol}",
        place=head.place,
        title=f"Kết quả công tác cải cách hành chính {when} năm {whole.report.year}".replace("  ", " "),
        blocks=tuple(block for part in whole.parts for block in _part(part)),
        signature=signature,
        issued_on=None,
        recipients=_recipients(head),
        annexes=tuple(_annexes(whole, below, texts)),
    )


def _small(title: str) -> str:
    """Return "quý I" of "Báo cáo quý I"; nothing of "Báo cáo năm", which the year itself says."""
    what = title.removeprefix("Báo cáo ").strip()
    return "" if what == "năm" else what


def _recipients(head: Letterhead) -> tuple[str, ...]:
    above = (head.superior,) if head.superior else ()
    return (*above, "Như trên", f"Lưu: VT, {head.symbol}") if above else ("Lưu: VT",)


def _part(part: Part) -> Iterator[Block]:
    level = part.of.depth
    title = part.of.title.upper() if level == 1 else part.of.title
    yield Heading(min(level, 3), part.of.key, title)
    yield from paragraphs(part.text)
    if part.figures:
        yield Table(
            (Column("Chỉ tiêu", 4), Column("Đơn vị tính", 1, "centre"), Column("Số đếm", 1.6, "end"), _value_column()),
            tuple(_figure(figure) for figure in part.figures),
        )


def _value_column() -> Column:
    return Column("Kết quả", 1.2, "end")


def _figure(figure: FigureShown) -> Row:
    name: tuple[Run, ...] = (Run(figure.of.title),)
    if figure.is_by_hand:
        reckoned = said_value(figure.of, figure.sources.reckoned)
        name += (Run(f" (nhập tay; tính được {reckoned}: {figure.reason})", italic=True),)
    value = figure.sources.counts
    return Row((name, figure.of.unit, said_counters(figure.of, value), said_value(figure.of, value)))


def said_counters(of: FigureOf, value: Fraction | None) -> str:
    """Return the counters behind a figure: one for a count, part and whole for a share."""
    if value is None:
        return "–"
    numerator, denominator = (display.number(one) for one in value)
    return numerator if of.kind == "count" else f"{numerator}/{denominator}"


def said_value(of: FigureOf, value: Fraction | None) -> str:
    """Return a figure as the document writes it: what nobody has given, and a share of nothing, in words."""
    if value is None:
        return "chưa có"
    found = shown(of.kind, value)
    if found is None:
        return "không phát sinh"
    return display.number(found, None if found == found.to_integral_value() else 1)


def _annexes(
    whole: Whole, below: Mapping[str, Sequence[Below]], texts: Mapping[str, Sequence[TextBelow]]
) -> Iterator[Annex]:
    figures = [figure.of for part in whole.parts for figure in part.figures if below.get(figure.of.key)]
    if figures:
        tables = tuple(
            _of_units(figures[start : start + MOST_COLUMNS], below) for start in range(0, len(figures), MOST_COLUMNS)
        )
        yield Annex("Số liệu của các đơn vị", tables)
    collected = tuple(block for part in whole.parts for block in _collected(part, texts.get(part.of.key, ())))
    if collected:
        yield Annex("Nội dung các đơn vị báo cáo", collected, landscape=False)


def _of_units(figures: Sequence[FigureOf], below: Mapping[str, Sequence[Below]]) -> Table:
    columns = (Column("Đơn vị", 2.4), *(Column(figure.title, 1, "end") for figure in figures))
    units = below[figures[0].key]
    rows = (
        Row((unit.name, *(_cell(figure, below[figure.key][place]) for figure in figures)))
        for place, unit in enumerate(units)
    )
    return Table(columns, tuple(rows), size=10)


def _cell(of: FigureOf, one: Below) -> str:
    if one.report_id is None:
        return "chưa gửi"
    said = said_value(of, one.value)
    return (
        said if of.kind == "count" or shown(of.kind, one.value) is None else f"{said} ({said_counters(of, one.value)})"
    )


def _collected(part: Part, texts: Sequence[TextBelow]) -> Iterator[Block]:
    if texts:
        yield Heading(1, part.of.key, part.of.title)
    for one in texts:
        yield Paragraph((Run(one.name, bold=True),))
        yield from paragraphs(one.text)
