"""What may be allowed: documents and their registers."""

from django.utils.translation import gettext_lazy as _

from cchc.accounts.types import DECIDERS, READERS, WORKERS, Role
from cchc.kernel import rights
from cchc.kernel.rights import Right

rights.declare(
    "documents",
    Right("document.read", _("Xem văn bản"), READERS),
    Right("document.fill", _("Điền văn bản theo mẫu"), (*READERS, Role.ADMINISTRATOR)),
    Right("document.write", _("Vào sổ và soạn văn bản"), WORKERS),
    Right("document.sign", _("Ký, cấp số văn bản"), DECIDERS),
    Right("document.template", _("Sửa mẫu văn bản"), (Role.OFFICE, Role.ADMINISTRATOR)),
)
