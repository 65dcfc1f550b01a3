"""Schemes, rounds, sheets, surveyed leaves, publications."""

import datetime as dt
from decimal import Decimal
from functools import partial

from cchc.par_index.actions import appraising, publishing, rounds, schemes, scoring, surveying
from cchc.par_index.actions.scoring import Proof
from cchc.par_index.models import Sheet, SurveyedLeaf
from cchc.par_index.states import Stage
from cchc.par_index.tests.test_round import CONTENT, DAYS
from cchc.par_index.types import Given
from cchc.surveys.actions import receiving, running
from cchc.surveys.types import Settings
from tests.concurrency.racing import Act
from tests.concurrency.telling import story, twice
from tests.concurrency.world import City

Acts = tuple[Act, Act]
SETTINGS = Settings("Khảo sát", Decimal(5), 1, dt.date(2019, 6, 30))


def scheme(city: City, *, published: bool = True) -> int:
    number = schemes.create(city.unit("P"), "department", 2019, "Bộ tiêu chí", CONTENT, **city.by())
    if published:
        schemes.publish(number, is_official=False, **city.by())
    return number


def opened(city: City) -> int:
    return rounds.open_(scheme(city), "Đợt", DAYS, **city.by())


def sheet(round_id: int, city: City, unit: str = "S1") -> int:
    return Sheet.objects.get(round=round_id, unit=city.unit(unit)).pk


def scored(city: City) -> int:
    found = opened(city)
    for place, one in enumerate(Sheet.objects.filter(round=found).order_by("pk")):
        scoring.enter(one.pk, "1.1", Given("đạt"), "Theo báo cáo.", **city.by())
        scoring.enter(one.pk, "1.3", Given(str(10 - place)), **city.by())
    return found


def at(city: City, stage: Stage) -> int:
    """Return a round that has come to ``stage``, every leaf appraised."""
    found = scored(city)
    for now in (Stage.SELF, Stage.APPRAISAL, Stage.EXPLANATION, Stage.RECHECK):
        if now == stage:
            return found
        if now == Stage.APPRAISAL:
            for one in Sheet.objects.filter(round=found):
                appraising.agree(one.pk, ["1.1", "1.2", "1.3"], **city.by())
        rounds.advance(found, now, **city.by())
    return found


def surveyed(city: City, found: int) -> int:
    number = surveying.set_up(found, SETTINGS, **city.by())
    units = Sheet.objects.filter(round=found).values_list("unit_id", flat=True)
    receiving.receive(number, [(unit, f"{unit}", "", {"c1": "tốt"}) for unit in units], **city.by())
    return number


def survey_of(found: int) -> int:
    return SurveyedLeaf.objects.filter(round=found)[0].survey_id


def council(city: City) -> int:
    found = at(city, Stage.COUNCIL)
    surveyed(city, found)
    return found


# ------------------------------------------------------------------ schemes
@story(schemes.create)
def _(city: City) -> Acts:
    return twice(partial(schemes.create, city.unit("P"), "department", 2019, "Bộ", CONTENT, **city.by()))


@story(schemes.copy)
def _(city: City) -> Acts:
    return twice(partial(schemes.copy, scheme(city), 2020, "Bộ", **city.by()))


@story(schemes.derive, schemes.take_back, title="while the framework is taken back")
def _(city: City) -> Acts:
    number = scheme(city)
    return partial(schemes.derive, number, city.unit("H"), **city.by()), partial(schemes.take_back, number, **city.by())


@story(schemes.copy, schemes.discard, title="while the old one is thrown away")
def _(city: City) -> Acts:
    number = scheme(city, published=False)
    return partial(schemes.copy, number, 2020, "Bộ", **city.by()), partial(schemes.discard, number, **city.by())


ROW = {"code": "1.4", "title": "Thêm", "max": 0, "kind": "self", "rule": {"type": "relative_to_best"}}


@story(schemes.put, schemes.move)
def _(city: City) -> Acts:
    number = scheme(city, published=False)
    return partial(schemes.put, number, 1, ROW, **city.by()), partial(
        schemes.move, number, 1, "1.2", up=True, **city.by()
    )


@story(schemes.take_out, schemes.replace)
def _(city: City) -> Acts:
    number = scheme(city, published=False)
    return partial(schemes.take_out, number, 1, "1.3", **city.by()), partial(
        schemes.replace, number, 1, CONTENT, **city.by()
    )


@story(schemes.settings, schemes.publish)
def _(city: City) -> Acts:
    number = scheme(city, published=False)
    changed = partial(schemes.settings, number, 1, "Tên khác", "1/QĐ", {}, **city.by())
    return changed, partial(schemes.publish, number, is_official=False, **city.by())


@story(rounds.open_, schemes.take_back)
def _(city: City) -> Acts:
    number = scheme(city)
    return partial(rounds.open_, number, "Đợt", DAYS, **city.by()), partial(schemes.take_back, number, **city.by())


@story(rounds.open_)
def _(city: City) -> Acts:
    return twice(partial(rounds.open_, scheme(city), "Đợt", DAYS, **city.by()))


# ------------------------------------------------------------------ rounds
@story(rounds.assign, rounds.advance)
def _(city: City) -> Acts:
    found = scored(city)
    return partial(rounds.assign, found, "1.1", city.unit("S2"), **city.by()), partial(
        rounds.advance, found, Stage.SELF, **city.by()
    )


@story(rounds.advance)
def _(city: City) -> Acts:
    return twice(partial(rounds.advance, scored(city), Stage.SELF, **city.by()))


@story(rounds.keep_days)
def _(city: City) -> Acts:
    scored(city)
    return twice(partial(rounds.keep_days, now=city.by()["now"] + dt.timedelta(days=11)))


@story(rounds.extend, rounds.cancel)
def _(city: City) -> Acts:
    found = opened(city)
    extended = partial(rounds.extend, found, Stage.SELF, DAYS.own + dt.timedelta(days=1), **city.by())
    return extended, partial(rounds.cancel, found, "Mở nhầm", **city.by())


@story(rounds.reopen, scoring.lock)
def _(city: City) -> Acts:
    one = sheet(scored(city), city)
    return partial(rounds.reopen, one, "Sửa", **city.by()), partial(scoring.lock, one, **city.by("head"))


# ------------------------------------------------------------------ sheets
@story(scoring.enter, rounds.advance, title="while the stage ends")
def _(city: City) -> Acts:
    found = scored(city)
    entered = partial(scoring.enter, sheet(found, city), "1.1", Given("không"), **city.by("clerk"))
    return entered, partial(rounds.advance, found, Stage.SELF, **city.by())


@story(scoring.enter, title="two units measured against the best")
def _(city: City) -> Acts:
    found = scored(city)
    return (
        partial(scoring.enter, sheet(found, city), "1.3", Given("20"), **city.by("clerk")),
        partial(scoring.enter, sheet(found, city, "S2"), "1.3", Given("30"), **city.by("other")),
    )


@story(scoring.enter, scoring.lock)
def _(city: City) -> Acts:
    one = sheet(scored(city), city)
    entered = partial(scoring.enter, one, "1.1", Given(""), **city.by("clerk"))
    return entered, partial(scoring.lock, one, **city.by("head"))


@story(scoring.refill)
def _(city: City) -> Acts:
    one = sheet(opened(city), city)
    city.case.assignment("S1", end_on=dt.date(2019, 5, 1), schedule_kind="deadline")
    return twice(partial(scoring.refill, one, **city.by("clerk")))


@story(scoring.prove, scoring.lock)
def _(city: City) -> Acts:
    one = sheet(scored(city), city)
    proof = Proof("12/KH", dt.date(2019, 2, 1))
    return partial(scoring.prove, one, "1.1", proof, **city.by("clerk")), partial(scoring.lock, one, **city.by("head"))


@story(scoring.withdraw)
def _(city: City) -> Acts:
    one = sheet(scored(city), city)
    number = scoring.prove(one, "1.1", Proof("12/KH", dt.date(2019, 2, 1)), **city.by("clerk"))
    return twice(partial(scoring.withdraw, number, **city.by("clerk")))


@story(scoring.explain, scoring.send_explanation)
def _(city: City) -> Acts:
    one = sheet(at(city, Stage.EXPLANATION), city)
    scoring.explain(one, "1.1", Given("không"), "Nhầm", **city.by("clerk"))
    explained = partial(scoring.explain, one, "1.3", Given("50"), "Bổ sung", **city.by("clerk"))
    return explained, partial(scoring.send_explanation, one, **city.by("head"))


@story(appraising.agree, rounds.advance)
def _(city: City) -> Acts:
    found = at(city, Stage.APPRAISAL)
    agreed = partial(appraising.agree, sheet(found, city), ["1.1", "1.3"], **city.by())
    return agreed, partial(rounds.advance, found, Stage.APPRAISAL, **city.by())


@story(appraising.appraise, appraising.agree)
def _(city: City) -> Acts:
    one = sheet(at(city, Stage.APPRAISAL), city)
    appraised = partial(appraising.appraise, one, "1.3", Given("5"), "Đếm lại", **city.by())
    return appraised, partial(appraising.agree, one, ["1.1", "1.3"], **city.by("office2"))


@story(appraising.appraise, publishing.publish, title="the council changes a figure while the round is published")
def _(city: City) -> Acts:
    found = council(city)
    changed = partial(appraising.appraise, sheet(found, city), "1.1", Given("không"), "Xem lại", **city.by("office2"))
    return changed, partial(publishing.publish, found, city.heads["P"], **city.by())


@story(publishing.publish_as, rounds.cancel)
def _(city: City) -> Acts:
    found = council(city)
    return partial(publishing.publish, found, city.heads["P"], **city.by()), partial(
        rounds.cancel, found, "Hủy", **city.by()
    )


@story(publishing.correct)
def _(city: City) -> Acts:
    found = council(city)
    publishing.publish(found, city.heads["P"], **city.by())
    return twice(partial(publishing.correct, found, "Cộng nhầm", **city.by()))


# ------------------------------------------------------------------ surveys
@story(surveying.set_up)
def _(city: City) -> Acts:
    return twice(partial(surveying.set_up, opened(city), SETTINGS, **city.by()))


@story(surveying.set_up, rounds.cancel, title="while the round is given up")
def _(city: City) -> Acts:
    found = opened(city)
    return partial(surveying.set_up, found, SETTINGS, **city.by()), partial(
        rounds.cancel, found, "Mở nhầm", **city.by("office2")
    )


@story(running.change, publishing.publish)
def _(city: City) -> Acts:
    found = council(city)
    said = Settings("Khảo sát khác", Decimal(5), 2, dt.date(2019, 6, 29))
    return partial(running.change, survey_of(found), said, **city.by()), partial(
        publishing.publish, found, city.heads["P"], **city.by("office2")
    )


@story(receiving.receive, publishing.publish)
def _(city: City) -> Acts:
    found = council(city)
    forms = [(city.unit("S1"), f"m{n}", "", {"c1": "kém"}) for n in range(3)]
    return partial(receiving.receive, survey_of(found), forms, **city.by()), partial(
        publishing.publish, found, city.heads["P"], **city.by("office2")
    )


@story(surveying.score, publishing.publish)
def _(city: City) -> Acts:
    found = council(city)
    return partial(surveying.score, found, **city.by()), partial(
        publishing.publish, found, city.heads["P"], **city.by("office2")
    )


@story(surveying.score, rounds.cancel, title="the leaves are scored while the round is given up")
def _(city: City) -> Acts:
    found = council(city)
    return partial(surveying.score, found, **city.by()), partial(rounds.cancel, found, "Mở nhầm", **city.by("office2"))
