"""A button that can't be undone asks first and says what then; one that can be undone doesn't ask.

Every red button of the pages is found where it stands: it asks, can be undone, or sends what must be typed first.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
_BUTTON = re.compile(r"<(button|c-button|c-ask)\b((?:[^>{]|\{%.*?%\}|\{\{.*?\}\})*)>(.*?)</\1>", re.S)
_FORM = re.compile(r"<c-form\b((?:[^>{]|\{%.*?%\}|\{\{.*?\}\})*)>(.*?)(?=</c-form>|$)", re.S)
_INCLUDED = re.compile(r'\{% translate "([^"]*)" as word %\} ?\{% include "[^"]*" with (danger=1) %\}')
_HIDDEN = re.compile(r'<span class="visually-hidden">.*?</span>', re.S)
_WORDS = re.compile(r'\{% translate "([^"]*)"|blocktranslate[^%]*%\}(.*?)\{%', re.S)
_ASKED = re.compile(r'<c-slot name="question">(.*?)</c-slot>')
_QUESTION = re.compile(r'\bquestion="(?:\{% translate \'([^\']*)\' %\}|\{% blocktranslate.*?%\}(.*?)\{%)')

ASK = {
    "Bỏ": "a conclusion, a task of a draft or a name of a unit; nothing on the page writes it again",
    "Bỏ bản dự thảo": "a draft plan with its tasks",
    "Bỏ bản này": "an edited outline",
    "Tạo mã khôi phục mới": "the codes that are printed stop working",
    "Tắt xác thực hai bước": "until it is set up anew the password alone lets anybody in",
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
    "Ngừng dùng vai trò": "a role of the province that is not given again",
    "Rút": "a proof of points",
    "Rút vướng mắc": "a difficulty that is asked anew",
    "Thay nội dung": "every item of a scheme",
    "Thu hồi": "a token, whose programs get in no more; a role is given again",
    "Thu hồi văn bản": "a number is not used again",
    "Xác nhận, khóa phiếu": "the unit can't change its sheet",
    "Xóa": "a milestone",
    "Xóa bản soạn": "a drafted scheme",
    "Đồng ý các điểm còn lại": "many points at once",
    "Đổi địa chỉ": "calendars that read the old one get nothing any more",
}
UNDONE = {
    "Bỏ đánh dấu": "Đã đạt", "Dùng lại số tính được": "Dùng số này", "Hoàn tác": "Xác nhận các báo cáo đã chọn",
    "Kết thúc": "Đăng nhập", "Kết thúc mọi phiên khác": "Đăng nhập", "Rút lại để sửa": "Gửi báo cáo",
    "Thu hồi để sửa": "Ban hành", "Kết thúc mọi phiên": "Đăng nhập", "roles_table.html: Thu hồi": "Giao vai trò",
    "Bỏ lưu": "Lưu bộ lọc",
}  # fmt: skip
"""What can be undone, and by which button; words that stand elsewhere too have their file before them."""
PAGES_THAT_ASK = {
    "remove.html: Bỏ dòng này": "a page of its own, with the task and who leads it",
    "remove.html: Bỏ ngày này": "a page of its own, which says how the day counts from then on",
}
TYPED = {"Trả lại", "Trả lại đơn vị", "Không gia hạn", "Ghi là không tiến hành", "Rút lại báo cáo", "Hủy dòng ghi"}
"""Red, and no act without a reason, which stands in the same form."""


class Button(NamedTuple):
    """A button of a page, and the form around it."""

    file: str
    words: str
    looks: str
    question: str
    form: str

    @property
    def is_red(self) -> bool:
        return "danger" in self.looks

    @property
    def undone_by(self) -> str | None:
        return UNDONE.get(self.words) or UNDONE.get(f"{self.file}: {self.words}")


def buttons() -> Iterator[Button]:
    """Yield every button of the pages."""
    for file in sorted({*(ROOT / "cchc").rglob("pages/**/*.html"), *(ROOT / "cchc/ui").rglob("parts/*.html")}):
        if "pages" in file.parts and "ui" in file.relative_to(ROOT).parts[1:2]:
            continue
        page = " ".join(file.read_text(encoding="utf-8").split())
        for button in _BUTTON.finditer(page):
            _tag, attributes, inside = button.groups()
            slot = _ASKED.search(inside)
            found = _WORDS.search(_HIDDEN.sub("", _ASKED.sub("", inside)))
            asked = _WORDS.search(slot[1]) if slot else _QUESTION.search(attributes)
            words = (found[1] or found[2]).strip() if found else ""
            before = page[: button.start()]
            form = before[max(before.rfind("<form"), before.rfind("<c-form"), 0) :]
            yield Button(file.name, words, attributes, (asked[1] or asked[2]) if asked else "", form)
        for form in _FORM.finditer(page):
            attributes, inside = form.groups()
            if found := re.search(r"""\bsubmit="\{% translate '([^']*)'""", attributes):
                yield Button(file.name, found[1], attributes, "", form[0])
        for words, given in _INCLUDED.findall(page):
            yield Button(file.name, words, given, "", "")


FIELD = re.compile(r"<c-field\b|\{\{ \w+ \}\}|:form=\"form\"")
_IF = re.compile(r"\{% if .*?\{% endif %\}", re.S)
OTHER_WAYS = re.compile(r"\bdata-confirm\b|\bconfirm\(|\balert\(|[Cc]hắc chắn (?:không|muốn)")


def of(words: str) -> list[Button]:
    return [one for one in buttons() if words in (one.words, f"{one.file}: {one.words}")]


def is_deliberate(button: Button) -> bool:
    """Tell whether nothing is lost by one press: it asks, can be undone, or takes what stands in a field beside it."""
    if button.question or button.undone_by:
        return True
    return button.words in TYPED and FIELD.search(_IF.sub("", button.form)) is not None


def test_every_red_button_asks_can_be_undone_or_takes_a_reason() -> None:
    red = [one for one in buttons() if one.is_red and one.words]
    assert len({one.words for one in red}) > 20, "the pages are no longer read"
    assert {f"{one.file}: {one.words}" for one in red if not is_deliberate(one)} == set(PAGES_THAT_ASK)
    assert not TYPED - {one.words for one in red}


def test_a_red_button_of_unsaid_words_is_known() -> None:
    unsaid = {one.file for one in buttons() if one.is_red and not one.words} | {
        file.name for file in (ROOT / "cchc").rglob("pages/**/*.html") if ":danger=" in file.read_text("utf-8")
    }
    assert unsaid == {"button.html", "single_form.html", "small_form.html"}, "its words come from where it is included"


@pytest.mark.parametrize("words", ASK)
def test_what_cannot_be_undone_asks_with_its_consequence(words: str) -> None:
    assert of(words), f"no page has {words}: take it from the list"
    for one in of(words):
        if one.question or not one.undone_by:
            assert re.search(r"\?\s+\S", one.question), f"{one.file}: {words} asks “{one.question}”, not what then"


@pytest.mark.parametrize("words", UNDONE)
def test_what_can_be_undone_does_not_ask(words: str) -> None:
    assert of(words), f"no page has {words}: take it from the list"
    assert [one.file for one in of(words) if one.question] == []


def test_every_question_is_of_a_button_in_the_list() -> None:
    assert {one.words for one in buttons() if one.question and one.words} - ASK.keys() == set()


def test_there_is_one_way_to_ask() -> None:
    """`<c-ask>` needs no script; a question of a script's own would not be asked without one."""
    shown = [file for kind in ("*.html", "*.js", "*.yaml") for file in (ROOT / "cchc").rglob(kind)]
    assert [file.name for file in shown if OTHER_WAYS.search(file.read_text(encoding="utf-8"))] == []
