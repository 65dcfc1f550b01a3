"""Issue documents: the next number, the files, the line in the register, all in one transaction."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from cchc.documents.actions import making, numbering
from cchc.documents.actions.storing import bring, store
from cchc.documents.events import DocumentIssued, DocumentWithdrawn
from cchc.documents.models import Outgoing
from cchc.documents.queries import content
from cchc.documents.states import OutgoingState
from cchc.documents.types import Official
from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import clean, squeeze
from cchc.organisation import queries as organisation


@dataclass(frozen=True)
class Issued:
    """A document that was just issued."""

    outgoing_id: int
    number: int
    written: str


@dataclass(frozen=True)
class Elsewhere:
    """What is entered of a document that was written outside the platform; files as (name, content).

    ``token`` is of the form: sent twice it is one document.
    """

    kind: str
    symbol: str
    issued_on: dt.date
    title: str
    signer: str
    recipients: str = ""
    copies: int = 1
    note: str = ""
    order_reason: str = ""
    files: Sequence[tuple[str, bytes]] = ()
    token: UUID | None = None


def issue(official: Official, unit_id: int, about: str, *, actor: Actor, now: dt.datetime) -> Issued:
    """Give a document the next number of its unit and keep it as .docx and PDF/A.

    It is of today unless ``official.issued_on`` says otherwise.
    """
    day = official.issued_on or day_of(now)
    organisation.require_living(unit_id, day, None)
    with history.attributed(actor):
        number = numbering.next_number(unit_id, day, official.kind)
        complete = replace(official, number=number, issued_on=day)
        row = Outgoing.objects.create(
            unit_id=unit_id,
            year=day.year,
            kind=official.kind,
            number=number,
            symbol=official.symbol,
            issued_on=day,
            title=official.title[:500],
            signer=official.signature.name[:120],
            recipients="\n".join(official.recipients),
            about=about,
            issued_by_id=actor.user_id,
            issued_at=now,
            is_demo=actor.invents,
        )
        name = f"{row}".replace("/", "-")
        for file in (bring(f"{name}.docx", making.docx(complete)), bring(f"{name}.pdf", making.pdf(complete))):
            store(row, file, actor=actor, now=now)
        publish(DocumentIssued(row.pk, unit_id, about))
    return Issued(row.pk, number, str(row))


def enter(given: Elsewhere, unit_id: int, *, actor: Actor, now: dt.datetime) -> Issued:
    """Enter a document written elsewhere into the register of outgoing documents and give it its number.

    The same form sent twice is one document with one number; another document under its token is a ``Refusal``.
    """
    title, signer, symbol = squeeze(given.title), squeeze(given.signer), squeeze(given.symbol)
    if given.kind not in content.law()["types"]:
        raise Refusal("Hãy chọn loại văn bản trong danh sách.", "kind")
    if not symbol or "/" in symbol:
        raise Refusal("Ghi ký hiệu không có số, ví dụ BC-SNV.", "symbol")
    if not title:
        raise Refusal("Hãy ghi trích yếu của văn bản.", "title")
    if given.issued_on > day_of(now):
        raise Refusal("Ngày ban hành ở tương lai: số chỉ được cấp khi đã ký.", "issued_on")
    organisation.require_living(unit_id, given.issued_on)
    files = [bring(*file) for file in given.files]
    with history.attributed(actor):
        numbering.hold(unit_id, given.issued_on, given.kind)
        if again := _entered_already(given.token, (unit_id, given.kind, symbol, given.issued_on, title, signer)):
            return again
        number = numbering.next_number(unit_id, given.issued_on, given.kind)
        today = day_of(now)
        order_reason = numbering.meant(unit_id, given.issued_on, given.kind, today, given.order_reason)
        row = Outgoing.objects.create(
            unit_id=unit_id,
            year=given.issued_on.year,
            kind=given.kind,
            number=number,
            symbol=symbol,
            issued_on=given.issued_on,
            title=title,
            signer=signer,
            recipients=clean(given.recipients).strip(),
            copies=given.copies,
            note=squeeze(given.note),
            token=given.token,
            order_reason=order_reason,
            issued_by_id=actor.user_id,
            issued_at=now,
            is_demo=actor.invents,
        )
        for file in files:
            store(row, file, actor=actor, now=now)
        publish(DocumentIssued(row.pk, unit_id, ""))
    return Issued(row.pk, number, str(row))


def _entered_already(token: UUID | None, said: tuple[object, ...]) -> Issued | None:
    """Return the document that this form has entered; its number can't be given back, so it is not taken twice."""
    row = Outgoing.objects.filter(token=token).first() if token else None
    if row is None:
        return None
    if said != (row.unit_id, row.kind, row.symbol, row.issued_on, row.title, row.signer):
        raise Refusal(
            "Biểu mẫu này đã vào sổ văn bản %(number)s: muốn vào sổ văn bản khác, hãy mở lại trang vào sổ.",
            number=str(row),
        )
    return Issued(row.pk, row.number, str(row))


def withdraw(outgoing_id: int, reason: str, *, actor: Actor, now: dt.datetime) -> None:
    """Withdraw an issued document: its number stays taken, its facts and files stay readable."""
    reason = clean(reason).strip()
    if not reason:
        raise Refusal("Hãy nêu lý do thu hồi.", "reason")
    with history.attributed(actor):
        rows = Outgoing.objects.filter(pk=outgoing_id, state=OutgoingState.ISSUED)
        if not rows.update(state=OutgoingState.WITHDRAWN, reason=reason):
            raise Refusal("Văn bản này đã được thu hồi.")
        publish(DocumentWithdrawn(outgoing_id, Outgoing.objects.get(pk=outgoing_id).unit_id))
