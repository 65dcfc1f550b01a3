"""How somebody signs: by the post of the head and the person's own."""

import pytest

from cchc.documents.queries.signers import _deputies
from cchc.documents.rules.signing import Deputies, on_committee, signs

COMMITTEE = "TM. ỦY BAN NHÂN DÂN"
DEPUTIES = Deputies("PHÓ", "KT.")


@pytest.mark.parametrize(
    ("authority", "post", "position", "lines", "printed"),
    [
        # Nghị định 30/2020/NĐ-CP, Điều 13 khoản 1, 2: the head signs; a deputy "KT."
        (COMMITTEE, "CHỦ TỊCH", "", (COMMITTEE,), "CHỦ TỊCH"),
        (COMMITTEE, "CHỦ TỊCH", "Chủ tịch Ủy ban nhân dân xã", (COMMITTEE,), "CHỦ TỊCH"),
        (COMMITTEE, "CHỦ TỊCH", "Phó Chủ tịch UBND xã", (COMMITTEE, "KT. CHỦ TỊCH"), "PHÓ CHỦ TỊCH"),
        ("", "GIÁM ĐỐC", "Giám đốc Sở Tài chính", (), "GIÁM ĐỐC"),
        ("", "GIÁM ĐỐC", "Phó Giám đốc", ("KT. GIÁM ĐỐC",), "PHÓ GIÁM ĐỐC"),
        ("", "GIÁM ĐỐC", "Chánh Thanh tra", (), "CHÁNH THANH TRA"),
        ("", "GIÁM ĐỐC", "Phó Chánh Văn phòng", ("KT. GIÁM ĐỐC",), "PHÓ CHÁNH VĂN PHÒNG"),
    ],
)
def test_how_somebody_signs(authority: str, post: str, position: str, lines: tuple[str, ...], printed: str) -> None:
    assert signs(authority, post, position, DEPUTIES) == (lines, printed)


@pytest.mark.parametrize(
    ("position", "lines", "printed"),
    [
        # The head of the unit chairs its committee; a deputy signs in the chair's place.
        ("Chủ tịch Ủy ban nhân dân tỉnh", ("TM. BAN CHỈ ĐẠO",), "TRƯỞNG BAN"),
        ("Phó Chủ tịch Ủy ban nhân dân tỉnh", ("TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN"), "PHÓ TRƯỞNG BAN"),
        ("", ("TM. BAN CHỈ ĐẠO",), "TRƯỞNG BAN"),
    ],
)
def test_how_somebody_signs_for_the_committee(position: str, lines: tuple[str, ...], printed: str) -> None:
    own = on_committee(position, "TRƯỞNG BAN", DEPUTIES)
    assert signs("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", own, DEPUTIES) == (lines, printed)


def test_the_words_for_deputies_are_the_laws() -> None:
    """They stand in ``content/law/signing.yaml`` beside the article, not in code."""
    assert _deputies() == DEPUTIES
    assert signs("", "GIÁM ĐỐC", "Thứ trưởng", Deputies("THỨ", "TL.")) == (("TL. GIÁM ĐỐC",), "THỨ TRƯỞNG")
