"""What may be allowed: what people are told."""

from django.utils.translation import gettext_lazy as _

from cchc.accounts.types import DECIDERS, Role
from cchc.kernel import rights
from cchc.kernel.rights import Right

rights.declare(
    "notifications",
    Right("notification.own", _("Thông báo của mình"), own=True),
    Right("work.urge", _("Đôn đốc"), DECIDERS),
    Right("delivery.read", _("Xem nhật ký gửi thông báo"), (Role.OFFICE, Role.ADMINISTRATOR)),
)
