"""The list of people as .xlsx or .csv."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc.accounts.queries.units import PersonInWords
from cchc.kernel.sheets import Column

COLUMNS = (
    *(Column(gettext_lazy("Họ và tên"), width=28), Column(gettext_lazy("Tên đăng nhập"))),
    *(
        Column(gettext_lazy("Đơn vị"), width=36),
        Column(gettext_lazy("Chức vụ")),
        Column(gettext_lazy("Thư điện tử"), width=28),
    ),
    *(Column(gettext_lazy("Vai trò"), width=36), Column(gettext_lazy("Trạng thái"))),
    *(Column(gettext_lazy("Xác thực hai bước")), Column(gettext_lazy("Đăng nhập gần nhất"), "moment")),
)


def row(one: PersonInWords) -> tuple[Any, ...]:
    """Return the cells of one person."""
    seen: Any = one.person.signed_in_at  # type: ignore[attr-defined]
    return (
        one.person.full_name,
        one.person.username,
        one.unit_name,
        one.person.position,
        one.person.email,
        "; ".join(one.roles),
        str(one.state),
        _("có") if one.person.has_factor else _("không"),  # type: ignore[attr-defined]
        seen,
    )
