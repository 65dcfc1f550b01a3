"""Invented rounds of the demonstration, through the same actions that people use; measured leaves read real records."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

from cchc.documents.types import Signature
from cchc.kernel import history, places, plain_yaml, text
from cchc.kernel.clock import ZONE, day_of
from cchc.kernel.history import Actor
from cchc.organisation import queries as organisation
from cchc.par_index.actions import _marking, appraising, publishing, rounds, schemes, scoring, surveying
from cchc.par_index.actions._marking import Mark
from cchc.par_index.actions.rounds import Days
from cchc.par_index.actions.surveying import Settings, Wording
from cchc.par_index.models import Round, Scheme, Score, Sheet, Survey
from cchc.par_index.queries import schemes as scheme_queries
from cchc.par_index.rules.sampling import EVERYBODY
from cchc.par_index.states import Figure, Stage
from cchc.par_index.types import Given, Node
from cchc.par_index.types import Scheme as Read

ACTOR = Actor(None, "Dữ liệu mẫu", "demo")
_FORMS = 40
_DAYS = ("first", "last", "own", "appraisal", "explanation", "recheck", "council")
_DEEPEST_FIRST = ("commune", "department", "district")


def load(story: Mapping[str, Any], *, now: dt.datetime) -> None:
    """Publish the sample schemes, run one round of each to its publication and open another."""
    script = story.get("index")
    if not script:
        return
    earlier = script["year_before"]
    before: dict[str, Scheme] = {}
    for number, file in enumerate(script["schemes"]):
        if (content := _content(file))["level"] in earlier["levels"]:
            old = before[content["level"]] = _published(_as_it_was(content, earlier), None, earlier["opened"])
            _finished(old, script, earlier, Random(20 + number))  # noqa: S311 (the same every time, nothing secret)
    made: dict[str, list[Scheme]] = {}
    for content in map(_content, script["schemes"]):
        scheme = _published(content, before.get(content["level"]), script["finished"]["opened"])
        made[scheme.level] = _within(scheme, script) if scheme.level == "commune" else [scheme]
    ordered = [scheme for level in _DEEPEST_FIRST for scheme in made.get(level, [])]
    for number, scheme in enumerate(ordered):
        _finished(scheme, script, script["finished"], Random(number))  # noqa: S311
    for number, level in enumerate(level for level in _DEEPEST_FIRST if level in made):
        _running(made[level][0], script["open"], Random(10 + number))  # noqa: S311


def _at(day: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), ZONE)


def _content(file: str) -> dict[str, Any]:
    loaded: dict[str, Any] = plain_yaml.of_file(places.CONTENT / file)
    return loaded


def _as_it_was(content: dict[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    """Return the scheme of the year before: no platform measured anything then, and some rules were others."""
    rules = earlier.get("rules", {}).get(content["level"], {})
    for row in content["tree"]:
        row.pop("indicator", None)
        if row["code"] in rules:
            row["rule"] = rules[row["code"]]
    return content


def _published(content: Mapping[str, Any], previous: Scheme | None, opened: dt.date) -> Scheme:
    at = _at(opened) - dt.timedelta(days=30)
    unit_id = organisation.root_id(day_of(at))
    number = schemes.create(unit_id, content["level"], at.year, content["title"], content, actor=ACTOR, now=at)
    with history.attributed(ACTOR):
        Scheme.objects.filter(pk=number).update(is_demo=True, previous=previous)
    schemes.publish(number, is_official=False, actor=ACTOR, now=at)
    return Scheme.objects.get(pk=number)


def _within(framework: Scheme, script: Mapping[str, Any]) -> list[Scheme]:
    """Publish the schemes of the districts within the province's framework."""
    at = framework.published_at or _at(script["finished"]["opened"])
    made = []
    for slug, rows in script["commune_operators"].items():
        number = schemes.derive(framework.pk, organisation.unit_id_by_slug(slug), actor=ACTOR, now=at)
        opened = {row["code"].rpartition(".")[0] for row in rows}
        # What gets components of its own has no rule any more.
        parents = [
            {key: value for key, value in row.items() if key != "rule"}
            for row in framework.content["tree"]
            if row["code"] in opened
        ]
        steps = [(row, str(row["code"])) for row in parents] + [(row, "") for row in rows]
        for revision, (row, instead_of) in enumerate(steps, 1):
            schemes.put(number, revision, row, instead_of, actor=ACTOR, now=at)
        schemes.publish(number, is_official=False, actor=ACTOR, now=at)
        made.append(Scheme.objects.get(pk=number))
    return made


def _opened(scheme: Scheme, script: Mapping[str, Any]) -> Round:
    days = Days(**{name: script[name] for name in _DAYS})
    title = f"{script['title']}: {_WORDS[scheme.level]}"
    if scheme.level == "commune":
        title += f" của {organisation.names([scheme.unit_id], script['last'])[scheme.unit_id]}"
    number = rounds.open_(scheme.pk, title, days, actor=ACTOR, now=_at(script["opened"]))
    return Round.objects.select_related("scheme").get(pk=number)


_WORDS = {"department": "sở, ban, ngành", "district": "cấp huyện", "commune": "cấp xã"}


def _finished(scheme: Scheme, script: Mapping[str, Any], days: Mapping[str, Any], luck: Random) -> None:
    read = scheme_queries.read(scheme)
    found = _opened(scheme, days)
    for sheet in _sheets(found):
        _score(sheet, read, luck.uniform(0.62, 0.97), luck, _at(days["own"], 10))
        with history.attributed(ACTOR):
            Sheet.objects.filter(pk=sheet.pk).update(locked_at=_at(days["own"], 15))
    rounds.advance(found.pk, Stage.SELF, actor=ACTOR, now=_at(days["own"], 17))
    _survey(found, luck, _at(days["appraisal"], 8))
    lowered = {sheet.pk: _appraise(sheet, script, luck, _at(days["appraisal"])) for sheet in _sheets(found)}
    rounds.advance(found.pk, Stage.APPRAISAL, actor=ACTOR, now=_at(days["appraisal"], 17))
    for pk, scores in lowered.items():
        if scores and luck.random() < 0.4:
            given = Given(scores[0].value, scores[0].num, scores[0].den)
            scoring.explain(
                pk, scores[0].code, given, script["explained"][0], actor=ACTOR, now=_at(days["explanation"])
            )
    rounds.advance(found.pk, Stage.EXPLANATION, actor=ACTOR, now=_at(days["explanation"], 17))
    for place, (pk, scores) in enumerate(lowered.items()):
        if scores and place % 2:
            appraising.agree(pk, [scores[0].code], actor=ACTOR, now=_at(days["recheck"]))
    rounds.advance(found.pk, Stage.RECHECK, actor=ACTOR, now=_at(days["recheck"], 17))
    signs = script["signatures"]["district" if scheme.level == "commune" else "province"]
    signature = Signature((signs["authority"],), signs["post"], signs["name"])
    publishing.publish_as(found.pk, signature, actor=ACTOR, now=_at(days["council"], 14))


def _running(scheme: Scheme, days: Mapping[str, Any], luck: Random) -> None:
    """Open a round in which some have locked, some are at it, and some have not begun."""
    found, read = _opened(scheme, days), scheme_queries.read(scheme)
    busy = {organisation.unit_id_by_slug(slug) for slug in days["at_it"]}
    for place, sheet in enumerate(_sheets(found)):
        is_done = place % 3 == 0 and sheet.unit_id not in busy
        if place % 3 == 2 and sheet.unit_id not in busy:
            continue
        _score(sheet, read, luck.uniform(0.6, 0.97), luck, _at(days["opened"] + dt.timedelta(days=5)), is_done)
        if is_done:
            with history.attributed(ACTOR):
                Sheet.objects.filter(pk=sheet.pk).update(locked_at=_at(days["opened"] + dt.timedelta(days=9)))


def _sheets(found: Round) -> list[Sheet]:
    return list(Sheet.objects.filter(round=found).select_related("round__scheme").order_by("pk"))


def _score(sheet: Sheet, scheme: Read, level: float, luck: Random, now: dt.datetime, whole: bool = True) -> None:
    leaves = [leaf for leaf in scheme.leaves if not (leaf.is_measured or leaf.is_survey or leaf.is_extra)]
    marks = [
        Mark(leaf.code, _given(leaf, level, luck), "Theo báo cáo của đơn vị." if leaf.evidence else "")
        for leaf in leaves
        if whole or luck.random() < 0.6
    ]
    with _marking.marking(sheet.pk, Stage.SELF, ACTOR) as locked:
        _marking.write(locked, Figure.SELF, marks, actor=ACTOR, now=now)


def _given(leaf: Node, level: float, luck: Random) -> Given:
    rule = leaf.rule or {}
    kind = rule.get("type")
    if kind == "choice":
        place = 0 if luck.random() < level else min(1, len(rule["options"]) - 1)
        return Given(str(rule["options"][place]["label"]))
    if kind in ("count_with_cap", "per_item"):
        return Given(str(luck.randrange(0, 5)))
    if kind == "deduct":
        return Given("0" if luck.random() < level else "1")
    whole = luck.randrange(12, 90)
    return Given(num=str(round(whole * min(1.0, level + luck.uniform(0, 0.25)))), den=str(whole))


def _appraise(sheet: Sheet, script: Mapping[str, Any], luck: Random, now: dt.datetime) -> list[Score]:
    """Agree with most of a sheet and lower a leaf or two of choices; return the self figures of those lowered."""
    nodes = scheme_queries.read(sheet.round.scheme).nodes
    own = list(Score.objects.filter(sheet=sheet, figure=Figure.SELF).order_by("code"))
    choices = [one for one in own if (nodes[one.code].rule or {}).get("type") == "choice" and one.points > 0]
    lowered = luck.sample(choices, min(len(choices), luck.randrange(0, 3)))
    for score in lowered:
        worst = str((nodes[score.code].rule or {})["options"][-1]["label"])
        reason = luck.choice(script["lowered"])
        appraising.appraise(sheet.pk, score.code, Given(worst), reason, actor=ACTOR, now=now)
    appraising.agree(sheet.pk, [one.code for one in own], actor=ACTOR, now=now)
    return lowered


def _survey(found: Round, luck: Random, now: dt.datetime) -> None:
    title = f"Khảo sát phục vụ {text.inside(found.title)}"
    number = surveying.set_up(found.pk, Settings(title, Decimal(5), 30), actor=ACTOR, now=now)
    survey, units = Survey.objects.get(pk=number), [sheet.unit_id for sheet in _sheets(found)]
    words = {
        one["key"]: Wording(f"Ông (bà) đánh giá thế nào: {one['title']}?", [EVERYBODY]) for one in survey.questions
    }
    surveying.word(number, words, actor=ACTOR, now=now)
    surveying.plan(number, [(unit, "", luck.randrange(40, 90)) for unit in units], actor=ACTOR, now=now)
    forms = [
        (unit, f"{unit}-{place:03}", "", {one["key"]: _answer(one["options"], unit, luck) for one in survey.questions})
        for unit in units
        for place in range(_FORMS)
    ]
    surveying.receive(number, forms, actor=ACTOR, now=now)


def _answer(options: list[str], unit: int, luck: Random) -> str:
    good = 0.8 + (unit % 5) / 25
    return options[luck.randrange(0, 2)] if luck.random() < good else options[luck.randrange(2, len(options))]
