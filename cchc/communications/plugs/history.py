"""How the trail tells what was done in the communication register."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel.history.sentences import say

say("communications_item", "insert", _("vào sổ truyền thông của %(unit_id)s: %(title)s"))
say(
    "communications_item",
    "update",
    _("hủy dòng ghi “%(title)s” của %(unit_id)s: %(struck_reason)s"),
    column="struck_reason",
)
say("communications_norm", "insert", _("đặt định mức %(needed)s tin, bài mỗi kỳ cho việc %(assignment_id)s"))
say("communications_norm", "update", _("đổi định mức thành %(needed)s tin, bài mỗi kỳ cho việc %(assignment_id)s"))
