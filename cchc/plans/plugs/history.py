"""How the trail tells what was done to plans, their tasks and the work given to units."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel.history import sentences
from cchc.plans.queries import naming

say = sentences.say


sentences.name("plans_assignment", naming.assignments)
say("plans_plan", "insert", _("lập kế hoạch “%(title)s” của %(unit_id)s"))
say("plans_plan", "update", _("phê duyệt, ban hành kế hoạch %(number)s “%(title)s”"), column="adopted_at")
say("plans_plan", "update", _("chuyển trạng thái kế hoạch %(number)s “%(title)s” sang: %(state)s"), column="state")
say("plans_plan", "update", _("sửa kế hoạch %(number)s “%(title)s”"), aside=True)
say("plans_taskgroup", "insert", _("thêm lĩnh vực %(no)s “%(title)s” vào kế hoạch %(plan_id)s"), aside=True)
say("plans_taskgroup", "update", _("sửa lĩnh vực %(no)s “%(title)s” của kế hoạch %(plan_id)s"), aside=True)
say("plans_reading", "insert", _("tải kế hoạch lên để bóc tách cho %(unit_id)s"))
say("plans_reading", "update", _("rà soát bản bóc tách kế hoạch của %(unit_id)s"))
say("plans_task", "insert", _("thêm nhiệm vụ %(code)s “%(title)s”"))
say("plans_task", "update", _("sửa nhiệm vụ %(code)s “%(title)s”"))
say("plans_task", "update", _("rút nhiệm vụ %(code)s “%(title)s”"), column="withdrawn_at")
say("plans_task", "delete", _("xóa nhiệm vụ %(code)s “%(title)s”"))
say("plans_taskpartner", "insert", _("thêm %(unit_id)s phối hợp nhiệm vụ %(task_id)s"))
say("plans_taskpartner", "delete", _("bỏ %(unit_id)s khỏi đơn vị phối hợp nhiệm vụ %(task_id)s"))
say("plans_assignment", "insert", _("giao nhiệm vụ %(task_id)s cho %(unit_id)s"))
say("plans_assignment", "update", _("hủy việc %(task_id)s đã giao cho %(unit_id)s"), column="cancelled_at")
say(
    "plans_assignment",
    "update",
    _("đăng ký ngày hoàn thành %(target_on)s cho việc %(task_id)s của %(unit_id)s"),
    column="target_on",
)
say("plans_assignment", "update", _("cập nhật tiến độ việc %(task_id)s của %(unit_id)s"))
say("plans_occurrence", "insert", _("mở kỳ từ %(start_on)s, hạn %(due_on)s, của việc %(assignment_id)s"))
say(
    "plans_occurrence",
    "update",
    _("ghi ngày xong kỳ hạn %(due_on)s của việc %(assignment_id)s: %(done_on)s"),
    column="done_on",
    aside=True,
)
say("plans_occurrence", "update", _("cập nhật kỳ hạn %(due_on)s của việc %(assignment_id)s"), aside=True)
say("plans_milestone", "insert", _("đặt mốc “%(title)s”, hạn %(due_on)s, cho việc %(assignment_id)s"))
say("plans_milestone", "update", _("cập nhật mốc “%(title)s” của việc %(assignment_id)s"))
say("plans_milestone", "delete", _("bỏ mốc “%(title)s” của việc %(assignment_id)s"))
say("plans_report", "insert", _("báo cáo tiến độ %(percent)s%% của việc %(assignment_id)s"))
say(
    "plans_report",
    "update",
    _("cập nhật báo cáo tiến độ %(percent)s%% của việc %(assignment_id)s: %(state)s"),
    column="state",
)
say("plans_report", "update", _("cập nhật báo cáo tiến độ %(percent)s%% của việc %(assignment_id)s"))
say("plans_difficulty", "insert", _("nêu vướng mắc của việc %(assignment_id)s: %(text)s"))
say("plans_difficulty", "update", _("xử lý vướng mắc của việc %(assignment_id)s: %(state)s"), column="state")
say("plans_difficulty", "update", _("cập nhật vướng mắc của việc %(assignment_id)s"))
say("plans_difficultystep", "insert", _("chuyển vướng mắc từ %(from_unit_id)s đến %(to_unit_id)s"))
say("plans_extension", "insert", _("xin gia hạn việc %(assignment_id)s đến %(asked_for)s: %(reason)s"))
say("plans_extension", "update", _("quyết định gia hạn việc %(assignment_id)s: %(state)s"), column="state")
say("plans_attachment", "insert", _("nộp tệp “%(name)s”"))
