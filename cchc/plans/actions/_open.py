"""An open reading, locked while it changes; what has changed since it was looked at is not overwritten."""

from collections.abc import Callable

from cchc.kernel import clock, history, locking
from cchc.kernel.history import Actor
from cchc.kernel.late import too_late
from cchc.kernel.refusal import Refusal, Sentence
from cchc.plans.models import Reading
from cchc.plans.queries.registry import directory
from cchc.plans.rules import stored
from cchc.plans.rules.doubts import Doubt, doubts
from cchc.plans.rules.draft import Draft
from cchc.plans.rules.fan_out import gaps
from cchc.plans.states import ReadingState

_OVERTAKEN = Sentence(
    "Bản bóc tách này đã được sửa từ khi bạn mở trang. Những gì bạn nhập vẫn còn ở đây: hãy xem lại rồi bấm lưu lần"
    " nữa."
)


class Overtaken(Refusal):
    """The draft has changed since it was looked at; nothing was written, nothing of it is lost."""

    def __init__(self, reading_id: int, actor: Actor) -> None:
        super().__init__(too_late(_OVERTAKEN, Reading, reading_id, actor).sentence)


def one_at_a_time(unit_id: int) -> None:
    """Let whoever else takes in or adopts a document of this unit wait until the transaction ends."""
    locking.alone("plans.document", unit_id)


def locked(reading_id: int) -> Reading:
    """Return the open reading, locked until the transaction ends; refuses a closed one."""
    reading = locking.locked(Reading, reading_id)
    if reading.state != ReadingState.OPEN:
        raise Refusal("Bản bóc tách này đã được phê duyệt hoặc đã bỏ: không sửa được nữa.")
    return reading


def change(reading_id: int, version: int, mend: Callable[[Draft], Draft], actor: Actor) -> Draft:
    """Write what ``mend`` makes of the draft that was looked at, and return it; raises ``Refusal`` or ``Overtaken``."""
    with history.attributed(actor):
        reading = locked(reading_id)
        if reading.version != version:
            raise Overtaken(reading_id, actor)
        draft = mend(reading.opened)
        write_draft(reading, draft)
        return draft


def write(reading: Reading, **columns: object) -> None:
    """Write columns of a locked reading as its next version."""
    for name, value in {**columns, "version": reading.version + 1}.items():
        setattr(reading, name, value)
    reading.save(update_fields=[*columns, "version"])


def write_draft(reading: Reading, draft: Draft, **columns: object) -> None:
    """Write a draft, and other columns of a locked reading, as its next version."""
    write(reading, draft=stored.written(draft), **columns)


def open_doubts(reading: Reading, draft: Draft | None = None) -> tuple[Doubt, ...]:
    """Return what is still open in a reading, or would be with another draft; leads looked up as of its day."""
    looked = draft or reading.opened
    return doubts(looked, reading.settled, gaps(looked, directory(reading.as_of)), clock.today())
