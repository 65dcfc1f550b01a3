"""The PAR index of the demonstration: sample schemes, rounds run to their publication, and open ones.

An operator goes through its years in one chapter: the scheme of the year before and its round, this year's scheme and
its finished round, the open one. Measured leaves read the records that there are on the day.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from cchc.demonstration.actions import _scoring
from cchc.demonstration.actions._acting import ACTOR, at
from cchc.demonstration.rules.timeline import Chapter
from cchc.documents.types import Signature
from cchc.kernel import places, plain_yaml
from cchc.kernel.clock import day_of
from cchc.organisation import queries as organisation
from cchc.par_index.actions import appraising, publishing, rounds, schemes, scoring
from cchc.par_index.actions.rounds import Days
from cchc.par_index.queries import sheet as sheets

_DAYS = ("first", "last", "own", "appraisal", "explanation", "recheck", "council")
_WORDS = {"department": "sở, ban, ngành", "district": "cấp huyện", "commune": "cấp xã"}
_BEFORE = dt.timedelta(days=30)
Script = Mapping[str, Any]


def chapters(story: Script) -> Iterator[Chapter]:
    """Yield a chapter for each operator of each level, the deepest level first."""
    script = story.get("index")
    if not script:
        return
    contents = {content["level"]: content for content in map(_content, script["schemes"])}
    if "commune" in contents:
        framework: list[int] = []
        yield _framework(contents["commune"], script, framework)
        for number, (slug, rows) in enumerate(script["commune_operators"].items()):
            yield _of_district(slug, rows, contents["commune"], framework, script, number)
    for number, level in enumerate(level for level in ("department", "district") if level in contents):
        yield _of_province(contents[level], script, number)


def _content(file: str) -> dict[str, Any]:
    loaded: dict[str, Any] = plain_yaml.of_file(places.CONTENT / file)
    return loaded


# ------------------------------------------------------------------ schemes
def _framework(content: Script, script: Script, made: list[int]) -> Chapter:
    moment = at(script["finished"]["opened"]) - _BEFORE
    yield moment
    made.append(_create(content, moment))
    schemes.publish(made[0], is_official=False, actor=ACTOR, now=moment)


def _create(content: Script, moment: dt.datetime) -> int:
    root, title = organisation.root_id(day_of(moment)), content["title"]
    return schemes.create(root, content["level"], moment.year, title, content, actor=ACTOR, now=moment)


def _of_district(
    slug: str, rows: list[dict[str, Any]], content: Script, framework: list[int], script: Script, number: int
) -> Chapter:
    """Score the communes of a district by its own scheme within the province's framework; the first goes on."""
    moment = at(script["finished"]["opened"]) - _BEFORE
    yield moment
    scheme_id = schemes.derive(framework[0], organisation.unit_id_by_slug(slug), actor=ACTOR, now=moment)
    for revision, (row, instead_of) in enumerate(_steps(rows, content), 1):
        schemes.put(scheme_id, revision, row, instead_of, actor=ACTOR, now=moment)
    schemes.publish(scheme_id, is_official=False, actor=ACTOR, now=moment)
    title = f" của {_name(slug, script['finished']['last'])}"
    yield from _finished(scheme_id, "commune", title, script, script["finished"], Random(number))  # noqa: S311
    if number == 0:
        yield from _running(scheme_id, "commune", title, script["open"], Random(10))  # noqa: S311


def _steps(rows: list[dict[str, Any]], content: Script) -> list[tuple[Script, str]]:
    """Return the rows to put, each with the one it replaces: what gets components of its own has no rule any more."""
    opened = {row["code"].rpartition(".")[0] for row in rows}
    parents = [
        {key: value for key, value in row.items() if key != "rule"} for row in content["tree"] if row["code"] in opened
    ]
    return [(row, str(row["code"])) for row in parents] + [(row, "") for row in rows]


def _name(slug: str, day: dt.date) -> str:
    unit_id = organisation.unit_id_by_slug(slug)
    return organisation.names([unit_id], day)[unit_id]


def _of_province(content: Script, script: Script, number: int) -> Chapter:
    """Score departments or districts: in the year before by its scheme, where there was one, and in this year."""
    level, earlier, before = content["level"], script["year_before"], None
    if level in earlier["levels"]:
        moment = at(earlier["opened"]) - _BEFORE
        yield moment
        before = _create(_as_it_was(content, earlier), moment)
        schemes.publish(before, is_official=False, actor=ACTOR, now=moment)
        yield from _finished(before, level, "", script, earlier, Random(20 + number))  # noqa: S311
    moment = at(script["finished"]["opened"]) - _BEFORE
    yield moment
    if before is None:
        scheme_id = _create(content, moment)
    else:
        scheme_id = schemes.copy(before, moment.year, content["title"], actor=ACTOR, now=moment)
        schemes.replace(scheme_id, 1, content, actor=ACTOR, now=moment)
    schemes.publish(scheme_id, is_official=False, actor=ACTOR, now=moment)
    yield from _finished(scheme_id, level, "", script, script["finished"], Random(2 + number))  # noqa: S311
    yield from _running(scheme_id, level, "", script["open"], Random(11 + number))  # noqa: S311


def _as_it_was(content: Script, earlier: Script) -> dict[str, Any]:
    """Return the scheme of the year before: no platform measured anything then, and some rules were others."""
    rules = earlier.get("rules", {}).get(content["level"], {})
    tree = [{key: value for key, value in row.items() if key != "indicator"} for row in content["tree"]]
    return {**content, "tree": [{**row, "rule": rules[row["code"]]} if row["code"] in rules else row for row in tree]}


# ------------------------------------------------------------------ rounds
def _opened(scheme_id: int, level: str, of: str, days: Script) -> int:
    title = f"{days['title']}: {_WORDS[level]}{of}"
    ends = Days(**{name: days[name] for name in _DAYS})
    return rounds.open_(scheme_id, title, ends, actor=ACTOR, now=at(days["opened"]))


def _finished(scheme_id: int, level: str, of: str, script: Script, days: Script, luck: Random) -> Chapter:
    """Run a round from its opening to its publication, each step on its last day."""
    yield at(days["opened"])
    round_id = _opened(scheme_id, level, of, days)
    yield at(days["own"], 10)
    for one in sheets.of_round(round_id):
        _scoring.score(one, luck.uniform(0.62, 0.97), luck, at(days["own"], 10))
    scoring.lock_all(round_id, [one.pk for one in sheets.of_round(round_id)], actor=ACTOR, now=at(days["own"], 15))
    rounds.advance(round_id, "self", actor=ACTOR, now=at(days["own"], 17))
    yield at(days["appraisal"], 8)
    _scoring.survey(round_id, luck, at(days["appraisal"], 8))
    lowered = {
        one.pk: _scoring.appraise(one, script["lowered"], luck, at(days["appraisal"]))
        for one in sheets.of_round(round_id)
    }
    rounds.advance(round_id, "appraisal", actor=ACTOR, now=at(days["appraisal"], 17))
    yield at(days["explanation"])
    for pk, scores in lowered.items():
        if scores and luck.random() < 0.4:
            code, given = scores[0]
            scoring.explain(pk, code, given, script["explained"][0], actor=ACTOR, now=at(days["explanation"]))
    rounds.advance(round_id, "explanation", actor=ACTOR, now=at(days["explanation"], 17))
    yield at(days["recheck"])
    for place, (pk, scores) in enumerate(lowered.items()):
        if scores and place % 2:
            appraising.agree(pk, [scores[0][0]], actor=ACTOR, now=at(days["recheck"]))
    rounds.advance(round_id, "recheck", actor=ACTOR, now=at(days["recheck"], 17))
    yield at(days["council"], 14)
    signs = script["signatures"]["district" if level == "commune" else "province"]
    signature = Signature((signs["authority"],), signs["post"], signs["name"])
    publishing.publish_as(round_id, signature, actor=ACTOR, now=at(days["council"], 14))


def _running(scheme_id: int, level: str, of: str, days: Script, luck: Random) -> Chapter:
    """Open a round in which some have locked, some are at it, and some have not begun."""
    yield at(days["opened"])
    round_id = _opened(scheme_id, level, of, days)
    scored_at, locked_at = at(days["opened"] + dt.timedelta(days=5)), at(days["opened"] + dt.timedelta(days=9))
    busy = {organisation.unit_id_by_slug(slug) for slug in days["at_it"]}
    yield scored_at
    done = []
    for place, one in enumerate(sheets.of_round(round_id)):
        is_busy = one.unit_id in busy
        if place % 3 == 2 and not is_busy:
            continue
        is_done = place % 3 == 0 and not is_busy
        _scoring.score(one, luck.uniform(0.6, 0.97), luck, scored_at, whole=is_done)
        if is_done:
            done.append(one)
    yield locked_at
    scoring.lock_all(round_id, [one.pk for one in done], actor=ACTOR, now=locked_at)
