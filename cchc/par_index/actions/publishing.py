"""Freeze the results of a round, put them on a numbered notice, and correct them only by another version."""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from typing import Any

from cchc.documents.actions import issuing
from cchc.documents.queries import signers
from cchc.documents.types import Signature
from cchc.kernel import history, sealing
from cchc.kernel.clock import day_of
from cchc.kernel.events import publish as announce
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import clean
from cchc.notifications.actions import settling
from cchc.organisation import queries as organisation
from cchc.par_index.actions import _marking, surveying
from cchc.par_index.documents import notice
from cchc.par_index.events import RoundMoved
from cchc.par_index.models import Evidence, Publication, Round, Score, Sheet
from cchc.par_index.queries import due, results
from cchc.par_index.queries.results import Table
from cchc.par_index.states import COUNTING, STAGE_MOVES, Figure, Stage

ABOUT = "par_index.round:"


def about(round_id: int) -> str:
    """Return the word by which documents remember of which round they are."""
    return f"{ABOUT}{round_id}"


def publish(round_id: int, signer_id: int, reason: str = "", *, actor: Actor, now: dt.datetime) -> int:
    """Publish what the council leaves, for ``signer_id``, who heads the unit today, to sign; return the version."""
    unit_id = Round.objects.values_list("unit_id", flat=True).get(pk=round_id)
    signature = signers.signer(unit_id, signer_id, day_of(now)).signature
    return publish_as(round_id, signature, reason, actor=actor, now=now)


def publish_as(round_id: int, signature: Signature, reason: str = "", *, actor: Actor, now: dt.datetime) -> int:
    """Publish under a signature that is known: the sealed snapshot, the notice with its number; return the version.

    People come in by ``publish``; this is for rounds whose signature is data.
    ``Refusal`` while a leaf awaits appraisal or a survey lacks forms, and for a correction without its reason.
    """
    reason = clean(reason).strip()
    with history.attributed(actor):
        found = locked(Round, round_id)
        if not STAGE_MOVES.allows(found.stage, Stage.PUBLISHED):
            raise Refusal("Chỉ công bố khi đợt chấm ở bước hội đồng.")
        version = 1 + Publication.objects.filter(round=found).count()
        if version > 1 and not reason:
            raise Refusal("Hãy nêu lý do đính chính.", "reason")
        surveying.close(found.pk, actor=actor, now=now)
        _complete(found)
        table = results.table(found)
        content = written(table, version, reason, now)
        digest, sealed = hashlib.sha256(content.encode()).hexdigest(), sealing.seal(content.encode())
        head = organisation.letterhead(found.unit_id, found.last_on)
        printed = notice.Sealed(digest, sealed.fingerprint)
        paper = notice.notice(table, head, signature, printed, reason if version > 1 else "")
        number = issuing.issue(paper, found.unit_id, about(found.pk), actor=actor, now=now).written
        Publication.objects.create(
            round=found, version=version, reason=reason if version > 1 else "", content=content, sha256=digest,
            signature=sealed.signature, sealing_key=sealed.key, number=number, by_id=actor.user_id, at=now,
        )  # fmt: skip
        Round.objects.filter(pk=found.pk).update(stage=Stage.PUBLISHED)
        settling.touched(due.about(round_id))
        announce(RoundMoved(found.pk, Stage.PUBLISHED))
    return version


def _complete(found: Round) -> None:
    waiting = Sheet.objects.filter(round=found).exclude(open_leaves=[]).count()
    if waiting:
        raise Refusal(
            "Còn %(count)s đơn vị có tiêu chí chưa thẩm định: hãy thẩm định hoặc để hội đồng quyết định.",
            count=waiting,
        )
    lacking = [sheet for sheet in Sheet.objects.filter(round=found) if _unsurveyed(found, sheet)]
    if lacking:
        names = organisation.names([sheet.unit_id for sheet in lacking[:5]], found.last_on)
        raise Refusal(
            "Còn %(count)s đơn vị chưa đủ phiếu khảo sát (%(names)s…): bổ sung phiếu hoặc để hội đồng quyết định điểm.",
            count=len(lacking),
            names=list(names.values()),
        )


def _unsurveyed(found: Round, sheet: Sheet) -> bool:
    from cchc.par_index.queries import schemes

    nodes = schemes.read(found.scheme).nodes
    return any(nodes[code].is_survey for code in sheet.missing)


def written(table: Table, version: int, reason: str, now: dt.datetime) -> str:
    """Return the results with every leaf and its evidence as canonical JSON; 2 queries beside those of the table."""
    found, scheme = table.round, table.scheme
    slugs = organisation.slugs()
    leaves, proofs = _leaves(found), _proofs(found)
    value: dict[str, Any] = {
        "round": {
            "id": found.pk, "title": found.title, "year": found.year, "level": found.scheme.level,
            "operator": slugs[found.unit_id], "from": found.first_on.isoformat(), "to": found.last_on.isoformat(),
        },
        "scheme": {"title": scheme.title, "number": found.scheme.number, "official": scheme.official,
                   "max": str(scheme.max), "sha256": _digest(found.scheme.content)},
        "version": version, "reason": reason, "at": now.isoformat(timespec="seconds"),
        "units": [
            {
                "id": line.unit_id, "unit": slugs[line.unit_id], "name": line.name, "rank": line.rank,
                "class": line.band, "points": str(line.result.points), "max": str(line.result.max),
                "index": str(line.result.index), "self_points": str(line.self_points),
                "missing": list(line.result.missing),
                "nodes": {code: [str(points), str(most)] for code, (points, most) in line.result.sums.items()},
                "leaves": leaves[line.sheet_id], "evidence": proofs[line.sheet_id],
            }
            for line in table.lines
        ],
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _leaves(found: Round) -> defaultdict[int, list[dict[str, Any]]]:
    best: dict[tuple[int, str], Score] = {}
    for row in Score.objects.filter(sheet__round=found).exclude(figure=Figure.EXPLAINED).order_by("code"):
        known = best.get((row.sheet_id, row.code))
        if known is None or COUNTING.index(row.figure) < COUNTING.index(known.figure):
            best[row.sheet_id, row.code] = row
    made: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for (sheet_id, code), row in best.items():
        made[sheet_id].append(
            {"code": code, "figure": row.figure, "source": row.source, "value": row.value, "num": row.num,
             "den": row.den, "points": str(row.points), "max": str(row.most), "why": row.why, "note": row.note}
        )  # fmt: skip
    return made


def _proofs(found: Round) -> defaultdict[int, list[dict[str, Any]]]:
    made: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in Evidence.objects.filter(sheet__round=found).order_by("code", "pk"):
        made[row.sheet_id].append(
            {"code": row.code, "number": row.number, "date": row.issued_on.isoformat() if row.issued_on else "",
             "place": row.place, "title": row.title, "file": row.file_name, "sha256": row.sha256}
        )  # fmt: skip
    return made


def correct(round_id: int, reason: str, *, actor: Actor, now: dt.datetime) -> None:
    """Take a published round back to the council for a correction; what was published stays in force until then."""
    reason = clean(reason).strip()
    if not reason:
        raise Refusal("Hãy nêu lý do đính chính.", "reason")
    with history.attributed(actor):
        if locked(Round, round_id).stage != Stage.PUBLISHED:
            raise Refusal(_marking.STALE)
        Round.objects.filter(pk=round_id).update(stage=Stage.COUNCIL)
        surveying.reopen(round_id, actor=actor, now=now)
        for sheet in Sheet.objects.filter(round=round_id):
            _marking.note(sheet, f"Mở lại để đính chính: {reason}", actor, now)
