"""Letters that only look right become right; spellings of one name are one; the order is the Vietnamese one."""

import re
import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel.text import choose, clean, document_number, fold, is_plain, nfc, nfd, sort_key, spelling, squeeze

LOOK_ALIKE = {
    "\u00d0ồng Tháp": "Đồng Tháp",
    "Lao \u00f0ộng": "Lao động",
    "Sở Nội\u200b vụ": "Sở Nội vụ",
    "Sở Nội v\u00adụ": "Sở Nội vụ",
    "\ufeffSở Nội vụ": "Sở Nội vụ",
    "Sở\u00a0Nội\u202fvụ": "Sở Nội vụ",
    "30\u20446\u22152019": "30/6/2019",
    "３０／６／２０１９": "30/6/2019",
    "15\uff0fKH\u2011UBND": "15/KH-UBND",
    "\u22125": "-5",
    "2019 \u2013 2020": "2019 – 2020",
    unicodedata.normalize("NFD", "Hồ sơ"): "Hồ sơ",
}


@pytest.mark.parametrize("written", LOOK_ALIKE)
def test_letters_that_look_alike_become_the_right_ones(written: str) -> None:
    assert squeeze(written) == LOOK_ALIKE[written]
    assert fold(written) == fold(LOOK_ALIKE[written])


def test_lines_and_tabs_stay() -> None:
    assert clean("Một\u200b\n\thai\r\n") == "Một\n\thai\r\n"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    for way in (clean, squeeze, fold):
        assert way(way(text)) == way(text)


def test_a_letter_keeps_eight_marks() -> None:
    """Marks of two kinds in turn are sorted in the square of their number: 30,000 pairs took a minute."""
    heap = "\u0301\u0323" * 100_000
    began = time.process_time()
    for way in (nfc, clean, squeeze, fold, spelling, sort_key, is_plain):
        way(f"Việc a{heap} và b{heap}")
    assert time.process_time() - began < 10
    assert nfc(f"a{heap}b") == "ạ" + "\u0323" * 3 + "\u0301" * 4 + "b"
    assert nfc("ở\u0301") == unicodedata.normalize("NFC", "ở\u0301")


@given(st.text(st.sampled_from("aơ\u0323\u0301\u0344\u0f73\u0f71가ᄀ\u1161🤷"), max_size=40))
def test_composing_twice_changes_nothing_and_few_marks_all_stay(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)
    assert unicodedata.is_normalized("NFC", nfc(text))
    if not re.search(r"[\u0323\u0301\u0344\u0f73\u0f71]{5}", text):
        assert nfc(text) == unicodedata.normalize("NFC", text)


def test_every_mark_is_known() -> None:
    """Beyond the letters that the module looks through there is none."""
    letters = (chr(code) for code in range(sys.maxunicode + 1))
    marks = [one for one in letters if unicodedata.combining(unicodedata.normalize("NFD", one)[0])]
    assert [one for one in marks if nfd("a" + one * 9) == unicodedata.normalize("NFD", "a" + one * 9)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Xã Hoà An", "XÃ  HÒA AN"), ("Uỷ ban", "Ủy ban"), ("thuỷ", "thủy"), ("Ð\u00f4 thị", "Đô thị")],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Xã Tân Thành", "Xã Tân Thạnh"), ("Lấp Vò", "Lap Vo"), ("Phú Hữu", "Phú Hựu"), ("Đa", "Da")],
)
def test_names_that_only_fold_alike_are_two(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert spelling(one) != spelling(other)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("xã  tân THÀNH", "Xã Tân Thành"),
        ("Phú Hữu", "Phú Hữu"),
        ("phu huu", "Phú Hữu"),
        ("Phú Hựu", None),  # other tones are another name, also where nothing else folds alike
        ("Phu Hưu", None),
        ("xa tan thanh", None),  # one of two
        ("Đa", None),
    ],
)
def test_a_name_is_chosen_by_its_tones_or_written_without_any(written: str, meant: str | None) -> None:
    assert choose(written, ["Xã Tân Thành", "Xã Tân Thạnh", "Phú Hữu", "Da"]) == meant


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("88/KH-UBND", "88/KH–UBND", True),  # Word makes a dash of the hyphen
        ("88/KH-UBND", "88/KH—UBND", True),
        ("88/KH-UBND", "88/KH‑UBND", True),
        ("88/KH-UBND", "088/kh-ubnd", True),
        ("5/QĐ-UBND", "Số: 05 / QĐ - UBND", True),
        ("15a/KH-UBND", "015a/KH-UBND", True),
        ("88/KH-UBND", "880/KH-UBND", False),
        ("88/KH-UBND", "188/KH-UBND", False),
        ("88/KH-UBND", "88/KH-HĐND", False),
        ("15a/KH-UBND", "15/KH-UBND", False),
        ("0/KH-UBND", "/KH-UBND", False),
    ],
)
def test_numbers_of_documents_are_compared_one_way(one: str, other: str, is_same: bool) -> None:
    assert (document_number(one) == document_number(other)) is is_same


def test_qui_is_quy() -> None:
    assert fold("Quí I") == fold("quý I") == "quy i"
    assert fold("quít") == "quit"


def test_vietnamese_order() -> None:
    ordered = ["Phường 2", "Phường 11", "Xã An Hòa", "Xã Ân", "Xã Da", "Xã Đa", "Xã Tân Thành", "Xã Tân Thạnh"]
    assert sorted(reversed(ordered), key=sort_key) == ordered
