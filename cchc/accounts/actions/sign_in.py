"""Count attempts to sign in, keep the journal, tell whose account is tried, lift waits."""

import datetime as dt
import hashlib
from collections.abc import Iterator

from django.db import transaction

from cchc.accounts.events import SignInsFailed
from cchc.accounts.models import Guard, SignIn
from cchc.accounts.queries import people, sign_ins
from cchc.accounts.rules.slowing import ACCOUNT, ADDRESS, PAIR, Pace, Tally, attempt, forgiven
from cchc.accounts.states import SignInOutcome
from cchc.kernel import collisions, history
from cchc.kernel.events import publish
from cchc.kernel.history import Actor

_FAILED = (SignInOutcome.WRONG, SignInOutcome.WRONG_CODE)
TOLD_AT = (5, 20, 100, 500)
"""After so many failures without a success in between, whose account it is is told."""


def reserve(username: str, address: str, *, now: dt.datetime) -> dt.timedelta | None:
    """Count an attempt before it is made; return how long it must wait, or ``None`` if it may be made.

    A name that is nobody's is counted just the same, so that a wait tells nothing.
    """
    with collisions.meeting(), transaction.atomic():
        counted = []
        for guard, pace in _guards(username, address, now):
            tally = Tally(guard.attempts, guard.last_at, guard.waits_until)
            made = attempt(tally, now, pace)
            if made is None:
                return tally.wait(now)
            counted.append((guard, made))
        for guard, made in counted:
            _store(guard, made)
    return None


def forgive(username: str, address: str, *, complete: bool, now: dt.datetime) -> None:
    """Take back an attempt that succeeded; when it ends in a session (``complete``) the pair starts anew.

    A right password before a second factor only takes back itself, or whoever knows it could guess codes without end;
    an address is never wiped clean, or whoever owns one account could guess at the others.
    """
    with collisions.meeting(), transaction.atomic():
        for guard, pace in _guards(username, address, now):
            tally = Tally(guard.attempts, guard.last_at, guard.waits_until)
            _store(guard, Tally() if complete and pace is PAIR else forgiven(tally))


def unlock(user_id: int, *, actor: Actor, now: dt.datetime) -> bool:
    """Forget the failures at a person's account, from wherever; tell whether there were any."""
    with history.attributed(actor):
        return _emptied(user_id=user_id)


def unlock_address(address: str, *, actor: Actor, now: dt.datetime) -> bool:
    """Forget the failures from an address, at whichever account; tell whether there were any."""
    with history.attributed(actor):
        return _emptied(address=address[:45])


def _emptied(**chosen: object) -> bool:
    found = Guard.objects.filter(**chosen, attempts__gt=0)  # emptied, not deleted: an attempt may be waiting for it
    return bool(found.update(attempts=0, last_at=None, waits_until=None))


def record(user_id: int | None, outcome: SignInOutcome, *, address: str, agent: str, now: dt.datetime) -> None:
    """Write the journal, and announce a row of failures at somebody's account."""
    with collisions.meeting(), transaction.atomic():
        made = SignIn.objects.create(user_id=user_id, outcome=outcome, address=address[:45], agent=agent[:200], at=now)
        if user_id is not None and outcome in _FAILED:
            failures = sign_ins.failures(user_id, _FAILED, now)
            if failures in TOLD_AT:
                publish(SignInsFailed(user_id, failures, made.pk))


def forget(*, before: dt.datetime) -> int:
    """Drop journal entries and idle guards from before a moment; return how many."""
    entries, _by_model = SignIn.objects.filter(at__lt=before).delete()
    guards, _by_model = Guard.objects.filter(last_at__lt=before).delete()
    return entries + guards


def _guards(username: str, address: str, now: dt.datetime) -> Iterator[tuple[Guard, Pace]]:
    """Yield what counts an attempt, locked, always in this order: where the account is at home, only the pair."""
    name = username.strip().lower()
    user_id = people.id_of(name)
    if user_id is None or not sign_ins.is_at_home(user_id, address[:45], now):
        yield _held("address", address, None, address), ADDRESS
        yield _held("account", name, user_id, ""), ACCOUNT
    yield _held("pair", f"{name}\0{address}", user_id, address), PAIR


def _held(kind: str, of: str, user_id: int | None, address: str) -> Guard:
    key = hashlib.sha256(f"{kind}\0{of}".encode()).hexdigest()
    Guard.objects.bulk_create([Guard(key=key, user_id=user_id, address=address[:45])], ignore_conflicts=True)
    return Guard.objects.select_for_update().get(pk=key)


def _store(guard: Guard, tally: Tally) -> None:
    guard.attempts, guard.last_at, guard.waits_until = min(tally.attempts, 32_000), tally.last_at, tally.waits_until
    guard.save(update_fields=["attempts", "last_at", "waits_until"])
