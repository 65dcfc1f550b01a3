"""The notice of ranking (thông báo kết quả xếp hạng) as an official document."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cchc.documents.types import Annex, Block, Column, Official, Paragraph, Row, Signature, Table
from cchc.kernel import writing
from cchc.organisation.types import Letterhead
from cchc.par_index.queries.results import Line
from cchc.par_index.queries.results import Table as Results
from cchc.par_index.rules.numbers import rounded
from cchc.par_index.types import Scheme
from cchc.ui import display


@dataclass(frozen=True)
class Sealed:
    """What the notice says of the frozen results: their SHA-256, and the fingerprint of the key that sealed them."""

    sha256: str
    fingerprint: str


def notice(results: Results, head: Letterhead, signature: Signature, sealed: Sealed, reason: str = "") -> Official:
    """Return the notice; it has the hash of the frozen results, so that who signs the paper signs them all."""
    return Official(
        kind="TB",
        issuer=head.name,
        superior=head.superior,
        symbol=f"TB-{head.symbol}",
        place=head.place,
        title=f"Kết quả, xếp hạng Chỉ số cải cách hành chính: {results.round.title}",
        blocks=tuple(_body(results, sealed, reason)),
        signature=signature,
        recipients=("Các đơn vị được chấm điểm", f"Lưu: VT, {head.symbol}"),
        annexes=(Annex("Điểm theo lĩnh vực", (_fields(results),)),),
    )


def _body(results: Results, sealed: Sealed, reason: str) -> Iterator[Block]:
    found, scheme = results.round, results.scheme
    decided = f" ({found.scheme.number})" if found.scheme.number else ""
    yield Paragraph(
        f"Căn cứ {scheme.title}{decided}, số liệu từ ngày {writing.date(found.first_on)}"
        f" đến ngày {writing.date(found.last_on)},"
        f" kết quả chấm điểm {len(results.lines)} đơn vị như sau:"
    )
    if not scheme.official:
        yield Paragraph("Bộ tiêu chí này là mẫu, không phải bộ tiêu chí chính thức của cơ quan nào.")
    if reason:
        yield Paragraph(f"Thông báo này đính chính kết quả đã công bố. Lý do: {reason}.")
    yield Table(
        (
            Column("Hạng", 0.6, "centre"), Column("Đơn vị", 3), Column("Điểm", 1, "centre"),
            Column("Chỉ số (%)", 1, "centre"), Column("Xếp loại", 1.2, "centre"),
        ),
        tuple(_row(line, scheme) for line in results.lines),
    )  # fmt: skip
    if any(line.result.max != scheme.max for line in results.lines):
        yield Paragraph("Chỉ số bằng điểm đạt được trên điểm tối đa của các tiêu chí có áp dụng với đơn vị.")
    yield Paragraph(
        "Kết quả chi tiết từng tiêu chí, kèm tài liệu kiểm chứng, lưu trên hệ thống; mã kiểm chứng (SHA-256) của bản"
        f" kết quả là {sealed.sha256}. Bản kết quả được niêm phong bằng khóa của hệ thống, dấu vân tay"
        f" (SHA-256) của khóa là {sealed.fingerprint}."
    )


def _row(line: Line, scheme: Scheme) -> Row:
    shown = [_shown(one, scheme) for one in (line.result.points, line.result.index)]
    return Row((str(line.rank), line.name, *shown, line.band))


def _shown(value: Decimal, scheme: Scheme) -> str:
    return display.number(rounded(value, scheme.places, scheme.mode), scheme.places)


def _fields(results: Results) -> Table:
    scheme = results.scheme
    columns = [Column(f"{node.code}. {node.title} ({display.number(node.max)})", 1, "centre") for node in scheme.fields]
    rows = [Row((line.name, *(_shown(line.result.sums[node.code][0], scheme) for node in scheme.fields)))
            for line in results.lines]  # fmt: skip
    return Table((Column("Đơn vị", 2), *columns), tuple(rows), size=9)
