"""A unit scores itself, proves it, has it confirmed by its head, and explains what was appraised otherwise."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.files import keeping
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal, marked
from cchc.kernel.text import clean, squeeze
from cchc.notifications.actions import settling
from cchc.par_index.actions import _marking, rounds
from cchc.par_index.actions._marking import Mark
from cchc.par_index.models import Evidence, Round, Score, Sheet
from cchc.par_index.queries import due, schemes
from cchc.par_index.states import Figure, Stage
from cchc.par_index.types import Given

KIND = "par_index.evidence"
MOST_EVIDENCE = 20
_LOCKED = marked("Phiếu đã khóa: muốn sửa, đề nghị cơ quan chấm mở lại trong hạn tự chấm.")


@dataclass(frozen=True)
class Proof:
    """What is handed in for a leaf: a file, or a document by number and date, with the place in it."""

    number: str = ""
    issued_on: dt.date | None = None
    place: str = ""
    title: str = ""
    file: tuple[str, bytes] | None = None


def enter(sheet_id: int, code: str, given: Given, note: str = "", *, actor: Actor, now: dt.datetime) -> None:
    """Write the unit's own figure of a leaf; nothing given takes it back. What is measured or surveyed is refused."""
    with _marking.marking(sheet_id, Stage.SELF, actor, [code]) as sheet:
        _require_typed(sheet, code)
        if _marking.clean(given).is_empty:
            _marking.clear(sheet, Figure.SELF, code, squeeze(note), actor=actor, now=now)
        else:
            _marking.write(sheet, Figure.SELF, [Mark(code, given, note)], actor=actor, now=now)


def enter_all(sheet_id: int, given: Sequence[tuple[str, Given, str]], *, actor: Actor, now: dt.datetime) -> int:
    """Write the unit's own figures of many leaves (code, figure, note), all or none; return how many changed."""
    with _marking.marking(sheet_id, Stage.SELF, actor, [code for code, _given, _note in given]) as sheet:
        for code, _given, _note in given:
            _require_typed(sheet, code)
        return _marking.write(sheet, Figure.SELF, [Mark(*one) for one in given], actor=actor, now=now)


def _require_typed(sheet: Sheet, code: str) -> None:
    """Refuse a leaf whose figure the unit doesn't type, and any of a sheet that is locked."""
    if sheet.locked_at is not None:
        raise Refusal(_LOCKED)
    leaf = _marking.leaf_of(sheet, code)
    if leaf.is_measured:
        raise Refusal(
            "Tiêu chí này lấy số từ hồ sơ trên hệ thống, không nhập tay:"
            " nếu số chưa đúng, hãy sửa hồ sơ hoặc giải trình."
        )
    if leaf.is_survey:
        raise Refusal("Tiêu chí này tính từ phiếu khảo sát, đơn vị không tự chấm.")
    if leaf.kind == "penalty":
        raise Refusal("Điểm trừ do cơ quan thẩm định ghi.")


def refill(sheet_id: int, *, actor: Actor, now: dt.datetime) -> int:
    """Read the measured leaves of a sheet again; return how many changed."""
    with _marking.marking(sheet_id, Stage.SELF, actor) as sheet:
        return rounds.fill(sheet.round, sheet.unit_id, actor=actor, now=now)


def prove(sheet_id: int, code: str, proof: Proof, *, actor: Actor, now: dt.datetime) -> int:
    """Hand in evidence with the self-score, or with the explanation; return its number. The same again is one."""
    number, place, title = squeeze(proof.number), squeeze(proof.place), squeeze(proof.title)
    if not number and proof.file is None:
        raise Refusal("Chọn một tệp, hoặc ghi số, ký hiệu và ngày của văn bản.", "number")
    if number and proof.file is None and proof.issued_on is None:
        raise Refusal("Hãy ghi ngày của văn bản.", "issued_on")
    if proof.issued_on and proof.issued_on > day_of(now):
        raise Refusal("Ngày của văn bản ở tương lai: hãy xem lại.", "issued_on")
    upload = keeping.put_given(proof.file)
    with history.attributed(actor):
        sheet = _handing_in(sheet_id)
        _marking.leaf_of(sheet, code)
        said = {
            "sheet": sheet, "code": code, "figure": _marking.figure_of(Stage(sheet.round.stage)),
            "number": number[:60], "issued_on": proof.issued_on, "place": place[:120], "title": title[:300],
        }  # fmt: skip
        file = {"file_name": upload.name if upload else "", "sha256": upload.sha256 if upload else ""}
        if same := Evidence.objects.filter(**said, **file).first():
            return same.pk
        if Evidence.objects.filter(sheet=sheet, code=code).count() >= MOST_EVIDENCE:
            raise Refusal("Mỗi tiêu chí nhận nhiều nhất %(most)s tài liệu: hãy gộp lại.", most=MOST_EVIDENCE)
        kept = keeping.columns(upload, KIND, actor=actor, at=now)
        return Evidence.objects.create(**said, by_id=actor.user_id, at=now, **kept).pk


def hold(sheet_id: int, code: str) -> Sheet:
    """Lock a sheet to write one of its leaves, in a transaction that has begun; ``Gone`` where there is none."""
    return _marking.hold(sheet_id, [code])


def _handing_in(sheet_id: int) -> Sheet:
    sheet = locked(Sheet, sheet_id, sharing=Round)
    if sheet.round.stage == Stage.SELF and sheet.locked_at is None:
        return sheet
    if sheet.round.stage == Stage.EXPLANATION and sheet.explained_at is None:
        return sheet
    raise Refusal("Chỉ nộp, rút tài liệu khi tự chấm hoặc giải trình, trước khi khóa.")


def withdraw(evidence_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Take back evidence that was handed in at the present stage; the trail keeps what it was."""
    with history.attributed(actor):
        row = locked(Evidence, evidence_id, sharing=Round)
        sheet = _handing_in(row.sheet_id)
        if row.figure != _marking.figure_of(Stage(sheet.round.stage)):
            raise Refusal("Tài liệu đã nộp khi tự chấm thì không rút: hãy nộp thêm và giải thích.")
        row.delete()


def unproven(sheet: Sheet) -> list[str]:
    """Return the leaves whose points ask for evidence and have neither evidence nor a word; 2 queries."""
    scheme = schemes.read(sheet.round.scheme)
    shown = set(Evidence.objects.filter(sheet=sheet).values_list("code", flat=True))
    rows = Score.objects.filter(sheet=sheet, figure=Figure.SELF, points__gt=0, note="")
    asked = {leaf.code for leaf in scheme.leaves if leaf.evidence and not leaf.is_measured}
    scored = set(rows.values_list("code", flat=True))
    return [leaf.code for leaf in scheme.leaves if leaf.code in asked & scored - shown]


def lock(sheet_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Confirm the self-score as the unit's head: from here on the unit changes nothing of it.

    ``Refusal`` names leaves without a figure, and those without evidence or a word of explanation.
    """
    with _marking.marking(sheet_id, Stage.SELF, actor) as sheet:
        if sheet.locked_at is not None:
            raise Refusal(_LOCKED)
        rounds.fill(sheet.round, sheet.unit_id, actor=actor, now=now)
        sheet.refresh_from_db()
        if lacking := _lacking(sheet):
            raise lacking
        _close([sheet], actor, now)


def lock_all(round_id: int, sheet_ids: Collection[int], *, actor: Actor, now: dt.datetime) -> list[int]:
    """Lock sheets of a round whose heads have confirmed them, their measured leaves read once; return those locked.

    A sheet that lacks something stays open; one that is locked already is left as it is.
    """
    with history.attributed(actor):
        found = locked(Round, round_id)
        if found.stage != Stage.SELF:
            raise Refusal(_marking.STALE)
        rounds.fill(found, actor=actor, now=now)
        rows = Sheet.objects.filter(round=found, pk__in=sheet_ids, locked_at=None).select_related("round__scheme")
        ready = [sheet for sheet in rows.order_by("pk") if _lacking(sheet) is None]
        _close(ready, actor, now)
    return [sheet.pk for sheet in ready]


def _lacking(sheet: Sheet) -> Refusal | None:
    """Return what a sheet lacks before its head can confirm it; 2 queries."""
    scheme = schemes.read(sheet.round.scheme)
    # What is surveyed or measured isn't for the unit to fill: it can't wait for records that there are not.
    typed = [code for code in sheet.missing if not (scheme.nodes[code].is_survey or scheme.nodes[code].is_measured)]
    if typed:
        return Refusal(
            "Còn %(count)s tiêu chí chưa tự chấm: %(codes)s. Không có gì thì chọn mức thấp nhất.",
            count=len(typed),
            codes=_some(typed),
        )
    if bare := unproven(sheet):
        return Refusal("Còn tiêu chí chưa có tài liệu kiểm chứng hoặc giải thích: %(codes)s.", codes=_some(bare))
    return None


def _close(sheets: Sequence[Sheet], actor: Actor, now: dt.datetime) -> None:
    rows = Sheet.objects.filter(pk__in=[sheet.pk for sheet in sheets])
    rows.update(locked_at=now, locked_by_id=actor.user_id, is_overdue=False)
    for sheet in sheets:
        _marking.note(sheet, "Lãnh đạo đơn vị xác nhận, khóa phiếu tự chấm", actor, now)
    settling.touched(*(due.key_of(sheet.round, Stage.SELF, sheet.unit_id) for sheet in sheets))


def explain(sheet_id: int, code: str, given: Given, note: str, *, actor: Actor, now: dt.datetime) -> None:
    """Ask for another figure than the appraised one, saying why; it counts once it is granted."""
    note = clean(note).strip()
    if not note:
        raise Refusal("Hãy nêu lý do giải trình.", "note")
    with _marking.marking(sheet_id, Stage.EXPLANATION, actor, [code]) as sheet:
        if sheet.explained_at is not None:
            raise Refusal("Giải trình đã gửi: không sửa được nữa.")
        leaf = _marking.leaf_of(sheet, code)
        if leaf.is_survey:
            raise Refusal("Điểm khảo sát tính từ phiếu, không giải trình theo tiêu chí.")
        _marking.write(sheet, Figure.EXPLAINED, [Mark(code, given, note)], actor=actor, now=now)


def send_explanation(sheet_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Close the unit's explanation as its head."""
    with _marking.marking(sheet_id, Stage.EXPLANATION, actor, []) as sheet:
        if sheet.explained_at is not None:
            raise Refusal("Giải trình đã gửi.")
        if not Score.objects.filter(sheet=sheet, figure=Figure.EXPLAINED).exists():
            raise Refusal("Chưa có tiêu chí nào được giải trình: không có gì để gửi.")
        Sheet.objects.filter(pk=sheet.pk).update(explained_at=now)
        _marking.note(sheet, "Gửi giải trình", actor, now)


def _some(codes: list[str]) -> str:
    shown = ", ".join(codes[:8])
    return f"{shown} …" if len(codes) > 8 else shown
