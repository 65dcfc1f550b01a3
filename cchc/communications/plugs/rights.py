"""What may be allowed: the register of communication."""

from django.utils.translation import gettext_lazy as _

from cchc.accounts.types import READERS, WORKERS
from cchc.kernel import rights
from cchc.kernel.rights import Right

rights.declare(
    "communications",
    Right("communication.read", _("Xem sổ tuyên truyền"), READERS),
    Right("communication.write", _("Ghi sổ tuyên truyền"), WORKERS),
)
