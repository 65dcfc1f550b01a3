"""How the trail tells what was done to the registry of units and to the calendars."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cchc.kernel import clock
from cchc.kernel.history import sentences
from cchc.organisation import queries


def _units(keys: Collection[Any]) -> Mapping[Any, str]:
    return queries.full_names(keys, clock.today())


say = sentences.say
sentences.name("organisation_unit", _units)
say("organisation_unit", "insert", _("thêm đơn vị %(slug)s vào danh mục"), aside=True)
say(
    "organisation_unitversion",
    "insert",
    _("ghi %(name)s (mã %(code)s) vào danh mục từ ngày %(valid_from)s"),
    aside=True,
)
say(
    "organisation_unitversion",
    "update",
    _("kết thúc giai đoạn của %(name)s vào ngày %(valid_to)s"),
    column="valid_to",
    aside=True,
)
say("organisation_unitversion", "update", _("sửa %(name)s (mã %(code)s) trong danh mục"), aside=True)
say("organisation_unitchangeparty", "insert", _("ghi %(name)s vào thay đổi đơn vị"), aside=True)
say("organisation_unitclass", "insert", _("lập nhóm đơn vị “%(name)s”"))
say("organisation_unitclass", "update", _("sửa nhóm đơn vị “%(name)s”"))
say("organisation_unitclassrule", "insert", _("thêm thành phần vào nhóm đơn vị %(unit_class_id)s"), aside=True)
say("organisation_calendar", "insert", _("lập lịch làm việc “%(name)s”"))
say("organisation_calendar", "update", _("sửa lịch làm việc “%(name)s”"))
say("organisation_unitchange", "insert", _("ghi thay đổi đơn vị: %(kind)s từ ngày %(effective_on)s"))
say("organisation_unitalias", "insert", _("thêm tên gọi khác “%(text)s” cho đơn vị"))
say("organisation_dayoff", "insert", _("ghi %(name)s, ngày %(date)s, vào lịch làm việc"))
say("organisation_dayoff", "delete", _("bỏ %(name)s, ngày %(date)s, khỏi lịch làm việc"))
