"""How the trail tells what was done to notices and to how people receive them."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel.history import sentences
from cchc.kernel.history.sentences import say
from cchc.notifications.rules import kinds

sentences.words("notifications_notice", "what", lambda what: str(kinds.kept(what).label))
say("notifications_preference", "insert", _("chọn cách nhận thông báo cho %(user_id)s"))
say("notifications_preference", "update", _("đổi cách nhận thông báo của %(user_id)s"))
say("notifications_notice", "insert", _("báo cho %(user_id)s: %(title)s"))
say("notifications_notice", "update", _("khép thông báo của %(user_id)s: %(title)s"), column="settled_at")
say("notifications_urging", "insert", _("đôn đốc về: %(title)s"))
say("notifications_delivery", "insert", _("chuẩn bị thư gửi %(user_id)s: %(subject)s"))
say("notifications_delivery", "update", _("cập nhật việc gửi thư cho %(user_id)s: %(state)s"), column="state")
