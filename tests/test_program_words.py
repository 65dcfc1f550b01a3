"""What PostgreSQL's programs could not do is said in the reader's language, whole."""

import re

import pytest
from django.utils import translation

from cchc.kernel.pg_programs import CannotRestore, _reason
from cchc.kernel.saying import say
from cchc.ui.quoting import LETTER


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("ERROR: permission denied to create database\n", "tài khoản cơ sở dữ liệu không được tạo"),
        ("pg_restore: canceling statement due to lock timeout", "nền tảng đang chạy"),
        ("", "không có thông báo"),
        ("FATAL: no such thing.\nmore", "FATAL: no such thing."),
    ],
)
def test_no_word_of_it_stays_vietnamese_for_an_english_reader(words: str, says: str) -> None:
    refused = CannotRestore("%(program)s không làm được: %(why)s.", program="psql", why=_reason(words))
    assert says in say(refused)
    with translation.override("en"):
        assert not re.search(LETTER, say(refused))
