"""Parts of a period that comes round, and a whole year beside another time: the true day, or the question."""

import pytest

from cchc.plans.rules.reading.when import questions, understand

FIRSTS, SECONDS, ENDS = "1,4,7,10", "2,5,8,11", "3,6,9,12"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Tháng đầu mỗi quý", f"FREQ=YEARLY;BYMONTH={FIRSTS};BYMONTHDAY=-1"),
        ("Tháng đầu tiên của mỗi quý", f"FREQ=YEARLY;BYMONTH={FIRSTS};BYMONTHDAY=-1"),
        ("Tháng thứ hai của mỗi quý", f"FREQ=YEARLY;BYMONTH={SECONDS};BYMONTHDAY=-1"),
        ("Tháng thứ 2 hàng quý", f"FREQ=YEARLY;BYMONTH={SECONDS};BYMONTHDAY=-1"),
        ("Tháng giữa hàng quý", f"FREQ=YEARLY;BYMONTH={SECONDS};BYMONTHDAY=-1"),
        ("Tháng cuối mỗi quý", f"FREQ=YEARLY;BYMONTH={ENDS};BYMONTHDAY=-1"),
        ("Ngày 15 của tháng đầu tiên mỗi quý", f"FREQ=YEARLY;BYMONTH={FIRSTS};BYMONTHDAY=15"),
        ("Ngày 15 tháng thứ nhất hàng quý", f"FREQ=YEARLY;BYMONTH={FIRSTS};BYMONTHDAY=15"),
        ("Tuần đầu hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=7"),
        ("Tuần đầu tiên của mỗi tháng", "FREQ=MONTHLY;BYMONTHDAY=7"),
        ("Tuần thứ hai hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=14"),
        ("Tuần 3 mỗi tháng", "FREQ=MONTHLY;BYMONTHDAY=21"),
        ("Tuần cuối hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("Ngày đầu tiên của mỗi tháng", "FREQ=MONTHLY;BYMONTHDAY=1"),
        ("10 ngày đầu mỗi tháng", "FREQ=MONTHLY;BYMONTHDAY=10"),
        ("Quý đầu hằng năm", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"),
        ("Quý cuối hằng năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
        ("Tháng đầu hằng năm", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1"),
        ("Tháng tư hằng năm", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=-1"),
        # what was plain stays so
        ("Cuối mỗi tháng", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("Cuối mỗi quý", "FREQ=MONTHLY;INTERVAL=3"),
        ("Trước ngày 15 hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("Trước tháng 6 hằng năm", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=-1"),
        ("Hàng tháng, bắt đầu từ tháng 3", "FREQ=MONTHLY"),
    ],
)
def test_a_part_of_a_period_is_due_at_its_own_end(text: str, rule: str) -> None:
    assert understand(text, 2019).rrule == rule
    assert list(questions(text, 2019)) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Đầu mỗi quý", "Đầu"),
        ("Giữa mỗi quý", "Giữa"),
        ("Đầu mỗi tháng", "Đầu"),
        ("Hàng quý (đầu quý)", "đầu"),
        ("Hàng tháng, vào đầu tháng sau", "đầu"),
        ("Đầu tuần, hàng tuần", "Đầu"),
        ("Đầu tháng cuối mỗi quý", "Đầu"),
        ("Tuần đầu tiên của mỗi quý", "đầu"),
        ("Nửa đầu mỗi tháng", "đầu"),
        ("Thượng tuần hàng tháng", "Thượng tuần"),
        ("Đầu năm hằng năm", "Đầu năm"),
        ("Giữa năm hằng năm", "Giữa"),
        ("Sau ngày 15 hàng tháng", "Sau ngày 15 hàng tháng"),
        ("Từ ngày 15 hàng tháng", "Từ ngày 15 hàng tháng"),
        ("Trước mỗi quý", "Trước mỗi quý"),
        ("Sau mỗi quý", "Sau mỗi quý"),
        ("Tháng trước mỗi quý", "trước mỗi quý"),
        ("Trước tháng cuối mỗi quý", "Trước tháng cuối mỗi quý"),
        ("Trước tuần 2 hàng tháng", "Trước tuần 2 hàng tháng"),
    ],
)
def test_a_part_without_a_day_of_its_own_must_be_answered(text: str, part: str) -> None:
    why = f"“{text}” có “{part}”: chưa rõ trong mỗi kỳ phải xong ngày nào."
    assert (why, True) in list(questions(text, 2019))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ban hành kế hoạch: tháng 01; thực hiện: cả năm", "“tháng 01”; “cả năm”"),
        ("Ban hành kế hoạch: tháng 01; thực hiện: trong năm", "“tháng 01”; “trong năm”"),
        ("Quý II và cả năm", "“Quý II”; “cả năm”"),
        ("Quý I và suốt năm", "“Quý I”; “suốt năm”"),
        ("Cả năm 2019, báo cáo trước 15/12/2019", "“Cả năm 2019”; “15/12/2019”"),
        ("Tháng 3; năm 2019", "“Tháng 3”; “năm 2019”"),
    ],
)
def test_a_whole_year_beside_another_time_is_asked(text: str, named: str) -> None:
    assert understand(text, 2019).kind == "undetermined"
    why = f"“{text}” có nhiều thời điểm ({named}): không rõ hạn là thời điểm nào."
    assert list(questions(text, 2019)) == [(why, True)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Trong năm 2019, hoàn thành trước 30/6", "deadline"),
        ("Tháng 3, năm 2019", "window"),
        ("Cả năm (từ tháng 01 đến tháng 12)", "window"),
        ("Hàng quý và cả năm", "recurring"),
        ("6 tháng đầu năm và cả năm", "recurring"),
    ],
)
def test_a_year_that_only_holds_a_time_is_not_asked(text: str, kind: str) -> None:
    assert understand(text, 2019).kind == kind
    assert list(questions(text, 2019)) == []
