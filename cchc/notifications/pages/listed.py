"""The deliveries as a list: its columns, and what it can be narrowed to."""

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cchc.kernel import clock
from cchc.notifications.models import Delivery
from cchc.notifications.queries.lists import DELIVERY_ORDER
from cchc.notifications.states import DeliveryState
from cchc.notifications.transports import TRANSPORTS
from cchc.organisation import queries as organisation
from cchc.ui import lists
from cchc.ui.lists import Column, Empty, List, Part, cells
from cchc.ui.templatetags.ui import look, short, tag

Names = Mapping[int, str]


def names_of(rows: Sequence[Delivery]) -> Names:
    """Return the names of the units of whom these were for."""
    return organisation.full_names({row.unit_id for row in rows if row.unit_id}, clock.today())


def _unit(row: Delivery, names: Names) -> str:
    return names.get(row.unit_id or 0, "")


def _subject(row: Delivery, names: Names) -> SafeString:
    where = " · ".join(filter(None, [_unit(row, names), row.get_channel_display()]))
    return cells.stacked(cells.link("notifications:delivery", row.pk, row.subject, 120), cells.faint(where))


def _reader(row: Delivery, _names: Names) -> SafeString:
    return cells.stacked(row.user.full_name, cells.faint(row.address))


def _state(row: Delivery, _names: Names) -> SafeString:
    tone = look(row.state, "info", done="accepted", late="refused given_up")
    return cells.stacked(tag(tone, row.get_state_display()), cells.faint(short(row.words, 80)))


_SUBJECT = (
    Part(_("Đơn vị"), _unit, width=32),
    Part(_("Kênh"), lambda row, _names: row.get_channel_display()),
    Part(_("Tiêu đề"), lambda row, _names: row.subject, width=60),
)
_READER = (
    Part(_("Người nhận"), lambda row, _names: row.user.full_name, width=28),
    Part(_("Địa chỉ"), lambda row, _names: row.address, width=32),
)
_STATE = (
    Part(_("Kết quả"), lambda row, _names: row.get_state_display(), width=24),
    Part(_("Nơi nhận trả lời"), lambda row, _names: row.words, width=60),
)

DELIVERIES = List(
    key="notifications.deliveries",
    title=_("Nhật ký gửi thông báo"),
    file=_("thu-da-gui"),
    columns=(
        lists.moment("luc", _("Lúc lập"), "prepared_at"),
        Column("tieu-de", _("Tiêu đề"), _subject, _SUBJECT, "wide", names=True),
        Column("nguoi", _("Người nhận"), _reader, _READER, "name"),
        Column("ket-qua", _("Kết quả"), _state, _STATE),
        lists.figure("lan", _("Số lần thử"), "attempts"),
    ),
    orders=DELIVERY_ORDER,
    first="-luc",
    filters=(
        lists.search(_("Người nhận, địa chỉ")),
        lists.choice("ket-qua", _("Kết quả"), DeliveryState.choices),
        lists.choice("kenh", _("Kênh"), [(one.value, one.label) for one in TRANSPORTS]),
    ),
    narrow=_("Lọc bản gửi"),
    empty=Empty(
        _("Chưa có bản gửi nào"),
        _("Không có bản gửi nào như vậy"),
        _("Bản gửi lập vào sáng ngày làm việc, cho người có việc phải biết và đã chọn kênh."),
    ),
)
