"""What rules say in Vietnamese is said in the reader's language: reasons of scores, faults of schemes and figures."""

import pytest
from django.utils import translation

from cchc.kernel.saying import say
from cchc.par_index.models import Score
from cchc.par_index.rules.reasons import REASONS
from cchc.par_index.templatetags.par_index import reason, rule_name, why


@pytest.mark.parametrize(
    ("kept", "english"),
    [
        ("3/4 = 75%: tỷ lệ × 2", "3/4 = 75%: rate × 2"),
        ("62.5%: từ 50% đến dưới 80%: tỷ lệ × 0.5", "62.5%: from 50% to below 80%: rate × 0.5"),
        ("100%: khoảng còn lại: 0.5 điểm", "100%: band the rest: 0.5 points"),
        ("“Tốt”: 80%, “Trễ hạn”: trừ 10%", "“Tốt”: 80%, “Trễ hạn”: less 10%"),
        ("trường hợp cao nhất: “Đủ”: 1 điểm", "the best case: “Đủ”: 1 points"),
        ("lựa chọn “Đủ”: 3 điểm ngoài 0 … 2", "option “Đủ”: 3 points are outside 0 … 2"),
        ("trường hợp 2: target phải lớn hơn 0 và không quá 100", "case 2: target must be above 0 and at most 100"),
        ("2 × số hồ sơ / tổng số", "2 × số hồ sơ / tổng số"),  # the words of a formula are the scheme's own
    ],
)
def test_a_reason_is_said_in_english(kept: str, english: str) -> None:
    assert str(REASONS.of(kept)) == kept
    with translation.override("en"):
        assert say(REASONS.of(kept)) == english == why(kept)


def test_kinds_of_rules_have_names_in_both_languages() -> None:
    assert rule_name({"type": "bands"}) == "Tỷ lệ theo khoảng"
    with translation.override("en"):
        assert rule_name({"type": "bands"}) == "Rate by bands"
    assert rule_name(None) == ""


@pytest.mark.parametrize(
    ("value", "num", "den", "why", "shown"),
    [
        ("đạt", "", "", "“đạt”: 0.5 điểm", "“đạt”: 0,5 điểm"),
        ("Trong quý IV năm trước", "", "", "“trong quý IV năm trước”: 1 điểm", "“trong quý IV năm trước”: 1 điểm"),
        ("tốt; vi phạm nhẹ", "", "", "“tốt”: 100%, “vi phạm nhẹ”: trừ 5%", "“tốt”: 100%, “vi phạm nhẹ”: trừ 5%"),
        ("", "45", "50", "45/50 = 90%: tỷ lệ × 2", "45/50 = 90%: tỷ lệ × 2"),
        ("5", "", "", "5 × 0.5, tối đa 2", "5 × 0,5, tối đa 2"),
        ("5", "", "", "50%: tỷ lệ × 2", "<b>5</b>: 50%: tỷ lệ × 2"),
        ("92", "", "", "khoảng ≥ 90: 2 điểm", "<b>92</b>: khoảng ≥ 90: 2 điểm"),
        ("Đủ", "", "", "trường hợp cao nhất: “Đủ”: 1 điểm", "trường hợp cao nhất: “Đủ”: 1 điểm"),
        ("", "", "", "chưa có số liệu", "chưa có số liệu"),
    ],
)
def test_a_reason_says_once_what_it_is_about(value: str, num: str, den: str, why: str, shown: str) -> None:
    assert reason(Score(value=value, num=num, den=den, why=why)) == shown
