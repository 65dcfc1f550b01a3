from django.utils.translation import gettext_lazy as _

from cchc.kernel import navigation

navigation.register(
    group="system", order=60, label=_("Nhật ký"), url_name="audit_log", permission="audit.read", province_wide=True
)
