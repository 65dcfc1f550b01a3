"""What was understood of a task, said in words."""

import datetime as dt

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cchc.kernel.refusal import Refusal
from cchc.organisation.types import Directory
from cchc.plans.pages.review.rule_words import rule_words
from cchc.plans.rules.differences import Value
from cchc.plans.rules.own_task import periods
from cchc.plans.types import Duty, Money, Task, When, Who
from cchc.ui import display


def _language() -> str:
    return get_language() or "vi"


def day(found: dt.date | None) -> str:
    """Return ``07/05/2019``, nothing where there is no day."""
    return display.date(found, _language()) if found else ""


def bearers(who: Who, directory: Directory) -> list[str]:
    """Return each unit and class, a class with the number of its members on the plan's day."""
    classes = [directory.class_by_key.get(key) for key in who.classes]
    named = [directory.unit_by_code.get(code) for code in who.units]
    lines = [_("%(name)s (%(count)d đơn vị)") % {"name": c.name, "count": len(c.members)} for c in classes if c]
    return lines + [unit.name for unit in named if unit]


def schedule(when: When, year: int | None, target_by: dt.date | None, issued_on: dt.date | None = None) -> str:
    """Return when, in words; what has no day says by when its owner must name one."""
    kind, start, end = when.kind, day(when.start), day(when.end)
    if kind == "deadline":
        return _("Chậm nhất %(end)s") % {"end": end}
    if kind == "window":
        return _window(start, end)
    if kind == "recurring":
        return _recurring(when, year, issued_on)
    named = {
        "standing": _("Thường xuyên trong năm"),
        "event": _("Khi có: %(event)s") % {"event": when.event or "…"},
        "undetermined": _("Chưa xác định"),
    }[kind]
    if when.offset_days is not None:
        return _("%(days)s %(event)s; hạn tính từ ngày đó") % {"days": _offset(when), "event": when.event}
    if target_by is None:
        return named
    return _("%(when)s; đơn vị chủ trì phải đăng ký ngày hoàn thành trước %(day)s") % {
        "when": named,
        "day": display.date(target_by, _language()),
    }


def _offset(when: When) -> str:
    count = abs(when.offset_days or 0)
    if when.offset_unit == "working_days":
        return ngettext("%(count)d ngày làm việc", "%(count)d ngày làm việc", count) % {"count": count}
    return ngettext("%(count)d ngày", "%(count)d ngày", count) % {"count": count}


def _window(start: str, end: str) -> str:
    if start and end:
        return _("Từ %(start)s đến hết %(end)s") % {"start": start, "end": end}
    return _("Từ %(start)s") % {"start": start} if start else _("Đến hết %(end)s") % {"end": end}


def _recurring(when: When, year: int | None, issued_on: dt.date | None) -> str:
    try:
        found = periods("recurring", when.rrule or "", when.start, when.end, year, issued_on) if year else None
        count = None if found is None else len(found)
    except Refusal:
        count = None
    words = _("Định kỳ (%(rule)s)") % {"rule": rule_words(when.rrule or "")}
    if count is not None:
        words = _("%(words)s, %(count)d kỳ trong năm %(year)d") % {"words": words, "count": count, "year": year}
    return _("%(words)s; và khi có: %(event)s") % {"words": words, "event": when.event} if when.event else words


def budget(money: Money, funding: str) -> str:
    """Return how much: amount × count = total, a sum of each, or the document's words."""
    if money.kind == "words":
        return _("Bằng lời: %(text)s") % {"text": money.text}
    if money.kind == "none":
        return _("Không ghi kinh phí")
    amount = display.money(money.amount, _language())
    if money.per and money.count:
        total = display.money(money.total, _language())
        words = f"{amount} × {display.number(money.count, 0, _language())} {money.per} = {total}"
    else:
        words = _("%(amount)s cho mỗi %(per)s") % {"amount": amount, "per": money.per} if money.per else amount
    return f"{words} · {funding}" if funding else words


def field_name(field: str) -> str:
    """Return the name of a field of a task or of the frame."""
    return {
        "code": _("Mã"),
        "title": _("Nội dung"),
        "products": _("Sản phẩm"),
        "lead": _("Chủ trì"),
        "partners": _("Phối hợp"),
        "schedule": _("Thời gian"),
        "budget": _("Kinh phí"),
        "funding": _("Nguồn kinh phí"),
        "note": _("Ghi chú"),
        "group": _("Lĩnh vực"),
        "groups": _("Lĩnh vực"),
        "tasks": _("Nhiệm vụ"),
        "number": _("Số, ký hiệu"),
        "issued_on": _("Ngày ban hành"),
        "place": _("Nơi ban hành"),
        "issuer": _("Cơ quan ban hành"),
        "year": _("Năm"),
        "bases": _("Căn cứ"),
        "duties": _("Nhiệm vụ bằng lời"),
        "organisation": _("Tổ chức thực hiện"),
        "recipients": _("Nơi nhận"),
    }.get(field, field)


def value(field: str, found: Value, directory: Directory) -> str:
    """Return the value of a field as one text, for an old beside a new one."""
    match found:
        case None | "" | ():
            return ""
        case Who():
            return "; ".join(_who(found, directory)) or found.text
        case When():
            return schedule(found, None, None)
        case Money():
            return budget(found, "")
        case dt.date():
            return day(found)
        case tuple():
            return "\n".join(map(_duty, found))
    return str(found)


def _who(found: Who, directory: Directory) -> list[str]:
    lines = [*bearers(found, directory), *(f"“{name}”" for name in found.unresolved)]
    if not found.condition:
        return lines
    decided = {True: _("đơn vị tự đăng ký"), False: _("giao hẳn"), None: _("chưa quyết định")}[found.optional]
    return [*lines, f"({found.condition}: {decided})"]


def _duty(found: str | Duty) -> str:
    return f"{found.no}. {found.title}: " + " ".join(found.items) if isinstance(found, Duty) else found


def text_of(task: Task, field: str) -> str:
    """Return the document's own words of a field."""
    found = getattr(task, field)
    if isinstance(found, Who | When | Money):
        return found.text
    return "; ".join(found) if isinstance(found, tuple) else str(found)


def written(found: Value) -> str:
    """Return the words that a value was understood from; nothing where it is its own words."""
    return found.text if isinstance(found, Who | When | Money) else ""
