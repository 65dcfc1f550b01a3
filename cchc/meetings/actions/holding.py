"""Prepare a meeting, write down what it concludes, and issue that: words become work."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import translation

from cchc.documents.actions import issuing, making, storing
from cchc.documents.queries import signers
from cchc.documents.types import Signature
from cchc.kernel import clock, history
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import clean, squeeze
from cchc.meetings.documents import paper
from cchc.meetings.models import Conclusion, Meeting
from cchc.meetings.queries import brief, meetings, secretaries
from cchc.meetings.states import MeetingState
from cchc.meetings.types import Header, Said
from cchc.organisation import queries as organisation
from cchc.plans.actions import conclusions as plans
from cchc.plans.actions import difficulties

MOST = 60
_LONGEST = 5_000
ABOUT = "meetings.meeting:"


def prepare(unit_id: int, header: Header, *, actor: Actor, now: dt.datetime) -> int:
    """Begin a meeting and return its number; its unit must live on the day of the meeting."""
    organisation.require_living(unit_id, header.held_on)
    with history.attributed(actor):
        columns = _columns(header, unit_id, clock.day_of(now))
        try:
            with transaction.atomic():
                return Meeting.objects.create(unit_id=unit_id, is_demo=actor.invents, **columns).pk
        except IntegrityError as twice:
            raise Refusal("Đơn vị đã có phiên họp trong ngày này.", "held_on") from twice


def change(meeting_id: int, header: Header, *, actor: Actor, now: dt.datetime) -> None:
    """Change when, where and under whom a meeting is held, until it has concluded."""
    with history.attributed(actor):
        meeting = _preparing(meeting_id)
        try:
            with transaction.atomic():
                columns = _columns(header, meeting.unit_id, clock.day_of(now), meeting.secretary_id)
                Meeting.objects.filter(pk=meeting.pk).update(**columns)
        except IntegrityError as twice:
            raise Refusal("Đơn vị đã có phiên họp trong ngày này.", "held_on") from twice


def _columns(header: Header, unit_id: int, day: dt.date, before: int | None = None) -> dict[str, object]:
    if header.quarter not in (1, 2, 3, 4):
        raise Refusal("Quý là 1, 2, 3 hoặc 4.", "quarter")
    chair = squeeze(header.chair)
    if not chair:
        raise Refusal("Hãy ghi ai chủ trì.", "chair")
    known = {before, None, *(user_id for user_id, _name in secretaries.secretaries(unit_id, day))}
    if header.secretary_id not in known:
        raise Refusal("Thư ký phải là người của đơn vị hoặc của cơ quan lập phiên họp cho đơn vị.", "secretary")
    return {
        "year": header.year, "quarter": header.quarter, "held_on": header.held_on,
        "place": squeeze(header.place)[:200], "chair": chair[:200], "secretary_id": header.secretary_id,
    }  # fmt: skip


def conclude(meeting_id: int, said: Said, *, actor: Actor, now: dt.datetime) -> int:
    """Write down a conclusion and return its number; the same words again are the same conclusion."""
    text = clean(said.text).strip()
    if not text or len(text) > _LONGEST:
        raise Refusal("Hãy ghi kết luận, không quá %(longest)s ký tự.", "text", longest=_LONGEST)
    if (said.unit_id is None) != (said.due_on is None):
        field = "due_on" if said.due_on is None else "unit"
        raise Refusal("Giao việc thì cần cả đơn vị thực hiện và hạn.", field)
    with history.attributed(actor):
        meeting = _preparing(meeting_id)
        if said.due_on and said.due_on < meeting.held_on:
            raise Refusal("Hạn không thể trước ngày họp.", "due_on")
        if said.unit_id is not None:
            organisation.require_living(said.unit_id, clock.day_of(now))
        columns = {"text": text, "unit_id": said.unit_id, "due_on": said.due_on, "difficulty_id": said.difficulty_id}
        same = Conclusion.objects.filter(meeting=meeting, **columns).first()
        if same and said.difficulty_id is None:  # of a difficulty the database allows one
            return same.pk
        place = Conclusion.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
        if place >= MOST:
            raise Refusal("Một phiên họp ghi nhiều nhất %(most)s kết luận.", most=MOST)
        try:
            with transaction.atomic():
                return Conclusion.objects.create(meeting=meeting, position=place + 1, **columns).pk
        except IntegrityError as twice:
            raise Refusal("Vướng mắc này đã có kết luận.", "difficulty") from twice


def leave_out(conclusion_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Take a conclusion back before it is issued."""
    with history.attributed(actor):
        row = locked(Conclusion, conclusion_id)
        _preparing(row.meeting_id)
        row.delete()


def issue(meeting_id: int, signer_id: int, *, actor: Actor, now: dt.datetime) -> str:
    """Issue the conclusions, for ``signer_id``, who heads the unit today, to sign; return the number."""
    unit_id = Meeting.objects.values_list("unit_id", flat=True).get(pk=meeting_id)
    signer = signers.signer(unit_id, signer_id, clock.day_of(now), "committee")
    return issue_as(meeting_id, signer.signature, actor=actor, now=now)


@translation.override("vi")
def issue_as(meeting_id: int, signature: Signature, *, actor: Actor, now: dt.datetime) -> str:
    """Issue the conclusions: a document with a number, tasks for units, answers to difficulties; return the number.

    People come in by ``issue``; this is for meetings whose signature is data. What the meeting was told is
    kept beside it. All in one transaction: a number never stands for nothing.
    """
    today = clock.day_of(now)
    with history.attributed(actor):
        meeting = _preparing(meeting_id)
        if meeting.held_on > today:
            raise Refusal("Phiên họp chưa diễn ra: chưa ban hành kết luận được.")
        lines = meetings.lines(meeting.pk, today)
        if not lines:
            raise Refusal("Chưa có kết luận nào: hãy ghi ít nhất một kết luận.")
        head = organisation.letterhead(meeting.unit_id, today)
        written = paper.notice(meeting, lines, head, signature)
        issued = issuing.issue(written, meeting.unit_id, f"{ABOUT}{meeting.pk}", actor=actor, now=now)
        number, summary = issued.written, brief.brief(meeting, today)
        shown = making.pdf(paper.brief(summary, head, secretaries.signature(meeting)), today)
        told = storing.bring("Tom tat trinh phien hop.pdf", shown)  # of the meeting as it is under its lock
        storing.attach(issued.outgoing_id, told, actor=actor, now=now)
        _give(meeting, number, today, actor, now)
        rows = Conclusion.objects.filter(meeting=meeting, difficulty__isnull=False)
        for difficulty_id, text in rows.values_list("difficulty_id", "text"):
            difficulties.answer(difficulty_id, f"{text} (Thông báo số {number})", actor=actor, now=now)
        Meeting.objects.filter(pk=meeting.pk).update(
            state=MeetingState.CONCLUDED, number=number, brief=paper.kept(summary), concluded_at=now
        )
    return number


def _give(meeting: Meeting, number: str, today: dt.date, actor: Actor, now: dt.datetime) -> None:
    rows = list(Conclusion.objects.filter(meeting=meeting, unit__isnull=False).order_by("position"))
    orders = [plans.Order(row.text, row.unit_id, row.due_on) for row in rows if row.unit_id and row.due_on]
    if not orders:
        return
    document = plans.Document(meeting.unit_id, paper.title(meeting), number, today)
    tasks = plans.give(document, orders, actor=actor, now=now)
    for row, task_id in zip(rows, tasks, strict=True):
        row.task_id = task_id
    Conclusion.objects.bulk_update(rows, ["task"])


def _preparing(meeting_id: int) -> Meeting:
    meeting = locked(Meeting, meeting_id)
    if meeting.state != MeetingState.PREPARING:
        raise Refusal("Phiên họp đã ban hành kết luận: không sửa được nữa.")
    return meeting
