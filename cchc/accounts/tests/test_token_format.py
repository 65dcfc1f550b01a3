from hypothesis import given
from hypothesis import strategies as st

from cchc.accounts.rules import tokens

SECRET = "A" * 43


def test_a_token_is_read_back() -> None:
    presented = tokens.parse(tokens.compose("ab12cd34ef", SECRET))
    assert presented == tokens.Presented("ab12cd34ef", SECRET)


@given(st.text(max_size=300))
def test_anything_else_is_no_token(raw: str) -> None:
    presented = tokens.parse(raw)
    assert presented is None or tokens.compose(presented.prefix, presented.secret) == raw.strip()


def test_only_the_right_secret_proves() -> None:
    assert tokens.proves(SECRET, tokens.digest(SECRET))
    assert not tokens.proves("B" * 43, tokens.digest(SECRET))
    assert not tokens.proves(SECRET, None)
