"""Periodic reports and their outline; meetings; inspections."""

import datetime as dt
from functools import partial

from cchc.inspections.actions import correcting, planning, visiting
from cchc.inspections.models import Check
from cchc.inspections.types import Decision, Found, Minutes, Planned
from cchc.meetings.actions import holding
from cchc.meetings.types import Header, Said
from cchc.plans.actions import difficulties
from cchc.reports.actions import beginning, filling, moving, outlines, writing
from cchc.reports.models import Report
from cchc.reports.queries import whole
from tests.concurrency.racing import Act
from tests.concurrency.stories.of_the_plan import stuck
from tests.concurrency.telling import story, twice
from tests.concurrency.world import TODAY, City

Acts = tuple[Act, Act]
OUTLINE = "I | Chung | lời văn\nII | Việc | số liệu\n- plans.tasks_done\n- tep | Tệp đã nộp | số đếm | tệp"
OTHER = "I | Chung | lời văn\nII | Kiến nghị | lời văn"


def begun(city: City, unit: str = "S1") -> int:
    outlines.save("Đề cương", OUTLINE, **city.by())
    outlines.publish(**city.by())
    return beginning.begin(city.unit(unit), "quarter_1", 2019, **city.by("clerk"))


def written(city: City) -> int:
    number = begun(city)
    for part in whole.whole(Report.objects.get(pk=number)).parts:
        if part.of.kind == "text":
            writing.write(number, part.of.key, "Lời văn.", None, **city.by("clerk"))
    return number


def moved(city: City, *steps: str) -> int:
    number = written(city)
    if "checked" in steps:
        moving.check(number, **city.by("clerk"))
    if "signed" in steps:
        moving.give_number(number, city.heads["S1"], "9/BC-SNV", sure=True, **city.by("head"))
    if "sent" in steps:
        moving.send(number, sure=True, **city.by("head"))
    return number


@story(outlines.save, title="the first draft, by two")
def _(city: City) -> Acts:
    return partial(outlines.save, "Đề cương", OUTLINE, **city.by()), partial(
        outlines.save, "Đề cương khác", OTHER, **city.by("office2")
    )


@story(outlines.load, outlines.save)
def _(city: City) -> Acts:
    return partial(outlines.load, **city.by()), partial(outlines.save, "Đề cương", OUTLINE, **city.by())


@story(outlines.publish, outlines.save)
def _(city: City) -> Acts:
    outlines.save("Đề cương", OUTLINE, **city.by())
    return partial(outlines.publish, **city.by()), partial(outlines.save, "Khác", OTHER, **city.by("office2"))


@story(outlines.drop, outlines.publish)
def _(city: City) -> Acts:
    outlines.save("Đề cương", OUTLINE, **city.by())
    return partial(outlines.drop, **city.by()), partial(outlines.publish, **city.by("office2"))


@story(beginning.begin)
def _(city: City) -> Acts:
    outlines.save("Đề cương", OUTLINE, **city.by())
    outlines.publish(**city.by())
    return twice(partial(beginning.begin, city.unit("S1"), "quarter_1", 2019, **city.by("clerk")))


@story(beginning.correct)
def _(city: City) -> Acts:
    number = moved(city, "checked", "signed", "sent")
    moving.accept(number, **city.by())
    return twice(partial(beginning.correct, number, "Sai số", **city.by("clerk")))


@story(filling.fill, filling.put_by_hand)
def _(city: City) -> Acts:
    number = begun(city)
    city.case.assignment("S1", end_on=dt.date(2019, 3, 1), schedule_kind="deadline")
    hand = partial(filling.put_by_hand, number, "plans.tasks_done", (1, 2), "Đếm lại", **city.by("head"))
    return partial(filling.fill, number, **city.by("clerk")), hand


@story(filling.enter, moving.check)
def _(city: City) -> Acts:
    number = written(city)
    return partial(filling.enter, number, "tep", (3, 0), **city.by("clerk")), partial(
        moving.check, number, **city.by("head")
    )


@story(filling.take_back_hand)
def _(city: City) -> Acts:
    number = begun(city)
    filling.put_by_hand(number, "plans.tasks_done", (1, 2), "Đếm lại", **city.by("head"))
    return twice(partial(filling.take_back_hand, number, "plans.tasks_done", **city.by("clerk")))


@story(writing.write, moving.check, title="a section is emptied while the report is checked")
def _(city: City) -> Acts:
    number = written(city)
    return partial(writing.write, number, "I", "", None, **city.by("clerk")), partial(
        moving.check, number, **city.by("head")
    )


@story(moving.give_number, moving.reopen)
def _(city: City) -> Acts:
    number = moved(city, "checked")
    signed = partial(moving.give_number, number, city.heads["S1"], sure=True, **city.by("head"))
    return signed, partial(moving.reopen, number, "Sửa số", **city.by("clerk"))


@story(moving.send, moving.reopen)
def _(city: City) -> Acts:
    number = moved(city, "checked", "signed")
    return partial(moving.send, number, sure=True, **city.by("head")), partial(
        moving.reopen, number, "Sửa số", **city.by("clerk")
    )


@story(moving.accept, moving.reopen, title="called back while it is accepted")
def _(city: City) -> Acts:
    number = moved(city, "checked", "signed", "sent")
    return partial(moving.accept, number, **city.by()), partial(moving.reopen, number, "Rút", **city.by("head"))


@story(moving.send_back, moving.accept)
def _(city: City) -> Acts:
    number = moved(city, "checked", "signed", "sent")
    return partial(moving.send_back, number, "Thiếu", **city.by()), partial(moving.accept, number, **city.by("office2"))


# ------------------------------------------------------------------ meetings
HEADER = Header(2019, 2, TODAY, "Hội trường", "Chủ tịch")


@story(holding.prepare)
def _(city: City) -> Acts:
    return twice(partial(holding.prepare, city.unit("P"), HEADER, **city.by()))


def prepared(city: City) -> int:
    number = holding.prepare(city.unit("P"), HEADER, **city.by())
    holding.conclude(number, Said("Họp mỗi quý"), **city.by())
    return number


@story(holding.change, holding.issue)
def _(city: City) -> Acts:
    number = prepared(city)
    header = Header(2019, 2, TODAY - dt.timedelta(days=1), "Phòng khác", "Phó Chủ tịch")
    return partial(holding.change, number, header, **city.by("office2")), partial(
        holding.issue, number, city.heads["P"], **city.by()
    )


@story(holding.conclude, holding.issue_as, holding.issue)
def _(city: City) -> Acts:
    number = prepared(city)
    said = Said("Bố trí kinh phí", city.unit("S2"), dt.date(2019, 8, 15))
    return partial(holding.conclude, number, said, **city.by("office2")), partial(
        holding.issue, number, city.heads["P"], **city.by()
    )


@story(holding.conclude, title="two conclusions on one difficulty")
def _(city: City) -> Acts:
    number, trouble = prepared(city), stuck(city)
    said = Said("Bố trí kinh phí", city.unit("S2"), dt.date(2019, 8, 15), trouble)
    return twice(partial(holding.conclude, number, said, **city.by()))


@story(holding.issue, difficulties.answer, title="the difficulty is answered meanwhile")
def _(city: City) -> Acts:
    number, trouble = prepared(city), stuck(city)
    holding.conclude(number, Said("Bố trí", city.unit("S2"), dt.date(2019, 8, 15), trouble), **city.by())
    return partial(holding.issue, number, city.heads["P"], **city.by()), partial(
        difficulties.answer, trouble, "Đã có", **city.by("district")
    )


@story(holding.leave_out)
def _(city: City) -> Acts:
    number = prepared(city)
    one = holding.conclude(number, Said("Thêm"), **city.by())
    return twice(partial(holding.leave_out, one, **city.by()))


# ------------------------------------------------------------------ inspections
@story(planning.draw_up)
def _(city: City) -> Acts:
    return twice(partial(planning.draw_up, city.unit("P"), 2019, "reform", "Kiểm tra", **city.by()))


def programme(city: City) -> int:
    return planning.draw_up(city.unit("P"), 2019, "reform", "Kiểm tra", **city.by())


def planned(city: City, number: int, day: int = 5) -> int:
    return planning.add(number, Planned(city.unit("S1"), "reform", dt.date(2019, 6, day), False), **city.by())


@story(planning.add)
def _(city: City) -> Acts:
    row = Planned(city.unit("S1"), "reform", dt.date(2019, 6, 5), False)
    return twice(partial(planning.add, programme(city), row, **city.by()))


@story(planning.surprise)
def _(city: City) -> Acts:
    row = Planned(city.unit("S1"), "reform", dt.date(2019, 6, 5), True)
    return twice(partial(planning.surprise, city.unit("P"), row, **city.by()))


@story(planning.adopt, planning.add)
def _(city: City) -> Acts:
    number = programme(city)
    planned(city, number)
    row = Planned(city.unit("S2"), "reform", dt.date(2019, 6, 6), False)
    return partial(planning.adopt, number, "1/KH", TODAY, **city.by()), partial(
        planning.add, number, row, **city.by("office2")
    )


DECISION = Decision("15/QĐ", dt.date(2019, 6, 3), (("Nguyễn Văn A", "Sở Nội vụ", "trưởng đoàn"),))


@story(planning.call_off, visiting.decide)
def _(city: City) -> Acts:
    visit = planned(city, programme(city))
    return partial(planning.call_off, visit, "Hoãn", **city.by()), partial(
        visiting.decide, visit, DECISION, **city.by("office2")
    )


def decided(city: City) -> int:
    visit = planned(city, programme(city))
    visiting.decide(visit, DECISION, **city.by())
    return visit


def minutes(visit: int, summary: str = "Đủ") -> Minutes:
    verdicts = {one.pk: ("met", "") for one in Check.objects.filter(visit=visit)}
    return Minutes(dt.date(2019, 6, 5), summary, verdicts)


@story(visiting.hold, planning.call_off)
def _(city: City) -> Acts:
    visit = decided(city)
    return partial(visiting.hold, visit, minutes(visit), **city.by()), partial(
        planning.call_off, visit, "Hoãn", **city.by("office2")
    )


@story(visiting.hold, title="the minutes by two")
def _(city: City) -> Acts:
    visit = decided(city)
    return partial(visiting.hold, visit, minutes(visit), **city.by()), partial(
        visiting.hold, visit, minutes(visit, "Biên bản khác"), **city.by("office2")
    )


def held(city: City) -> int:
    visit = decided(city)
    visiting.hold(visit, minutes(visit), **city.by())
    return visit


FOUND = ("shortcoming", "Chưa công khai", "Niêm yết", dt.date(2019, 7, 10))


@story(visiting.find, visiting.conclude)
def _(city: City) -> Acts:
    visit = held(city)
    return partial(visiting.find, visit, Found(city.unit("S1"), *FOUND), **city.by()), partial(
        visiting.conclude, visit, **city.by("office2")
    )


@story(correcting.decision, planning.call_off)
def _(city: City) -> Acts:
    visit = decided(city)
    other = Decision("16/QĐ", dt.date(2019, 6, 4), DECISION.team)
    return partial(correcting.decision, visit, other, **city.by()), partial(
        planning.call_off, visit, "Hoãn", **city.by("office2")
    )


@story(correcting.minutes, visiting.conclude)
def _(city: City) -> Acts:
    visit = held(city)
    return partial(correcting.minutes, visit, minutes(visit, "Đã sửa"), **city.by()), partial(
        visiting.conclude, visit, **city.by("office2")
    )


@story(correcting.finding, correcting.drop)
def _(city: City) -> Acts:
    visit, (weight, _text, *rest) = held(city), FOUND
    one = visiting.find(visit, Found(city.unit("S1"), *FOUND), **city.by())
    other = Found(city.unit("S1"), weight, "Đã sửa", *rest)
    return partial(correcting.finding, one, other, **city.by()), partial(correcting.drop, one, **city.by("office2"))


def findings(city: City, count: int = 2) -> list[int]:
    visit = held(city)
    weight, text, *rest = FOUND
    made = [
        visiting.find(visit, Found(city.unit("S1"), weight, f"{text} ({one})", *rest), **city.by())
        for one in range(count)
    ]
    visiting.conclude(visit, **city.by())
    return made


@story(visiting.mend)
def _(city: City) -> Acts:
    return twice(partial(visiting.mend, findings(city, 1)[0], "Đã niêm yết", **city.by("clerk")))


@story(visiting.verify, title="the last two findings of a visit")
def _(city: City) -> Acts:
    one, other = findings(city)
    for number in (one, other):
        visiting.mend(number, "Đã niêm yết", **city.by("clerk"))
    return partial(visiting.verify, one, "", is_mended=True, **city.by()), partial(
        visiting.verify, other, "", is_mended=True, **city.by("office2")
    )
