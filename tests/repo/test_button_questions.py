"""A button that can't be undone asks first and says what then; one that can be undone doesn't ask."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_BUTTON = re.compile(r"<(button|c-button|c-ask)\b((?:[^>{]|\{%.*?%\}|\{\{.*?\}\})*)>(.*?)</\1>", re.S)
_HIDDEN = re.compile(r'<span class="visually-hidden">.*?</span>', re.S)
_WORDS = re.compile(r'\{% translate "([^"]*)"|blocktranslate[^%]*%\}(.*?)\{%', re.S)
_QUESTION = re.compile(r'\bquestion="(?:\{% translate \'([^\']*)\' %\}|\{% blocktranslate.*?%\}(.*?)\{%)')

ASK = {
    "Bỏ": "a conclusion, a task of a draft or a name of a unit; nothing on the page writes it again",
    "Bỏ bản dự thảo": "a draft plan with its tasks",
    "Bỏ bản này": "an edited outline",
    "Bỏ xác thực hai bước (mất điện thoại)": "only the person can set it up again",
    "Bỏ phát hiện": "a finding with its demand and its day",
    "Bỏ mục": "an item with everything below it",
    "Công bố": "numbered, sealed, public",
    "Hoàn tất biên bản": "minutes that nobody changes afterwards",
    "Hủy đợt chấm": "a round of scoring",
    "Kết thúc bước “{{ stage }}”": "no unit goes on with the stage",
    "Ngừng tài khoản": "its access codes are revoked for good",
    "Đặt lại mật khẩu": "the password in use ends, and the new one is shown once",
    "Ngừng dùng": "a template that must be uploaded again",
    "Rút": "a proof of points",
    "Rút vướng mắc": "a difficulty that is asked anew",
    "Thay nội dung": "every item of a scheme",
    "Thu hồi văn bản": "a number is not used again",
    "Xác nhận, khóa phiếu": "the unit can't change its sheet",
    "Xóa": "a milestone",
    "Xóa bản soạn": "a drafted scheme",
    "Đồng ý các điểm còn lại": "many points at once",
}
UNDONE = {
    "Bỏ đánh dấu": "Đã đạt", "Dùng lại số tính được": "Dùng số này", "Hoàn tác": "Xác nhận các báo cáo đã chọn",
    "Kết thúc": "Đăng nhập", "Kết thúc mọi phiên khác": "Đăng nhập", "Rút lại để sửa": "Gửi báo cáo",
    "Thu hồi để sửa": "Ban hành",
}  # fmt: skip
"""What can be undone, and by which button."""


def buttons() -> Iterator[tuple[str, str, str, str]]:
    """Yield every button of the pages: its file, its words, how it looks, what it asks."""
    for file in sorted((ROOT / "cchc").rglob("pages/**/*.html")):
        if "ui" in file.relative_to(ROOT).parts[1:2]:
            continue
        for _tag, attributes, inside in _BUTTON.findall(file.read_text(encoding="utf-8")):
            found = _WORDS.search(_HIDDEN.sub("", inside))
            asked = _QUESTION.search(attributes)
            words = (found[1] or found[2]) if found else ""
            yield file.name, words, attributes, (asked[1] or asked[2]) if asked else ""


OTHER_WAYS = re.compile(r"\bdata-confirm\b|\bconfirm\(|\balert\(|[Cc]hắc chắn (?:không|muốn)")


def of(words: str) -> list[tuple[str, str, str]]:
    return [(file, looks, question) for file, said, looks, question in buttons() if said == words]


@pytest.mark.parametrize("words", ASK)
def test_what_cannot_be_undone_asks_with_its_consequence(words: str) -> None:
    assert of(words), f"no page has {words}: take it from the list"
    for file, _looks, question in of(words):
        assert re.search(r"\?\s+\S", question), f"{file}: {words} asks “{question}” and does not say what then"


@pytest.mark.parametrize("words", UNDONE)
def test_what_can_be_undone_does_not_ask(words: str) -> None:
    assert of(words), f"no page has {words}: take it from the list"
    assert [file for file, _looks, question in of(words) if question] == []


def test_every_question_is_of_a_button_in_the_list() -> None:
    asked = {words for _file, words, _looks, question in buttons() if question and words}
    assert asked - ASK.keys() == {"Thu hồi"}, "a token is revoked with a question, a role without"


def test_there_is_one_way_to_ask() -> None:
    """`<c-ask>` needs no script; a question of a script's own would not be asked without one."""
    shown = [file for kind in ("*.html", "*.js", "*.yaml") for file in (ROOT / "cchc").rglob(kind)]
    assert [file.name for file in shown if OTHER_WAYS.search(file.read_text(encoding="utf-8"))] == []
