"""What may be allowed: the Committee's meetings."""

from django.utils.translation import gettext_lazy as _

from cchc.accounts.types import DECIDERS, READERS
from cchc.kernel import rights
from cchc.kernel.rights import Right

rights.declare(
    "meetings",
    Right("meeting.read", _("Xem phiên họp"), READERS),
    Right("meeting.write", _("Chuẩn bị phiên họp, ban hành kết luận"), DECIDERS),
)
