from django.utils.translation import gettext_lazy as _

from cchc.kernel import navigation

navigation.register(group="system", order=20, label=_("Người dùng"), url_name="people", permission="account.read")
navigation.register(
    group="system", order=21, label=_("Vai trò"), url_name="roles", permission="role.write", province_wide=True
)
navigation.register(
    group="system", order=60, label=_("Nhật ký"), url_name="audit_log", permission="audit.read", province_wide=True
)
navigation.register(
    group="system", order=90, label=_("Tài khoản của tôi"), url_name="own_account", permission="own_account"
)
