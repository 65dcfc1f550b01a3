"""How the trail tells what was done in inspections."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel.history.sentences import say

say("inspections_programme", "insert", _("lập kế hoạch kiểm tra “%(title)s”"))
say("inspections_programme", "update", _("ban hành kế hoạch kiểm tra %(number)s “%(title)s”"), column="state")
say("inspections_programme", "update", _("sửa kế hoạch kiểm tra “%(title)s”"))
say("inspections_visit", "insert", _("đưa %(target_id)s vào diện kiểm tra, dự kiến %(planned_on)s"))
say("inspections_visit", "update", _("chuyển cuộc kiểm tra %(target_id)s sang: %(state)s"), column="state")
say("inspections_visit", "update", _("sửa cuộc kiểm tra %(target_id)s"))
say("inspections_check", "insert", _("thêm nội dung kiểm tra: %(text)s"))
say("inspections_check", "update", _("ghi kết quả “%(verdict)s” cho nội dung: %(text)s"))
say("inspections_finding", "insert", _("ghi phát hiện ở %(unit_id)s, hạn khắc phục %(due_on)s: %(text)s"))
say("inspections_finding", "update", _("chuyển phát hiện ở %(unit_id)s sang: %(state)s"), column="state")
say("inspections_finding", "update", _("sửa phát hiện ở %(unit_id)s: %(text)s"))
say("inspections_finding", "delete", _("bỏ khỏi biên bản phát hiện ở %(unit_id)s: %(text)s"))
