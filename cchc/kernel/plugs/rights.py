"""What may be allowed: what the kernel's own pages ask for."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel import rights
from cchc.kernel.rights import Right

_ALL = ("reader", "officer", "head", "office", "administrator")
_KEEPERS = ("office", "administrator")

rights.declare(
    "kernel",
    Right("search", _("Tìm kiếm"), _ALL, shared=True, for_programs=True),
    Right("audit.read", _("Xem nhật ký thay đổi"), _KEEPERS, for_programs=True),
)
