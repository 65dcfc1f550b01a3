"""Write to the units that an act of urging could not reach: one numbered letter, kept in the register."""

import datetime as dt

from cchc.documents.actions import issuing
from cchc.documents.actions.issuing import Issued
from cchc.documents.documents import urging as paper
from cchc.documents.queries import signers
from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.history import Actor
from cchc.kernel.permission import Subject
from cchc.kernel.refusal import Refusal
from cchc.notifications.actions import urging
from cchc.notifications.queries import urgings
from cchc.organisation import queries as organisation


def write(urging_id: int, unit_id: int, signer_id: int, subject: Subject, *, actor: Actor, now: dt.datetime) -> Issued:
    """Issue the letter of ``unit_id``, for ``signer_id`` to sign, to the units that nobody could be told in."""
    today = day_of(now)
    signer = signers.signer(unit_id, signer_id, today)
    with history.attributed(actor):
        act = urgings.visible(subject).select_for_update(of=("self",)).get(pk=urging_id)  # its lines are read after
        lines = [line for line in urgings.lines(act, subject) if not line.is_reached]
        if not lines:
            raise Refusal("Không còn đơn vị nào chưa được báo: công văn đã lập, hoặc mọi đơn vị đều có tài khoản.")
        names = organisation.full_names({line.unit_id for line in lines}, today)
        head = organisation.letterhead(unit_id, today)
        written = paper.letter(paper.Act(act.title, act.words), lines, names, head, signer.signature, today)
        issued = issuing.issue(written, unit_id, f"notifications.urging:{act.pk}", actor=actor, now=now)
        urging.lettered(act.pk, [line.unit_id for line in lines], issued.written, actor=actor, now=now)
    return issued
