"""What may be allowed: units and calendars."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel import rights
from cchc.kernel.rights import Right

_ALL = ("reader", "officer", "head", "office", "administrator")
_KEEPERS = ("office", "administrator")

rights.declare(
    "organisation",
    Right("unit.read", _("Xem danh mục đơn vị"), _ALL, shared=True, for_programs=True),
    Right("unit.write", _("Sửa danh mục đơn vị"), _KEEPERS, for_programs=True),
    Right("calendar.read", _("Xem lịch làm việc"), _ALL, shared=True, for_programs=True),
    Right("calendar.write", _("Sửa lịch làm việc"), _KEEPERS, for_programs=True),
)
