"""The report on a programme's results as an official document."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cchc.documents.types import Annex, Block, Column, Heading, Official, Paragraph, Row, Signature, Table
from cchc.inspections.models import Check, Finding, Programme
from cchc.inspections.states import DONE, FindingState, Kind, Verdict
from cchc.kernel import writing
from cchc.kernel.text import inside
from cchc.organisation.types import Letterhead


def report(
    programme: Programme,
    visits: Sequence[Any],
    checks: Sequence[Check],
    findings: Sequence[Finding],
    names: Mapping[int, str],
    head: Letterhead,
    signature: Signature,
) -> Official:
    """Return the report as a draft: what was planned and done, how each content stands, what is not mended."""
    done = [visit for visit in visits if visit.state in DONE]
    return Official(
        kind="BC",
        issuer=head.name,
        superior=head.superior,
        symbol=f"BC-{head.symbol}",
        place=head.place,
        title=f"Kết quả {_small(programme.title)}",
        blocks=tuple(_body(programme, visits, done, checks, findings)),
        signature=signature,
        recipients=(f"Lưu: VT, {head.symbol}",),
        annexes=tuple(_annexes(visits, findings, names)),
        draft=True,
    )


def _small(title: str) -> str:
    return inside(title)


def _body(
    programme: Programme,
    visits: Sequence[Any],
    done: Sequence[Any],
    checks: Sequence[Check],
    findings: Sequence[Finding],
) -> Iterator[Block]:
    number = f" số {programme.number} ngày {writing.date(programme.issued_on)}" if programme.issued_on else ""
    surprise = sum(visit.is_surprise for visit in done)
    yield Heading(1, "I", "TÌNH HÌNH THỰC HIỆN")
    yield Paragraph(
        f"Theo kế hoạch{number} ({Kind(programme.kind).label}), đã kiểm tra {len(done)}/{len(visits)} cuộc,"
        f" trong đó {surprise} cuộc đột xuất."
    )
    for visit in visits:
        if visit.reason:
            yield Paragraph(f"Không tiến hành ngày {writing.date(visit.planned_on)}: {visit.reason}.", bullet="-")
    yield Heading(1, "II", "KẾT QUẢ THEO NỘI DUNG")
    yield _verdicts(checks)
    yield Heading(1, "III", "PHÁT HIỆN VÀ KHẮC PHỤC")
    mended = sum(one.state == FindingState.CLOSED for one in findings)
    yield Paragraph(f"Có {len(findings)} phát hiện; đã khắc phục {mended}, còn {len(findings) - mended}.")


def _verdicts(checks: Sequence[Check]) -> Table:
    columns = (Column("Nội dung", 4), *(Column(str(one.label), 1, "end") for one in Verdict))
    texts = list(dict.fromkeys(check.text for check in checks))
    rows = (
        Row((text, *(str(sum(one.text == text and one.verdict == verdict for one in checks)) for verdict in Verdict)))
        for text in texts
    )
    return Table(columns, tuple(rows), size=11)


def _annexes(visits: Sequence[Any], findings: Sequence[Finding], names: Mapping[int, str]) -> Iterator[Annex]:
    columns = (Column("Đơn vị", 3), Column("Dự kiến", 1), Column("Ngày kiểm tra", 1), Column("Kết quả", 2))
    rows = (
        Row((names.get(one.target_id, ""), writing.date(one.planned_on),
             writing.date(one.held_on) if one.held_on else "–", str(one.get_state_display())))
        for one in visits
    )  # fmt: skip
    yield Annex("Các cuộc kiểm tra", (Table(columns, tuple(rows), size=11),), landscape=False)
    if findings:
        titles = ("Phát hiện", "Yêu cầu khắc phục")
        wide = (Column("Đơn vị", 2), *(Column(title, 3) for title in titles), Column("Hạn", 1), Column("Kết quả", 1.6))
        found = (
            Row((names.get(one.unit_id, ""), one.text, one.demand, writing.date(one.due_on),
                 str(one.get_state_display())))
            for one in findings
        )  # fmt: skip
        yield Annex("Phát hiện và kết quả khắc phục", (Table(wide, tuple(found), size=11),))
