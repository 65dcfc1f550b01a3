import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.accounts.rules.totp import PERIOD, code, enrolment_uri, matching_step

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_vectors_of_rfc_6238_appendix_b(seconds: int, expected: str) -> None:
    assert code(SECRET, seconds // PERIOD) == expected
    assert matching_step(SECRET, expected, seconds) == seconds // PERIOD


@given(st.integers(0, 4_000_000_000))
def test_a_code_is_good_once(seconds: int) -> None:
    step = matching_step(SECRET, code(SECRET, seconds // PERIOD), seconds)
    assert step is not None
    assert matching_step(SECRET, code(SECRET, seconds // PERIOD), seconds, last_step=step) is None


@given(st.integers(1000, 4_000_000_000), st.integers(-5, 5))
def test_a_phone_may_be_off_by_one_step(seconds: int, off: int) -> None:
    step = seconds // PERIOD + off
    accepted = matching_step(SECRET, code(SECRET, step), seconds)
    if abs(off) <= 1:
        assert accepted is not None
    else:
        assert accepted is None or code(SECRET, accepted) == code(SECRET, step)


@given(st.text(max_size=12))
def test_anything_else_is_refused_without_a_fault(given_code: str) -> None:
    step = matching_step(SECRET, given_code, 1234567890)
    assert step is None or code(SECRET, step) == "".join(given_code.split())


def test_the_enrolment_address_keeps_vietnamese_names_whole() -> None:
    uri = enrolment_uri(SECRET, "lê.văn an", "Cải cách hành chính")
    assert uri.startswith("otpauth://totp/C%E1%BA%A3i%20c%C3%A1ch")
    assert f"secret={SECRET}" in uri
