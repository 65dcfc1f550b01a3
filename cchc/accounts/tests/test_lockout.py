import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cchc.accounts.rules.lockout import PER_ACCOUNT, PER_ADDRESS, Limit, Tally, attempt, forgiven

START = dt.datetime(2019, 5, 6, 7, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def after(times: list[dt.datetime], limit: Limit = PER_ACCOUNT) -> tuple[Tally, list[bool]]:
    tally, allowed = Tally(), []
    for moment in times:
        counted = attempt(tally, moment, limit)
        allowed.append(counted is not None)
        tally = counted or tally
    return tally, allowed


def test_the_fifth_failure_locks_for_a_quarter_of_an_hour() -> None:
    tally, allowed = after([START] * 6)
    assert allowed == [True] * 5 + [False]
    assert tally.is_locked(START + 14 * MINUTE)
    assert not tally.is_locked(START + 15 * MINUTE)


def test_attempts_while_locked_do_not_prolong_the_lock() -> None:
    tally, _ = after([START] * 5 + [START + 10 * MINUTE])
    assert tally.locked_until == START + 15 * MINUTE


def test_four_failures_a_quarter_never_lock() -> None:
    tally, allowed = after([START + n * 4 * MINUTE for n in range(40)])
    assert all(allowed)
    assert not tally.is_locked(START + 160 * MINUTE)


def test_after_the_lock_counting_starts_anew() -> None:
    tally, allowed = after([START] * 5 + [START + 16 * MINUTE])
    assert allowed[-1]
    assert tally.attempts == 1


def test_a_clock_put_back_holds_nobody_for_long() -> None:
    tally, _ = after([START] * 5)
    assert not tally.is_locked(START - dt.timedelta(hours=3))


def test_success_takes_back_only_its_own_attempt_from_the_address() -> None:
    tally, _ = after([START] * 3, PER_ADDRESS)
    assert forgiven(tally, PER_ADDRESS).attempts == 2


@given(st.lists(st.integers(0, 7200), max_size=40).map(sorted))
def test_no_quarter_of_an_hour_holds_more_than_twice_the_allowed_attempts(seconds: list[int]) -> None:
    times = [START + dt.timedelta(seconds=second) for second in seconds]
    _, allowed = after(times)
    made = [moment for moment, was_allowed in zip(times, allowed, strict=True) if was_allowed]
    for moment in made:
        inside = [other for other in made if moment <= other < moment + PER_ACCOUNT.window]
        assert len(inside) < 2 * PER_ACCOUNT.attempts


@given(st.integers(0, 30), st.integers(0, 7200))
def test_a_lock_always_ends(attempts: int, later: int) -> None:
    tally, _ = after([START] * attempts)
    assert attempt(tally, START + PER_ACCOUNT.lock + dt.timedelta(seconds=later), PER_ACCOUNT) is not None
