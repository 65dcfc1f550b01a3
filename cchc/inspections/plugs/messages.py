"""The kinds of message about inspections."""

from django.utils.translation import gettext_lazy as _

from cchc.notifications.queries import kinds
from cchc.notifications.types import Told

kinds.register(
    Told("inspected", _("Sẽ được kiểm tra"), "work"),
    Told("called_off", _("Không tiến hành kiểm tra")),
    Told("finding", _("Phát hiện phải khắc phục"), "work"),
    Told("mended", _("Đã báo khắc phục, chờ xác nhận"), "work", of_another=True),
)
