"""How the trail tells who was given what, and that addresses of calendars were made."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel.history import coverage
from cchc.kernel.history.sentences import say

coverage.redact("inbox_feed", "digest")
say("inbox_handling", "insert", _("phân công cho %(person_id)s: %(title)s"))
say("inbox_handling", "update", _("phân công lại cho %(person_id)s: %(title)s"), column="person_id")
say("inbox_handling", "delete", _("bỏ phân công của %(person_id)s: %(title)s"))
say("inbox_feed", "insert", _("tạo địa chỉ lịch bí mật của %(user_id)s"))
say("inbox_feed", "update", _("đổi địa chỉ lịch bí mật của %(user_id)s"))
say("inbox_feed", "delete", _("thu hồi địa chỉ lịch bí mật của %(user_id)s"))
