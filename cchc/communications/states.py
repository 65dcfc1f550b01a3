"""By what way something was published."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    PORTAL = "portal", _("Cổng, trang thông tin điện tử")
    RADIO = "radio", _("Phát thanh")
    TELEVISION = "television", _("Truyền hình")
    NEWSPAPER = "newspaper", _("Báo in, báo điện tử")
    FACEBOOK = "facebook", _("Facebook")
    ZALO = "zalo", _("Zalo")
    LOUDSPEAKER = "loudspeaker", _("Truyền thanh cơ sở")
    VIDEO = "video", _("Video")
    MEETING = "meeting", _("Hội nghị, đối thoại")
    CONTEST = "contest", _("Hội thi")
    HANDBOOK = "handbook", _("Sổ tay, tờ gấp")
    VISIT = "visit", _("Tham quan, học tập")
