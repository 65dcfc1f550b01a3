"""How the trail tells what was done to accounts, roles and tokens, and how people are called in it."""

from django.utils.translation import gettext_lazy as _

from cchc.accounts.queries import people, roles
from cchc.kernel.history import sentences


def _role(value: str) -> str:
    return str(roles.label(value))


say = sentences.say
for table, column in (
    ("accounts_grant", "role"),
    ("accounts_secondfactorrule", "role"),
    ("accounts_composedrole", "code"),
):
    sentences.words(table, column, _role)
sentences.name("accounts_user", people.names)
say("accounts_user", "insert", _("tạo tài khoản %(username)s cho %(full_name)s, %(unit_id)s"))
say("accounts_user", "update", _("đổi mật khẩu của %(full_name)s"), column="password")
say("accounts_user", "update", _("ngừng hoặc mở lại tài khoản của %(full_name)s"), column="is_active")
say("accounts_user", "update", _("sửa thông tin tài khoản của %(full_name)s"))
say("accounts_grant", "insert", _("giao vai trò %(role)s cho %(user_id)s ở %(unit_id)s, từ ngày %(valid_from)s"))
say("accounts_grant", "update", _("kết thúc vai trò %(role)s của %(user_id)s ở %(unit_id)s"), column="valid_to")
say("accounts_grant", "update", _("sửa vai trò %(role)s của %(user_id)s ở %(unit_id)s"))
say("accounts_composedrole", "insert", _("lập hoặc sửa lần đầu vai trò %(code)s"))
say("accounts_composedrole", "update", _("ngừng dùng vai trò %(code)s"), column="retired_at")
say("accounts_composedrole", "update", _("sửa vai trò %(code)s"))
say("accounts_secondfactorrule", "update", _("đổi yêu cầu xác thực hai bước của vai trò %(role)s"))
say("accounts_secondfactorrule", "delete", _("bỏ yêu cầu xác thực hai bước của vai trò %(role)s"))
say("accounts_secondfactorrule", "insert", _("yêu cầu vai trò %(role)s xác thực hai bước từ ngày %(valid_from)s"))
say("accounts_secondfactor", "insert", _("cài xác thực hai bước cho %(user_id)s"))
say("accounts_secondfactor", "update", _("dùng xác thực hai bước của %(user_id)s"), aside=True)
say("accounts_secondfactor", "delete", _("bỏ xác thực hai bước của %(user_id)s"))
say("accounts_recoverycode", "insert", _("lập mã khôi phục cho %(user_id)s"))
say("accounts_recoverycode", "update", _("dùng một mã khôi phục của %(user_id)s"))
say("accounts_recoverycode", "delete", _("bỏ mã khôi phục của %(user_id)s"))
say("accounts_apitoken", "insert", _("cấp mã truy cập “%(name)s” cho %(owner_id)s"))
say("accounts_apitoken", "update", _("sửa mã truy cập “%(name)s” của %(owner_id)s"))
say("accounts_apitoken", "update", _("thu hồi mã truy cập “%(name)s” của %(owner_id)s"), column="revoked_at")

for table, words in {
    "accounts_secondfactor": _("Xác thực hai bước"),
    "accounts_recoverycode": _("Mã khôi phục"),
    "account_emailaddress": _("Địa chỉ thư để đăng nhập"),
    "account_emailconfirmation": _("Xác nhận địa chỉ thư"),
    "socialaccount_socialapp": _("Nơi đăng nhập một lần"),
    "socialaccount_socialapp_sites": _("Trang của nơi đăng nhập một lần"),
    "socialaccount_socialaccount": _("Tài khoản đăng nhập một lần"),
    "socialaccount_socialtoken": _("Mã của nơi đăng nhập một lần"),
    "usersessions_usersession": _("Phiên đăng nhập"),
    "auth_group": _("Nhóm quyền của thư viện"),
    "auth_group_permissions": _("Quyền của nhóm, của thư viện"),
    "auth_permission": _("Quyền của thư viện"),
    "django_content_type": _("Loại nội dung của thư viện"),
    "django_session": _("Phiên làm việc"),
}.items():
    sentences.noun(table, words)
