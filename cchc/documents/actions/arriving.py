"""Enter documents that arrive, and follow them until they are answered."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cchc.documents.actions import numbering
from cchc.documents.actions.storing import store
from cchc.documents.events import DocumentArrived
from cchc.documents.models import Incoming, Outgoing
from cchc.documents.states import IncomingState
from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal, marked
from cchc.kernel.text import squeeze
from cchc.organisation import queries as organisation


@dataclass(frozen=True)
class Arrived:
    """What is entered of a document that arrives; files as (name, content)."""

    arrived_on: dt.date
    author: str
    code: str
    dated_on: dt.date
    title: str
    handler: str = ""
    due_on: dt.date | None = None
    note: str = ""
    order_reason: str = ""
    files: Sequence[tuple[str, bytes]] = ()


def register(given: Arrived, unit_id: int, *, even_if_double: bool = False, actor: Actor, now: dt.datetime) -> int:
    """Enter a document; a double (same number, symbol and author) is refused unless it is meant. Returns its id."""
    author, code, title = squeeze(given.author), squeeze(given.code), squeeze(given.title)
    for value, field, asked in (
        (author, "author", marked("Hãy ghi cơ quan ban hành.")),
        (code, "code", marked("Hãy ghi số, ký hiệu của văn bản.")),
        (title, "title", marked("Hãy ghi trích yếu.")),
    ):
        if not value:
            raise Refusal(asked, field)
    _check_days(given, day_of(now))
    organisation.require_living(unit_id, given.arrived_on)
    with history.attributed(actor):
        number = numbering.next_number(unit_id, given.arrived_on, numbering.ARRIVALS)
        today = day_of(now)
        order_reason = numbering.meant(unit_id, given.arrived_on, numbering.ARRIVALS, today, given.order_reason)
        same = Incoming.objects.filter(unit_id=unit_id, code__iexact=code, author__iexact=author).first()
        if same and not even_if_double:
            raise Refusal(
                "Văn bản %(code)s của %(author)s đã vào sổ: số đến %(number)s ngày %(arrived_on)s. Nếu"
                " vẫn muốn vào sổ lần nữa, hãy đánh dấu ô xác nhận.",
                "even_if_double",
                code=code,
                author=author,
                number=same.number,
                arrived_on=same.arrived_on,
            )
        row = Incoming.objects.create(
            unit_id=unit_id,
            year=given.arrived_on.year,
            number=number,
            arrived_on=given.arrived_on,
            author=author,
            code=code,
            dated_on=given.dated_on,
            title=title,
            handler=squeeze(given.handler),
            due_on=given.due_on,
            note=squeeze(given.note),
            order_reason=order_reason,
            registered_at=now,
        )
        for name, file in given.files:
            store(row, name, file, now)
        publish(DocumentArrived(row.pk, unit_id))
    return row.pk


def _check_days(given: Arrived, today: dt.date) -> None:
    if given.arrived_on > today:
        raise Refusal("Ngày đến ở tương lai: hãy xem lại.", "arrived_on")
    if given.dated_on > given.arrived_on:
        raise Refusal("Văn bản không thể đến trước ngày ban hành của nó.", "dated_on")
    if given.due_on and given.due_on < given.arrived_on:
        raise Refusal("Hạn giải quyết không thể trước ngày đến.", "due_on")


def close(incoming_id: int, answer_id: int | None, *, actor: Actor, now: dt.datetime) -> None:
    """Say that a document is dealt with, and by which outgoing document of the unit if there is one."""
    with history.attributed(actor):
        row = locked(Incoming, incoming_id)
        if answer_id is not None and not Outgoing.objects.filter(pk=answer_id, unit_id=row.unit_id).exists():
            raise Refusal("Văn bản trả lời phải là văn bản đi của đơn vị.", "answer")
        if row.state == IncomingState.DONE:
            raise Refusal("Văn bản này đã được ghi là giải quyết xong.")
        row.state, row.answer_id = IncomingState.DONE, answer_id
        row.save(update_fields=["state", "answer"])
