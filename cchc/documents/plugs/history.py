"""How the trail tells what was done in the registers of documents."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel.history.sentences import say

say("documents_outgoing", "insert", _("vào sổ văn bản đi số %(number)s/%(symbol)s của %(unit_id)s: %(title)s"))
say(
    "documents_outgoing",
    "update",
    _("thu hồi văn bản %(number)s/%(symbol)s của %(unit_id)s: %(reason)s"),
    column="state",
)
say("documents_outgoing", "update", _("sửa dòng sổ của văn bản %(number)s/%(symbol)s của %(unit_id)s"))
say("documents_incoming", "insert", _("vào sổ văn bản đến %(code)s của %(author)s ở %(unit_id)s: %(title)s"))
say("documents_incoming", "update", _("ghi kết quả giải quyết văn bản đến %(code)s ở %(unit_id)s"), column="state")
say("documents_incoming", "update", _("sửa dòng sổ của văn bản đến %(code)s ở %(unit_id)s"))
say("documents_storedfile", "insert", _("lưu tệp “%(name)s”"))
say("documents_storedfile", "update", _("ký số tệp “%(name)s”"), column="is_signed")
say("documents_blank", "insert", _("tải lên mẫu văn bản “%(title)s” của %(unit_id)s"))
say("documents_blank", "update", _("thôi dùng mẫu văn bản “%(title)s”"), column="is_active")
say("documents_series", "insert", _("mở dãy số %(kind)s năm %(year)s của %(unit_id)s"))
say("documents_series", "update", _("cấp số %(last)s trong dãy %(kind)s năm %(year)s của %(unit_id)s"))
