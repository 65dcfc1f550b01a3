"""What may be allowed: plans, tasks and the work on them."""

from django.utils.translation import gettext_lazy as _

from cchc.accounts.types import DECIDERS, READERS, WORKERS, Role
from cchc.kernel import rights
from cchc.kernel.rights import Right

rights.declare(
    "plans",
    Right("plan.read", _("Xem kế hoạch"), READERS, shared=True, for_programs=True),
    Right("plan.upload", _("Tải kế hoạch lên"), (Role.OFFICE,), for_programs=True),
    Right("plan.review", _("Rà soát kế hoạch đã đọc"), (Role.OFFICE,), for_programs=True),
    Right("plan.adopt", _("Đưa kế hoạch vào thực hiện"), (Role.OFFICE,), for_programs=True),
    Right("task.read", _("Xem nhiệm vụ"), READERS, shared=True, for_programs=True),
    Right("assignment.read", _("Xem việc được giao và báo cáo"), READERS, for_programs=True),
    Right("assignment.report", _("Báo cáo tiến độ"), WORKERS, for_programs=True),
    Right("assignment.plan", _("Đặt mốc thời gian của việc"), WORKERS, for_programs=True),
    Right("assignment.confirm", _("Xác nhận hoặc trả lại báo cáo"), DECIDERS, for_programs=True),
    Right("assignment.cancel", _("Hủy việc được giao"), DECIDERS, for_programs=True),
    Right("difficulty.raise", _("Nêu vướng mắc"), WORKERS, for_programs=True),
    Right("difficulty.climb", _("Chuyển vướng mắc lên cấp trên"), DECIDERS, for_programs=True),
    Right("difficulty.answer", _("Trả lời vướng mắc"), DECIDERS, for_programs=True),
    Right("extension.ask", _("Xin gia hạn"), WORKERS, for_programs=True),
    Right("extension.decide", _("Quyết định gia hạn"), DECIDERS, for_programs=True),
    Right("unit_plan.write", _("Lập kế hoạch của đơn vị"), WORKERS, for_programs=True),
)
