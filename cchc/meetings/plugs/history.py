"""How the trail tells what was done to meetings and their conclusions."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel.history.sentences import say, words
from cchc.ui.templatetags.ui import vn_quarter

words("meetings_meeting", "quarter", lambda quarter: vn_quarter(int(quarter)) if quarter else "")
say(
    "meetings_meeting", "insert", _("chuẩn bị phiên họp quý %(quarter)s năm %(year)s của %(unit_id)s, ngày %(held_on)s")
)
say(
    "meetings_meeting",
    "update",
    _("ban hành kết luận phiên họp ngày %(held_on)s của %(unit_id)s"),
    column="concluded_at",
)
say("meetings_meeting", "update", _("sửa phiên họp ngày %(held_on)s của %(unit_id)s"))
say("meetings_conclusion", "insert", _("ghi kết luận: %(text)s"))
say("meetings_conclusion", "update", _("sửa kết luận: %(text)s"))
say("meetings_conclusion", "delete", _("bỏ kết luận: %(text)s"))
