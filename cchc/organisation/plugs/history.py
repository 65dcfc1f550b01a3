"""How the trail tells what was done to the registry of units and to the calendars."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cchc.kernel import clock
from cchc.kernel.history import sentences
from cchc.organisation import queries


def _units(keys: Collection[Any]) -> Mapping[Any, str]:
    return queries.full_names(keys, clock.today())


sentences.name("organisation_unit", _units)
sentences.say("organisation_unitchange", "insert", _("ghi thay đổi đơn vị: %(kind)s từ ngày %(effective_on)s"))
sentences.say("organisation_unitalias", "insert", _("thêm tên gọi khác “%(text)s” cho đơn vị"))
sentences.say("organisation_dayoff", "insert", _("ghi %(name)s, ngày %(date)s, vào lịch làm việc"))
sentences.say("organisation_dayoff", "delete", _("bỏ %(name)s, ngày %(date)s, khỏi lịch làm việc"))
