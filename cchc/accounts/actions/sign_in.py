"""Count attempts to sign in, keep the journal, lift locks."""

import datetime as dt

from django.db import transaction

from cchc.accounts.models import Guard, SignIn, User
from cchc.accounts.models.sign_in import ACCOUNT, ADDRESS
from cchc.accounts.rules.lockout import PER_ACCOUNT, PER_ADDRESS, Tally, attempt, forgiven
from cchc.accounts.states import SignInOutcome
from cchc.kernel import history
from cchc.kernel.history import Actor


def account_key(username: str) -> str:
    """Return the guard of an account; a name that is nobody's is guarded just the same, so that locks tell nothing."""
    return ACCOUNT + username.strip().lower()[:100]


def address_key(address: str) -> str:
    """Return the guard of a network address."""
    return ADDRESS + address[:100]


def reserve(username: str, address: str, *, now: dt.datetime) -> dt.datetime | None:
    """Count an attempt before it is made; return until when none is allowed, or ``None`` if this one is."""
    with transaction.atomic():
        for key, limit in ((address_key(address), PER_ADDRESS), (account_key(username), PER_ACCOUNT)):
            guard, tally = _held(key)
            counted = attempt(tally, now, limit)
            if counted is None:
                return tally.locked_until
            _store(guard, counted)
    return None


def forgive(username: str, address: str, *, complete: bool, now: dt.datetime) -> None:
    """Take back an attempt that succeeded; when it ends in a session (``complete``) the account starts anew.

    A right password before a second factor only takes back itself, or whoever knows it could guess codes without end;
    an address is never wiped clean, or whoever owns one account could guess at the others.
    """
    with transaction.atomic():
        guard, tally = _held(address_key(address))
        _store(guard, forgiven(tally, PER_ADDRESS))
        guard, tally = _held(account_key(username))
        _store(guard, Tally() if complete else forgiven(tally, PER_ACCOUNT))


def unlock(user_id: int, *, actor: Actor, now: dt.datetime) -> bool:
    """Lift the lock of a person's account and forget its failures; tell whether there were any attempts."""
    with history.attributed(actor):
        username = User.objects.values_list("username", flat=True).get(pk=user_id)
        found = Guard.objects.filter(pk=account_key(username))  # emptied, not deleted: an attempt may be waiting for it
        return bool(found.update(attempts=0, since=None, locked_at=None, locked_until=None))


def record(user_id: int | None, outcome: SignInOutcome, *, address: str, agent: str, now: dt.datetime) -> None:
    """Write the journal."""
    SignIn.objects.create(user_id=user_id, outcome=outcome, address=address[:45], agent=agent[:200], at=now)


def forget(*, before: dt.datetime) -> int:
    """Drop journal entries and idle guards from before a moment; return how many."""
    entries, _by_model = SignIn.objects.filter(at__lt=before).delete()
    guards, _by_model = Guard.objects.filter(since__lt=before, locked_until=None).delete()
    return entries + guards


def _held(key: str) -> tuple[Guard, Tally]:
    Guard.objects.bulk_create([Guard(key=key)], ignore_conflicts=True)
    guard = Guard.objects.select_for_update().get(pk=key)
    return guard, Tally(guard.attempts, guard.since, guard.locked_at, guard.locked_until)


def _store(guard: Guard, tally: Tally) -> None:
    guard.attempts, guard.since = min(tally.attempts, 32_000), tally.since
    guard.locked_at, guard.locked_until = tally.locked_at, tally.locked_until
    guard.save()
