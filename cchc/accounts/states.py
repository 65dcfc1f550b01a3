"""Words for what accounts can be in: roles, outcomes of signing in."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cchc.accounts.rules.roles import Role

ROLE_LABELS: Mapping[Role, str | Promise] = {
    Role.OFFICE: _("Cơ quan thường trực"),
    Role.HEAD: _("Lãnh đạo đơn vị"),
    Role.OFFICER: _("Cán bộ thực hiện"),
    Role.READER: _("Người xem"),
    Role.ADMINISTRATOR: _("Quản trị"),
}


ROLE_MEANS: Mapping[Role, str | Promise] = {
    Role.OFFICE: _(
        "Đưa kế hoạch vào thực hiện, xác nhận kết quả, đôn đốc và tổng hợp; chỉ quản trị toàn tỉnh giao được."
    ),
    Role.HEAD: _(
        "Ký báo cáo, xác nhận phiếu chấm điểm, quyết định việc của đơn vị mình và trả lời vướng mắc của cấp dưới."
    ),
    Role.OFFICER: _(
        "Báo cáo tiến độ, tự chấm điểm, vào sổ văn bản và lập báo cáo của đơn vị; không ký, không quyết định."
    ),
    Role.READER: _("Chỉ xem số liệu và hồ sơ của đơn vị và các đơn vị bên dưới; không sửa được gì."),
    Role.ADMINISTRATOR: _("Tạo tài khoản, giao vai trò, sửa danh mục đơn vị và lịch; không thấy công việc và báo cáo."),
}


class SignInOutcome(StrEnum):
    PASSWORD = "password"  # noqa: S105 - a word, not a secret
    SECOND_FACTOR = "second_factor"
    RECOVERY = "recovery"
    PROVIDER = "provider"
    WRONG = "wrong"
    WRONG_CODE = "wrong_code"
    LOCKED = "locked"


SIGN_IN_LABELS: Mapping[SignInOutcome, str | Promise] = {
    SignInOutcome.PASSWORD: _("Đăng nhập bằng mật khẩu"),
    SignInOutcome.SECOND_FACTOR: _("Đăng nhập bằng mật khẩu và mã xác thực"),
    SignInOutcome.RECOVERY: _("Đăng nhập bằng mã khôi phục"),
    SignInOutcome.PROVIDER: _("Đăng nhập một lần (OIDC)"),
    SignInOutcome.WRONG: _("Sai mật khẩu"),
    SignInOutcome.WRONG_CODE: _("Sai mã xác thực"),
    SignInOutcome.LOCKED: _("Bị từ chối vì phải chờ"),
}
SUCCESSFUL = (
    SignInOutcome.PASSWORD,
    SignInOutcome.SECOND_FACTOR,
    SignInOutcome.RECOVERY,
    SignInOutcome.PROVIDER,
)
