"""Work: reports, confirmations, extensions, difficulties, milestones; and what a register counts."""

import datetime as dt
from functools import partial
from typing import Any

from cchc.communications.actions import feeding, recording
from cchc.communications.types import Published
from cchc.plans.actions import (
    cancelling,
    confirming,
    counting,
    difficulties,
    extensions,
    milestones,
    occurring,
    progress,
    targets,
)
from cchc.plans.actions.counting import Counted
from cchc.plans.models import Assignment
from cchc.plans.rules.reporting import Said
from tests.concurrency.racing import Act
from tests.concurrency.telling import story, twice
from tests.concurrency.world import TODAY, City

Acts = tuple[Act, Act]
END = dt.date(2019, 10, 31)
LATER = dt.date(2019, 11, 30)
HALF, OTHER = Said(50, "Đã làm một nửa"), Said(70, "Đã làm nhiều hơn")
DONE = Said(100, "Xong", reference_number="1/BC", reference_date=TODAY)


def work(city: City, unit: str = "S1", **columns: Any) -> int:
    given = {"end_on": END, "schedule_kind": "deadline", **columns}
    return int(city.case.assignment(unit, **given).pk)


def handed_in(city: City) -> tuple[int, int]:
    number = work(city)
    return number, progress.report(number, DONE, **city.by("clerk"))


@story(progress.report)
def _(city: City) -> Acts:
    number = work(city)
    return partial(progress.report, number, HALF, **city.by("clerk")), partial(
        progress.report, number, OTHER, **city.by("head")
    )


@story(progress.report, title="handed in twice")
def _(city: City) -> Acts:
    return twice(partial(progress.report, work(city), DONE, **city.by("clerk")))


@story(progress.take_back, confirming.confirm)
def _(city: City) -> Acts:
    _number, report = handed_in(city)
    return partial(progress.take_back, report, **city.by("clerk")), partial(confirming.confirm, report, **city.by())


@story(confirming.confirm, confirming.send_back)
def _(city: City) -> Acts:
    _number, report = handed_in(city)
    sent_back = partial(confirming.send_back, report, "Thiếu phụ lục", **city.by("office2"))
    return partial(confirming.confirm, report, **city.by()), sent_back


@story(confirming.confirm_many, cancelling.cancel)
def _(city: City) -> Acts:
    number, report = handed_in(city)
    return partial(confirming.confirm_many, [report], **city.by()), partial(
        cancelling.cancel, number, "Trùng", **city.by("office2")
    )


@story(confirming.undo)
def _(city: City) -> Acts:
    _number, report = handed_in(city)
    confirming.confirm(report, **city.by())
    return twice(partial(confirming.undo, [report], **city.by()))


@story(cancelling.cancel, progress.report)
def _(city: City) -> Acts:
    number = work(city)
    return partial(cancelling.cancel, number, "Trùng", **city.by()), partial(
        progress.report, number, DONE, **city.by("clerk")
    )


@story(cancelling.decline, progress.report)
def _(city: City) -> Acts:
    number = work(city, is_optional=True)
    return partial(cancelling.decline, number, "Không có điều kiện", **city.by("head")), partial(
        progress.report, number, DONE, **city.by("clerk")
    )


@story(cancelling.restore)
def _(city: City) -> Acts:
    number = work(city)
    cancelling.cancel(number, "Nhầm", **city.by())
    return twice(partial(cancelling.restore, number, **city.by()))


@story(counting.follow, progress.report, title="a register and a person report at once")
def _(city: City) -> Acts:
    number = work(city)
    said = Counted(50, "Sổ: 1/2", "", TODAY)
    return partial(counting.follow, number, None, said, **city.by()), partial(
        progress.report, number, OTHER, **city.by("clerk")
    )


@story(difficulties.raise_one)
def _(city: City) -> Acts:
    return twice(partial(difficulties.raise_one, work(city), "Thiếu kinh phí", **city.by("clerk")))


def stuck(city: City) -> int:
    return difficulties.raise_one(work(city, "X1"), "Thiếu kinh phí", **city.by("commune"))


@story(difficulties.climb, difficulties.answer)
def _(city: City) -> Acts:
    number = stuck(city)
    return partial(difficulties.climb, number, "Vượt thẩm quyền", **city.by("district")), partial(
        difficulties.answer, number, "Đã bố trí", **city.by("district")
    )


@story(difficulties.withdraw, difficulties.answer)
def _(city: City) -> Acts:
    number = stuck(city)
    return partial(difficulties.withdraw, number, **city.by("commune")), partial(
        difficulties.answer, number, "Đã bố trí", **city.by("district")
    )


@story(extensions.ask)
def _(city: City) -> Acts:
    number = work(city)
    return partial(extensions.ask, number, LATER, "Chờ hướng dẫn", **city.by("clerk")), partial(
        extensions.ask, number, LATER - dt.timedelta(days=5), "Chờ Bộ", **city.by("head")
    )


def asked(city: City) -> tuple[int, int]:
    number = work(city)
    return number, extensions.ask(number, LATER, "Chờ hướng dẫn", **city.by("clerk"))


@story(extensions.grant, extensions.refuse)
def _(city: City) -> Acts:
    _number, extension = asked(city)
    return partial(extensions.grant, extension, **city.by()), partial(
        extensions.refuse, extension, "Không đủ lý do", **city.by("office2")
    )


@story(extensions.grant, targets.set_target)
def _(city: City) -> Acts:
    number, extension = asked(city)
    return partial(extensions.grant, extension, **city.by()), partial(
        targets.set_target, number, dt.date(2019, 9, 30), reason="Sớm hơn", **city.by("head")
    )


@story(milestones.add)
def _(city: City) -> Acts:
    return twice(partial(milestones.add, work(city), "Lấy ý kiến", dt.date(2019, 8, 1), **city.by("clerk")))


@story(milestones.finish, milestones.remove)
def _(city: City) -> Acts:
    number = milestones.add(work(city), "Lấy ý kiến", dt.date(2019, 8, 1), **city.by("clerk"))
    return partial(milestones.finish, number, **city.by("clerk")), partial(milestones.remove, number, **city.by("head"))


@story(milestones.reopen)
def _(city: City) -> Acts:
    number = milestones.add(work(city), "Lấy ý kiến", dt.date(2019, 8, 1), **city.by("clerk"))
    milestones.finish(number, **city.by("clerk"))
    return twice(partial(milestones.reopen, number, **city.by("clerk")))


def counted(city: City) -> int:
    event = {"schedule_kind": "event", "end_on": None, "event": "có hướng dẫn", "offset_days": 10}
    return work(city, **event, offset_unit="days")


@story(occurring.record)
def _(city: City) -> Acts:
    number = counted(city)
    return partial(occurring.record, number, dt.date(2019, 6, 1), **city.by("clerk")), partial(
        occurring.record, number, dt.date(2019, 6, 3), **city.by("head")
    )


@story(occurring.correct, progress.report)
def _(city: City) -> Acts:
    number = counted(city)
    occurring.record(number, dt.date(2019, 6, 1), **city.by("clerk"))
    return partial(occurring.correct, number, dt.date(2019, 6, 3), "Ghi nhầm", **city.by()), partial(
        progress.report, number, DONE, **city.by("clerk")
    )


# ------------------------------------------------------------------ the register that feeds progress
def norm(city: City, needed: int = 4) -> int:
    return recording.set_norm(work(city), needed, "newspaper", **city.by("clerk"))


def item(title: str, number: int) -> Published:
    return Published("newspaper", title, "Báo", dt.date(2019, 6, 5), norm_id=number)


@story(recording.enter, title="two items feed the same progress")
def _(city: City) -> Acts:
    number, unit = norm(city), city.unit("S1")
    return partial(recording.enter, unit, item("Một", number), **city.by("clerk")), partial(
        recording.enter, unit, item("Hai", number), **city.by("head")
    )


@story(recording.enter, title="the same item by two")
def _(city: City) -> Acts:
    return twice(partial(recording.enter, city.unit("S1"), item("Một", norm(city)), **city.by("clerk")))


@story(recording.strike, recording.enter)
def _(city: City) -> Acts:
    number, unit = norm(city), city.unit("S1")
    one = recording.enter(unit, item("Một", number), **city.by("clerk"))
    return partial(recording.strike, one, "Đăng nhầm", **city.by("clerk")), partial(
        recording.enter, unit, item("Hai", number), **city.by("head")
    )


@story(recording.set_norm, recording.enter)
def _(city: City) -> Acts:
    number, unit = norm(city), city.unit("S1")
    assignment = Assignment.objects.order_by("-pk").values_list("pk", flat=True)[0]
    return partial(recording.set_norm, assignment, 2, "newspaper", **city.by("clerk")), partial(
        recording.enter, unit, item("Hai", number), **city.by("head")
    )


@story(recording.set_norm, title="for the first time, by two")
def _(city: City) -> Acts:
    return twice(partial(recording.set_norm, work(city), 2, "newspaper", **city.by("clerk")))


@story(feeding.feed, recording.enter)
def _(city: City) -> Acts:
    number = norm(city)
    recording.enter(city.unit("S1"), item("Một", number), **city.by("clerk"))
    return partial(feeding.feed, number, **city.by("clerk")), partial(
        recording.enter, city.unit("S1"), item("Hai", number), **city.by("head")
    )
