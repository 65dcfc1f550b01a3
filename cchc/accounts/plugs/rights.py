"""What may be allowed: people, their roles and what is their own."""

from django.utils.translation import gettext_lazy as _

from cchc.accounts.types import Role
from cchc.kernel import rights
from cchc.kernel.rights import Right

rights.declare_roles(role.value for role in Role)
rights.declare(
    "accounts",
    Right("account.read", _("Xem người dùng"), (Role.ADMINISTRATOR,), in_person=True),
    Right("account.write", _("Tạo, sửa, ngừng tài khoản và giao vai trò"), (Role.ADMINISTRATOR,), in_person=True),
    Right("role.write", _("Lập và sửa vai trò"), (Role.ADMINISTRATOR,), in_person=True),
    Right("own_account", _("Tài khoản của mình"), own=True),
    Right("token.own", _("Mã truy cập của mình"), own=True),
)
