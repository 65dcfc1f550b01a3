"""The kinds of message about what is due or late, and what every module may say."""

from django.utils.translation import gettext_lazy as _

from cchc.notifications.queries import kinds
from cchc.notifications.types import Told

kinds.register(
    Told("due", _("Sắp đến hạn"), "reminder", tone="risk", urgency=3),
    Told("overdue", _("Đã quá hạn"), "reminder", tone="late", urgency=0),
    Told("urged", _("Được đôn đốc"), "urging", tone="risk", urgency=1),
    Told("confirmed", _("Được xác nhận"), tone="done"),
    Told("returned", _("Bị trả lại"), tone="late", urgency=2),
    Told("given", _("Được phân công"), "work"),
    Told("sign_ins", _("Nhiều lần đăng nhập sai")),
)
