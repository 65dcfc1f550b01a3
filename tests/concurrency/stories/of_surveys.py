"""Surveys: samples, codes, forms, counts; closed, given up and opened again."""

import datetime as dt
from decimal import Decimal
from functools import partial

from cchc.surveys.actions import answering, counting, receiving, running
from cchc.surveys.rules import sampling
from cchc.surveys.types import Draft, Question, Settings, Wording
from tests.concurrency.racing import Act
from tests.concurrency.telling import story, twice
from tests.concurrency.world import City

Acts = tuple[Act, Act]
SETTINGS = Settings("Khảo sát", Decimal(5), 1, dt.date(2019, 6, 30))


def begun(city: City) -> int:
    units = [city.unit("S1"), city.unit("S2")]
    draft = Draft(city.unit("P"), units, [Question("1", "Hài lòng", ("tốt", "kém"))], dt.date(2019, 6, 9))
    return running.set_up(draft, SETTINGS, **city.by())


def answered(city: City) -> int:
    number = begun(city)
    units = [city.unit("S1"), city.unit("S2")]
    receiving.receive(number, [(unit, f"{unit}", "", {"c1": "tốt"}) for unit in units], **city.by())
    return number


@story(running.change, running.close)
def _(city: City) -> Acts:
    survey = answered(city)
    said = Settings("Khảo sát khác", Decimal(5), 2, dt.date(2019, 6, 29))
    return partial(running.change, survey, said, **city.by()), partial(running.close, survey, **city.by("office2"))


@story(receiving.receive, running.cancel)
def _(city: City) -> Acts:
    survey, forms = answered(city), [(city.unit("S1"), "m", "", {"c1": "kém"})]
    return partial(receiving.receive, survey, forms, **city.by()), partial(running.cancel, survey, **city.by("office2"))


@story(running.close, running.cancel)
def _(city: City) -> Acts:
    survey = answered(city)
    return partial(running.close, survey, **city.by()), partial(running.cancel, survey, **city.by("office2"))


@story(running.reopen)
def _(city: City) -> Acts:
    survey = answered(city)
    running.close(survey, **city.by())
    return twice(partial(running.reopen, survey, **city.by()))


@story(receiving.receive, title="the same file by two")
def _(city: City) -> Acts:
    survey = answered(city)
    return twice(partial(receiving.receive, survey, [(city.unit("S1"), "m", "", {"c1": "kém"})], **city.by()))


@story(running.plan)
def _(city: City) -> Acts:
    survey = answered(city)
    return twice(partial(running.plan, survey, [(city.unit("S1"), "", 100)], **city.by()))


def invited(city: City, count: int = 1) -> tuple[int, list[str]]:
    survey = begun(city)
    running.word(survey, {"c1": Wording("Ông, bà có hài lòng không?", [sampling.EVERYBODY])}, **city.by())
    return survey, [code for _unit, _stratum, code in answering.invite(survey, count, **city.by())]


@story(answering.invite, running.word)
def _(city: City) -> Acts:
    survey, _codes = invited(city)
    worded = partial(running.word, survey, {"c1": Wording("Câu khác?", [sampling.EVERYBODY])}, **city.by())
    return partial(answering.invite, survey, 1, **city.by()), worded


@story(answering.answer, running.word, title="the question changes while it is answered")
def _(city: City) -> Acts:
    survey, codes = invited(city)
    worded = partial(running.word, survey, {"c1": Wording("Câu khác?", [sampling.EVERYBODY])}, **city.by())
    return partial(answering.answer, codes[0], {"c1": "tốt"}, **city.by()), worded


@story(answering.answer)
def _(city: City) -> Acts:
    _survey, codes = invited(city)
    return twice(partial(answering.answer, codes[0], {"c1": "tốt"}, **city.by()))


@story(answering.answer, counting.count_waiting, counting.count)
def _(city: City) -> Acts:
    _survey, codes = invited(city, 2)
    answering.answer(codes[0], {"c1": "tốt"}, **city.by())
    return partial(answering.answer, codes[1], {"c1": "kém"}, **city.by()), partial(counting.count_waiting, **city.by())
