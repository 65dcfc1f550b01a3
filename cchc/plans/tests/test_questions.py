"""The doubts that lie in drafts are said in the reader's language."""

import pytest
from django.utils import translation

from cchc.kernel.saying import say
from cchc.plans.rules.doubts import Doubt


@pytest.mark.parametrize(
    ("kept", "english"),
    [
        ("Mã 1.2 có ở 3 nhiệm vụ.", "Tasks that have the code 1.2: 3."),
        (
            "Dòng “Số:  /KH” ở phần đầu văn bản chưa ghi đủ số: hãy xem bản đã ký rồi ghi số, ký hiệu.",
            "The line “Số:  /KH” in the letterhead lacks the number: look at the signed copy and enter the number.",
        ),
        ("Văn bản không cho biết trích yếu: hãy ghi vào.", "The document does not say this: title. Enter it."),
        (
            "“31/6/2020”: 31/6/2020 không phải một ngày có thật, tháng 6 chỉ có 30 ngày.",
            "“31/6/2020”: 31/6/2020 is no real day, month 6 has only 30 days.",
        ),
        ("Điều văn bản cũ đã hỏi.", "Điều văn bản cũ đã hỏi."),  # no template: a reader of an older version asked it
    ],
)
def test_a_doubt_is_said_in_english(kept: str, english: str) -> None:
    doubt = Doubt("t1", "1.2", "code", kept)
    assert say(doubt.sentence) == kept
    with translation.override("en"):
        assert say(doubt.sentence) == english
