"""Files that the platform makes are called after what they are and the day, the same way everywhere."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel.naming import file_name

DAY = dt.date(2019, 9, 30)


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("Việc 272/KH-UBND", "viec-272-kh-ubnd-2019-09-30.xlsx"),
        ("Sổ văn bản đến", "so-van-ban-den-2019-09-30.xlsx"),
        ("nhat-ky", "nhat-ky-2019-09-30.xlsx"),
        ("../../etc/passwd", "etc-passwd-2019-09-30.xlsx"),
        ("", "tep-2019-09-30.xlsx"),
    ],
)
def test_a_file_is_called_after_what_it_is_and_its_day(what: str, name: str) -> None:
    assert file_name(what, "xlsx", DAY) == name


@given(st.text())
def test_any_words_give_a_name_that_every_system_keeps(what: str) -> None:
    name = file_name(what, "csv", DAY)
    assert name.isascii()
    assert len(name) < 100
    assert not set(name) & set('/\\:*?"<>| ')
    assert not name.startswith((".", "-"))
