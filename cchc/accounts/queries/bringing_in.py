"""A list of people to bring in, understood: who would get which account, and every cell that is wrong or doubtful."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from cchc.accounts.access.subject import Somebody
from cchc.accounts.models import User
from cchc.accounts.models.people import USERNAME
from cchc.accounts.queries import roles
from cchc.accounts.rules import usernames
from cchc.accounts.rules.roles import Role
from cchc.kernel import sheets
from cchc.kernel.refusal import Refusal, Sentence
from cchc.kernel.saying import of_django, say
from cchc.kernel.sheets import Line
from cchc.kernel.text import fold, spelling
from cchc.organisation import queries as organisation

NAME, UNIT, ROLE = "Họ và tên", "Đơn vị", "Vai trò"
USER, EMAIL, PHONE, POSITION = "Tên đăng nhập", "Thư điện tử", "Điện thoại", "Chức vụ"
_OF_THE_LIST = ("Trạng thái", "Xác thực hai bước", "Đăng nhập gần nhất")
"""What the platform's own list of people says besides: brought back, it is passed over."""
MOST = 1000
"""The most accounts of one file."""
Tell = Callable[[str, Sentence], None]
"""What is wrong with a line: (heading, why)."""
_ALSO_WRITTEN = {spelling("Thủ trưởng đơn vị"): Role.HEAD.value}
_PHONE = re.compile(r"(?:0|\+?84)\d{8,10}")


@dataclass(frozen=True)
class Newcomer:
    """One line understood; ``doubts`` are sentences to look at, which stop nothing."""

    number: int
    full_name: str
    username: str
    unit_id: int
    unit_name: str
    role: str
    email: str = ""
    phone: str = ""
    position: str = ""
    is_made_up: bool = False
    doubts: tuple[str, ...] = ()
    role_label: str = ""


@dataclass(frozen=True)
class Newcomers:
    """A whole list; one problem and nothing of it is written."""

    people: tuple[Newcomer, ...]
    problems: tuple[str, ...]


class _Known:
    """What the lines are held against: four queries for the whole list."""

    def __init__(self, subject: Somebody, lines: list[Line], today: dt.date) -> None:
        self.subject, self.scope = subject, subject.scope("account.write")
        self.written = organisation.Written(today)
        self.names = dict(organisation.choices(today))
        mails = [line.text(EMAIL).lower() for line in lines if line.text(EMAIL)]
        self.usernames = set(User.objects.values_list("username", flat=True))
        self.mails = set(User.objects.filter(email__in=mails).values_list("email", flat=True))
        self.people = {(fold(name), unit) for name, unit in User.objects.values_list("full_name", "unit_id")}
        self.lines_of: dict[tuple[str, str], int] = {}  # heading, cell that may stand once → its line
        self.roles = roles.usable()
        self.asked = {line.text(USER).lower() for line in lines if line.text(USER)}


def read(name: str, data: bytes, subject: Somebody, today: dt.date) -> Newcomers:
    """Return what a file would make within what ``subject`` may manage; ``Refusal`` for a file that can't be read."""
    lines = sheets.read(name, data, (NAME, UNIT), (USER, EMAIL, PHONE, POSITION, ROLE), extras=_OF_THE_LIST)
    if not lines:
        raise Refusal("Tệp không có dòng nào: mỗi người một dòng dưới hàng tiêu đề.", "file")
    if len(lines) > MOST:
        raise Refusal("Tệp có hơn %(most)s người: hãy tách thành nhiều tệp.", "file", most=MOST)
    known = _Known(subject, lines, today)
    people, problems = [], []
    for line in lines:
        wrong: list[str] = []
        found = _newcomer(line, known, wrong)
        problems += wrong
        if found is not None and not wrong:
            people.append(found)
    return Newcomers(tuple(people), tuple(problems))


def _newcomer(line: Line, known: _Known, wrong: list[str]) -> Newcomer | None:
    def tell(heading: str, why: Sentence) -> None:
        wrong.append(say(line.wrong(heading, why)))

    full_name = line.text(NAME)
    if not full_name or len(full_name) > 120 or not usernames.suggested(full_name):
        tell(NAME, Sentence("ghi họ và tên, nhiều nhất 120 chữ"))
        return None
    unit_id = _unit(line, known, tell)
    role = _role(line, unit_id, known, tell)
    email, phone = _email(line, known, tell), _phone(line, tell)
    username = _username(line, full_name, known, tell)
    if unit_id is None:
        return None
    return Newcomer(
        line.number, full_name, username, unit_id, known.names.get(unit_id, ""), role, email, phone,
        line.text(POSITION)[:120], not line.text(USER), tuple(_doubts(line, full_name, unit_id, known)),
        str(known.roles[role].label) if role else "",
    )  # fmt: skip


def _unit(line: Line, known: _Known, tell: Tell) -> int | None:
    if not line.text(UNIT):
        tell(UNIT, Sentence("ghi mã hoặc đúng tên đơn vị"))
        return None
    try:
        unit_id = known.written.unit(line.text(UNIT), confirmed=True)  # in the preview, beside its doubt
    except Refusal as refusal:
        tell(UNIT, refusal.sentence)
        return None
    if unit_id not in known.scope:
        tell(UNIT, Sentence("ngoài phạm vi quản trị của bạn"))
        return None
    return unit_id


def _role(line: Line, unit_id: int | None, known: _Known, tell: Tell) -> str:
    written = line.text(ROLE)
    if not written:
        return ""
    named = {spelling(str(role.label)): code for code, role in known.roles.items()} | _ALSO_WRITTEN
    role = named.get(spelling(written), "")
    if not role:
        tell(ROLE, Sentence("chỉ nhận: %(roles)s", roles=[str(role.label) for role in known.roles.values()]))
    elif unit_id is not None and known.roles[role].base not in known.subject.grantable(unit_id):
        tell(ROLE, Sentence("chỉ người quản trị toàn tỉnh giao được vai trò này"))
    return role


def _email(line: Line, known: _Known, tell: Tell) -> str:
    email = line.text(EMAIL).lower()
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        tell(EMAIL, Sentence("không phải một địa chỉ thư"))
    if email in known.mails:
        tell(EMAIL, Sentence("đã có người dùng địa chỉ này"))
    _once(line, EMAIL, email, known, tell)
    return email


def _once(line: Line, heading: str, said: str, known: _Known, tell: Tell) -> None:
    """Tell that another line of the file says the same already."""
    before = known.lines_of.setdefault((heading, said), line.number)
    if before != line.number:
        tell(heading, Sentence("trùng với dòng %(line)s của tệp", line=before))


def _phone(line: Line, tell: Tell) -> str:
    phone = re.sub(r"[\s.()-]", "", line.text(PHONE))
    if phone and len(phone) == 9 and phone.isdigit():
        phone = f"0{phone}"  # a spreadsheet takes the first 0 away from what it believes to be a number
    if phone and not _PHONE.fullmatch(phone):
        tell(PHONE, Sentence("không phải một số điện thoại"))
    return phone


def _username(line: Line, full_name: str, known: _Known, tell: Tell) -> str:
    asked = line.text(USER).lower()
    if not asked:
        asked = usernames.free(full_name, known.usernames | known.asked)
        known.usernames.add(asked)
    else:
        try:
            USERNAME(asked)
        except ValidationError as wanting:
            tell(USER, of_django(wanting))
        if asked in known.usernames:
            tell(USER, Sentence("đã có người dùng tên này"))
        _once(line, USER, asked, known, tell)
    return asked


def _doubts(line: Line, full_name: str, unit_id: int, known: _Known) -> Iterator[str]:
    """Say what may be a slip although it can be: a namesake in the unit, a unit written another way."""
    if (fold(full_name), unit_id) in known.people:
        yield _("Đơn vị đã có người cùng họ tên, hoặc tên này có hai lần trong tệp: có phải một người không?")
    known.people.add((fold(full_name), unit_id))
    if not known.written.is_own(line.text(UNIT), unit_id):
        yield _("Đơn vị ghi là “%(written)s”, hiểu là đơn vị ở cột bên.") % {"written": line.text(UNIT)}
    if not line.text(ROLE):
        yield _("Chưa ghi vai trò: đăng nhập được nhưng chưa mở được gì.")
