"""Which days a unit may set for itself, and which it must ask for."""

import datetime as dt
from dataclasses import dataclass

from cchc.kernel.refusal import Refusal

FARTHEST_YEARS = 1
"""An extension reaches at most to the end of this many years after the plan's: further is a slip of the pen."""


@dataclass(frozen=True)
class Bounds:
    """What the plan fixes: its day of issue, its year, and the end of the task's deadline or window if it has one.

    ``leeway`` is how far past the year's end a unit may set its own day (``content/law/plans.yaml``); a period in the
    ``title`` widens the year (``rules.horizon``).
    """

    issued_on: dt.date
    year: int
    ends_on: dt.date | None = None
    leeway: dt.timedelta = dt.timedelta()
    title: str = ""

    @property
    def latest(self) -> dt.date:
        return self.ends_on or dt.date(self.year, 12, 31) + self.leeway

    @property
    def farthest(self) -> dt.date:
        return dt.date(self.year + FARTHEST_YEARS, 12, 31)


@dataclass(frozen=True)
class Current:
    """The day a unit has set, and the one it was granted."""

    target_on: dt.date | None = None
    extended_to: dt.date | None = None


def may_set_day(bounds: Bounds, current: Current, today: dt.date) -> bool:
    """Tell whether there is a day left that a unit may set for itself; where there is none it asks for an extension."""
    passed = current.target_on is not None and current.target_on < today
    return current.extended_to is None and not passed and bounds.latest >= today


def check_target(day: dt.date, bounds: Bounds, current: Current, reason: str, today: dt.date) -> None:
    """Refuse a day outside the plan, one moved without a reason, and one moved after it has passed."""
    if current.extended_to:
        raise Refusal(
            "Việc này đã được gia hạn đến %(extended_to)s: muốn ngày khác thì xin gia hạn tiếp.",
            "target_on",
            extended_to=current.extended_to,
        )
    if current.target_on and current.target_on < today:
        raise Refusal(
            "Ngày đã đặt (%(target_on)s) đã qua: hãy xin gia hạn, không tự đổi được nữa.",
            "target_on",
            target_on=current.target_on,
        )
    _check_day(day, bounds, today)
    if current.target_on == day:
        raise Refusal("Việc này đã đăng ký ngày %(day)s: hãy chọn ngày khác nếu muốn đổi.", "target_on", day=day)
    if current.target_on and not reason.strip():
        raise Refusal("Hãy nêu lý do đổi ngày hoàn thành đã đặt.", "reason")


def _check_day(day: dt.date, bounds: Bounds, today: dt.date) -> None:
    if day < bounds.issued_on:
        raise Refusal(
            "Ngày hoàn thành không thể trước ngày ban hành kế hoạch (%(issued_on)s).",
            "target_on",
            issued_on=bounds.issued_on,
        )
    if day < today:
        raise Refusal("Ngày %(day)s đã qua: hãy chọn từ hôm nay trở đi.", "target_on", day=day)
    if day > bounds.latest and bounds.ends_on:
        raise Refusal(
            "Kế hoạch ghi hạn %(ends_on)s: hãy chọn ngày không muộn hơn, hoặc xin gia hạn.",
            "target_on",
            ends_on=bounds.ends_on,
        )
    if day > bounds.latest:
        raise Refusal(
            "Kế hoạch năm %(year)s cho đăng ký ngày hoàn thành muộn nhất %(latest)s: muốn muộn hơn thì xin gia hạn.",
            "target_on",
            year=bounds.year,
            latest=bounds.latest,
        )


def days_registered_late(registered_on: dt.date | None, register_by: dt.date | None) -> int:
    """Return by how many days a unit was late in first naming its day; 0 where it was in time or had to name none."""
    return max(0, (registered_on - register_by).days) if registered_on and register_by else 0


def check_extension(day: dt.date, due_on: dt.date | None, bounds: Bounds, field: str) -> None:
    """Refuse an extension of what has no due day, one that isn't later, and one that is absurdly late."""
    if due_on is None:
        raise Refusal("Việc này chưa có hạn: hãy đăng ký ngày hoàn thành, chưa cần xin gia hạn.", field)
    if day <= due_on:
        raise Refusal("Ngày mới phải sau hạn hiện hành (%(due_on)s).", field, due_on=due_on)
    if day > bounds.farthest:
        raise Refusal(
            "Kế hoạch năm %(year)s chỉ gia hạn được đến %(farthest)s.",
            field,
            year=bounds.year,
            farthest=bounds.farthest,
        )


def check_milestone(day: dt.date, due_on: dt.date | None, bounds: Bounds) -> None:
    """Refuse a milestone outside the plan or after the assignment's own due day."""
    if day < bounds.issued_on:
        raise Refusal(
            "Mốc không thể trước ngày ban hành kế hoạch (%(issued_on)s).", "due_on", issued_on=bounds.issued_on
        )
    last = due_on or bounds.latest
    if day > last:
        raise Refusal("Mốc không thể sau hạn của việc (%(last)s).", "due_on", last=last)
