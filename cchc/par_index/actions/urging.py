"""Ask for what a stage still lacks."""

import datetime as dt

from cchc.kernel import history
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.par_index.events import RoundUrged
from cchc.par_index.models import Round
from cchc.par_index.queries.due import lacking


def urge(round_id: int, *, actor: Actor, now: dt.datetime) -> int:
    """Urge every unit that owes something at the present stage; return how many."""
    with history.attributed(actor):
        found = Round.objects.get(pk=round_id)
        units = tuple(sorted({lack.unit_id for lack in lacking(found)}))
        if not units:
            raise Refusal("Không còn đơn vị nào phải đôn đốc ở bước này.")
        publish(RoundUrged(found.pk, units))
    return len(units)
