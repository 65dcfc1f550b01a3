"""Readings of plans, and units' own plans."""

import datetime as dt
from functools import partial

from cchc.plans.actions import adoption, conclusions, mending, own_plans, own_tasks, progress, reading
from cchc.plans.actions.own_plans import Signed
from cchc.plans.models import Assignment, Reading, Task
from cchc.plans.rules.mending import TaskMend
from cchc.plans.rules.own_task import OwnTask
from cchc.plans.tests.drafts import bearers, task
from cchc.plans.tests.reading_cases import VIDEO, Readings, clear, led_by
from tests.concurrency.racing import Act
from tests.concurrency.stories.of_the_plan import HALF, work
from tests.concurrency.telling import story, twice
from tests.concurrency.world import TODAY, City

Acts = tuple[Act, Act]
ASKS = {"where": "1.a", "field": "schedule", "why": "Có lẽ là quý II"}


def waiting(city: City) -> Reading:
    return Readings(city.case).waiting(clear("1.a"), clear("1.b"), doubts=[ASKS])


def doubtful(city: City) -> Reading:
    strange = task("1.c", title="Việc lạ", lead=bearers("Sở Lạ", unresolved=["Sở Lạ"]))
    return Readings(city.case).waiting(clear("1.a"), strange)


@story(mending.mend_task, mending.remove_task)
def _(city: City) -> Acts:
    found = waiting(city)
    mended = partial(mending.mend_task, found.pk, found.version, "1", TaskMend(note="Sửa"), **city.by())
    return mended, partial(mending.remove_task, found.pk, found.version, "1", **city.by("office2"))


@story(mending.add_task, mending.mend_group)
def _(city: City) -> Acts:
    found = waiting(city)
    group = found.opened.groups[1].key
    named = partial(mending.mend_group, found.pk, found.version, group, "2", "Tên khác", **city.by("office2"))
    added = TaskMend(code="2.a", title="Thêm", group=group)
    return partial(mending.add_task, found.pk, found.version, added, **city.by()), named


@story(mending.leave_open, mending.mend_frame)
def _(city: City) -> Acts:
    found = Readings(city.case).waiting(clear("1.b", title=VIDEO, lead=led_by("H", condition="có điều kiện")))
    return partial(mending.leave_open, found.pk, found.version, "1", **city.by()), partial(
        mending.mend_frame, found.pk, found.version, {"place": "Nơi khác"}, **city.by("office2")
    )


def doubt(found: Reading) -> str:
    from cchc.plans.actions._open import open_doubts

    return next(one.key for one in open_doubts(found) if one.may_stand)


@story(reading.settle, reading.settle_all, reading.settle_alike)
def _(city: City) -> Acts:
    found = waiting(city)
    return partial(reading.settle, found.pk, doubt(found), **city.by()), partial(
        reading.settle_all, found.pk, **city.by("office2")
    )


@story(reading.settle_alike, reading.drop)
def _(city: City) -> Acts:
    found = waiting(city)
    return partial(reading.settle_alike, found.pk, doubt(found), **city.by()), partial(
        reading.drop, found.pk, **city.by("office2")
    )


@story(reading.add_alias, reading.resolve_again)
def _(city: City) -> Acts:
    found = doubtful(city)
    return partial(reading.add_alias, found.pk, "Sở Lạ", ("TS1",), **city.by()), partial(
        reading.resolve_again, found.pk, **city.by("office2")
    )


@story(adoption.adopt)
def _(city: City) -> Acts:
    found = Readings(city.case).waiting(clear("1.a"))
    return twice(partial(adoption.adopt, found.pk, **city.by()))


@story(adoption.adopt, title="two documents of one number")
def _(city: City) -> Acts:
    readings = Readings(city.case)
    one, other = readings.waiting(clear("1.a")).pk, readings.waiting(clear("1.a")).pk
    return partial(adoption.adopt, one, **city.by()), partial(adoption.adopt, other, **city.by("office2"))


@story(adoption.adopt, progress.report, title="work that a correction takes away is reported on meanwhile")
def _(city: City) -> Acts:
    readings = Readings(city.case)
    plan = readings.adopted(clear("1.a"), clear("1.b", title="Việc sẽ bỏ"))
    gone = Assignment.objects.get(plan=plan, task__code="1.b").pk
    corrected = readings.waiting(clear("1.a"), plan=plan).pk
    return partial(adoption.adopt, corrected, **city.by()), partial(progress.report, gone, HALF, **city.by("clerk"))


@story(conclusions.give)
def _(city: City) -> Acts:
    document = conclusions.Document(city.unit("P"), "Kết luận", "9/TB", TODAY)
    orders = [conclusions.Order("Bố trí kinh phí", city.unit("S2"), dt.date(2019, 8, 15))]
    return twice(partial(conclusions.give, document, orders, **city.by()))


# ------------------------------------------------------------------ a unit's own plan
def drawn_up(city: City) -> int:
    number = work(city, "H")
    return own_plans.draw_up(city.case.plan.pk, city.unit("H"), "Kế hoạch huyện", [number], **city.by("district"))


def own(city: City, title: str = "Tập huấn") -> OwnTask:
    return OwnTask("Tuyên truyền", title, ("Hội nghị",), (city.unit("X1"),), end_on=dt.date(2019, 9, 30))


SIGNED = Signed("15/KH-UBND", TODAY)


@story(own_plans.draw_up)
def _(city: City) -> Acts:
    number = work(city, "H")
    title = "Kế hoạch huyện"
    return twice(partial(own_plans.draw_up, city.case.plan.pk, city.unit("H"), title, [number], **city.by("district")))


@story(own_plans.rename, own_plans.drop)
def _(city: City) -> Acts:
    plan = drawn_up(city)
    return partial(own_plans.rename, plan, "Tên khác", **city.by("district")), partial(
        own_plans.drop, plan, **city.by("district")
    )


@story(own_plans.adopt, own_tasks.add)
def _(city: City) -> Acts:
    plan = drawn_up(city)
    return partial(own_plans.adopt, plan, SIGNED, **city.by("district")), partial(
        own_tasks.add, plan, own(city), **city.by("district")
    )


@story(own_tasks.choose)
def _(city: City) -> Acts:
    plan, number = drawn_up(city), work(city, "H")
    return twice(partial(own_tasks.choose, plan, [number], **city.by("district")))


@story(own_tasks.change, own_tasks.drop)
def _(city: City) -> Acts:
    plan = drawn_up(city)
    number = own_tasks.add(plan, own(city), **city.by("district"))
    return partial(own_tasks.change, number, own(city, "Tập huấn lại"), **city.by("district")), partial(
        own_tasks.drop, number, **city.by("district")
    )


@story(own_tasks.change, own_plans.adopt)
def _(city: City) -> Acts:
    plan = drawn_up(city)
    number = Task.objects.filter(plan=plan).values_list("pk", flat=True)[0]
    return partial(own_tasks.change, number, own(city, "Tập huấn lại"), **city.by("district")), partial(
        own_plans.adopt, plan, SIGNED, **city.by("district")
    )


@story(progress.report, title="two units below one assignment")
def _(city: City) -> Acts:
    plan = drawn_up(city)
    task = Task.objects.get(plan=plan)
    lead = {**task.lead, "unit_ids": [city.unit("X1"), city.unit("X2")]}
    Task.objects.filter(pk=task.pk).update(lead=lead)
    own_plans.adopt(plan, SIGNED, **city.by("district"))
    one, other = Assignment.objects.filter(plan=plan).order_by("pk").values_list("pk", flat=True)
    return partial(progress.report, one, HALF, **city.by("commune")), partial(
        progress.report, other, HALF, **city.by("district")
    )
