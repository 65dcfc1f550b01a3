from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "cchc.meetings"
    label = "meetings"
    verbose_name = _("Họp Ban Chỉ đạo")
