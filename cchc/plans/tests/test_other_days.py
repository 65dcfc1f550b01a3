"""A paper that names who lives no longer: what is asked, who is offered, and what choosing does to the paper."""

import datetime as dt

import pytest

from cchc.organisation.queries import written_directory
from cchc.plans.rules.questions import ASKED
from cchc.plans.rules.reading import doubts, other_days
from cchc.plans.rules.reading.who import Resolver

TWO_TIERS = dt.date(2026, 11, 10)
CASES = [
    # NĐ 45/2025/NĐ-CP: hợp nhất sở từ 01/03/2025
    ("Sở Kế hoạch và Đầu tư",
     "“Sở Kế hoạch và Đầu tư” đã kết thúc ngày 28/02/2025; Sở Tài chính kế thừa: hãy chọn đơn vị thực hiện.",
     ["Sở Tài chính"]),
    ("Sở KH&ĐT", "“Sở KH&ĐT” đã kết thúc ngày 28/02/2025; Sở Tài chính kế thừa: hãy chọn đơn vị thực hiện.",
     ["Sở Tài chính"]),
    # Luật 72/2025/QH15: không còn cấp huyện từ 01/07/2025
    ("UBND các huyện", "“Các huyện”: từ 01/07/2025 không còn cấp huyện, hãy chọn đơn vị thực hiện.",
     ["Ủy ban nhân dân cấp xã", "Tỉnh Đồng Tháp"]),
    ("UBND huyện, thị xã, thành phố",
     "“Ủy ban nhân dân cấp huyện”: từ 01/07/2025 không còn cấp huyện, hãy chọn đơn vị thực hiện.",
     ["Ủy ban nhân dân cấp xã", "Tỉnh Đồng Tháp"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why", "offered"), CASES)
def test_an_ended_unit_is_asked_about_with_its_end_and_offered_its_successors(
    text: str, why: str, offered: list[str]
) -> None:
    directory = written_directory(TWO_TIERS)
    who = Resolver(directory).understand(text)
    assert who.units == ()
    assert [doubt.why for doubt in doubts.of_who("1", "lead", who, directory)] == [why]
    (word,) = (*who.unresolved, *who.classes)
    assert [directory.full_name(code) for code in other_days.offers(word, directory)] == offered
    assert ASKED.knows(why)


@pytest.mark.parametrize("text", [text for text, _, _ in CASES])
def test_a_paper_of_2019_means_who_lived_then(text: str) -> None:
    directory = written_directory(dt.date(2019, 1, 10))
    who = Resolver(directory).understand(text)
    assert who.units or who.classes
    assert not who.unresolved
    assert not list(doubts.of_who("1", "lead", who, directory))
