"""Enter documents that arrive, and follow them until they are answered."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cchc.documents.actions import numbering
from cchc.documents.actions.storing import bring, store
from cchc.documents.events import DocumentArrived
from cchc.documents.models import Incoming, Outgoing
from cchc.documents.queries import due, senders
from cchc.documents.states import IncomingState
from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal, marked
from cchc.kernel.text import document_number, squeeze
from cchc.notifications.actions import settling
from cchc.organisation import queries as organisation

_LATELY = dt.timedelta(days=366)


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


def register(
    given: Arrived,
    unit_id: int,
    *,
    even_if_double: bool = False,
    even_if_dated: bool = False,
    actor: Actor,
    now: dt.datetime,
) -> int:
    """Enter a document and return its id.

    Refused unless it is meant: a double (same number, symbol and author, however they are written), and a day of the
    document that looks like a slip, after its arrival or more than a year before.
    """
    author, code, title = squeeze(given.author), squeeze(given.code), squeeze(given.title)
    for value, field, asked in (
        (author, "author", marked("Hãy ghi cơ quan ban hành.")),
        (code, "code", marked("Hãy ghi số, ký hiệu của văn bản.")),
        (title, "title", marked("Hãy ghi trích yếu.")),
    ):
        if not value:
            raise Refusal(asked, field)
    _check_days(given, day_of(now), is_meant=even_if_dated)
    organisation.require_living(unit_id, given.arrived_on)
    files = [bring(*file) for file in given.files]
    with history.attributed(actor):
        number = numbering.next_number(unit_id, given.arrived_on, numbering.ARRIVALS)
        today = day_of(now)
        order_reason = numbering.meant(unit_id, given.arrived_on, numbering.ARRIVALS, today, given.order_reason)
        if not even_if_double:
            _refuse_double(unit_id, code, author, given.arrived_on)
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
        for file in files:
            store(row, file, actor=actor, now=now)
        publish(DocumentArrived(row.pk, unit_id))
    return row.pk


def _refuse_double(unit_id: int, code: str, author: str, day: dt.date) -> None:
    sender = senders.Senders(day)
    rows = Incoming.objects.filter(unit_id=unit_id, code__iregex=senders.numbered(code)).order_by("-pk")
    wanted = document_number(code)
    same = next((row for row in rows if document_number(row.code) == wanted and sender.same(row.author, author)), None)
    if same:
        raise Refusal(
            "Văn bản %(code)s của %(author)s đã vào sổ: số đến %(number)s ngày %(arrived_on)s. Nếu"
            " vẫn muốn vào sổ lần nữa, hãy đánh dấu ô xác nhận.",
            "even_if_double",
            code=same.code,
            author=same.author,
            number=same.number,
            arrived_on=same.arrived_on,
        )


def _check_days(given: Arrived, today: dt.date, *, is_meant: bool) -> None:
    if given.arrived_on > today:
        raise Refusal("Ngày đến ở tương lai: hãy xem lại.", "arrived_on")
    if given.dated_on > given.arrived_on and not is_meant:
        raise Refusal(
            "Ngày văn bản %(dated)s sau ngày đến %(arrived)s: hãy xem lại. Nếu văn bản ghi đúng như vậy, hãy đánh dấu ô"
            " xác nhận.",
            "even_if_dated", dated=given.dated_on, arrived=given.arrived_on,
        )  # fmt: skip
    if given.dated_on < given.arrived_on - _LATELY and not is_meant:
        raise Refusal(
            "Ngày văn bản %(dated)s trước ngày đến hơn một năm: hãy xem lại, nhất là năm. Nếu văn bản ghi đúng như vậy,"
            " hãy đánh dấu ô xác nhận.",
            "even_if_dated", dated=given.dated_on,
        )  # fmt: skip
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
        settling.touched(due.key(incoming_id))
