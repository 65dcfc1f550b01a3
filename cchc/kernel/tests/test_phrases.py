"""A sentence kept in Vietnamese is taken apart by its template and said in another language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel.phrases import Phrases
from cchc.kernel.refusal import Sentence

KNOWN = Phrases(
    "Mã %(code)s có ở %(count)s nhiệm vụ.",
    "Mã %(code)s có ở %(count)s nhiệm vụ: hãy sửa.",
    "%(where)s: hãy ghi.",
    "phần đầu",
    "trừ %(share)s%%",
    "đủ 100%",
)
ENGLISH = {
    "Mã %(code)s có ở %(count)s nhiệm vụ.": "%(count)s tasks have the code %(code)s.",
    "Mã %(code)s có ở %(count)s nhiệm vụ: hãy sửa.": "%(count)s tasks have the code %(code)s: correct it.",
    "%(where)s: hãy ghi.": "%(where)s: enter it.",
    "phần đầu": "the head",
    "trừ %(share)s%%": "less %(share)s%%",
    "đủ 100%": "all 100%",
}


def english(text: str) -> str:
    return KNOWN.of(text).said(lambda template: ENGLISH.get(template, template), "en")


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("Mã 1.2 có ở 3 nhiệm vụ.", "3 tasks have the code 1.2."),
        ("Mã 1.2 có ở 3 nhiệm vụ: hãy sửa.", "3 tasks have the code 1.2: correct it."),
        ("phần đầu: hãy ghi.", "the head: enter it."),
        ("Sở Y tế: hãy ghi.", "Sở Y tế: enter it."),
        ("trừ 5%", "less 5%"),
        ("đủ 100%", "all 100%"),
        ("phần đầu, trừ 5%, đủ 100%", "the head, less 5%, all 100%"),
        ("phần đầu, Sở Y tế", "phần đầu, Sở Y tế"),
        ("100% %(s)s", "100% %(s)s"),
        ("", ""),
    ],
)
def test_what_is_known_is_said_and_what_is_not_stays(kept: str, said: str) -> None:
    assert english(kept) == said
    assert str(KNOWN.of(kept)) == kept


values = st.text(st.characters(codec="utf-8"), max_size=12)


@given(values, values)
def test_taking_apart_loses_nothing(code: str, count: str) -> None:
    kept = str(Sentence("Mã %(code)s có ở %(count)s nhiệm vụ.", code=code, count=count))
    assert KNOWN.knows(kept)
    assert str(KNOWN.of(kept)) == kept
