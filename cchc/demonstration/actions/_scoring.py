"""What units, bodies and those who answer a survey would give: by luck, the same every time."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from cchc.demonstration.actions._acting import ACTOR
from cchc.kernel import text
from cchc.par_index.actions import appraising, scoring, surveying
from cchc.par_index.queries import sheet as sheets
from cchc.par_index.types import Given, Node
from cchc.surveys.actions import receiving, running
from cchc.surveys.queries import standing
from cchc.surveys.types import Settings, Wording

if TYPE_CHECKING:
    from cchc.par_index.models import Sheet

_FORMS = 40
_EVERYBODY = "Mọi nhóm"


def score(one: "Sheet", level: float, luck: Random, now: dt.datetime, *, whole: bool = True) -> None:
    """Let a unit score itself, the better the higher ``level`` (0 to 1): all that it types, or most of it."""
    given = [
        (leaf.code, _given(leaf, level, luck), "Theo báo cáo của đơn vị." if leaf.evidence else "")
        for leaf in sheets.scheme_of(one).leaves
        if not (leaf.is_measured or leaf.is_survey or leaf.is_extra) and (whole or luck.random() < 0.6)
    ]
    scoring.enter_all(one.pk, given, actor=ACTOR, now=now)


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


def appraise(one: "Sheet", reasons: Sequence[str], luck: Random, now: dt.datetime) -> list[tuple[str, Given]]:
    """Agree with most of a sheet and lower a leaf or two of choices; return the self figures of those lowered."""
    rows = sorted(sheets.rows(one), key=lambda row: row.node.code)
    own = [(row.node, row.own) for row in rows if row.own is not None]
    choices = [(node, row) for node, row in own if (node.rule or {}).get("type") == "choice" and row.points > 0]
    lowered = luck.sample(choices, min(len(choices), luck.randrange(0, 3)))
    for node, _row in lowered:
        worst = str((node.rule or {})["options"][-1]["label"])
        appraising.appraise(one.pk, node.code, Given(worst), luck.choice(reasons), actor=ACTOR, now=now)
    appraising.agree(one.pk, [node.code for node, _row in own], actor=ACTOR, now=now)
    return [(node.code, Given(row.value, row.num, row.den)) for node, row in lowered]


def survey(round_id: int, luck: Random, now: dt.datetime) -> None:
    """Ask some people of each unit, and take in what they answer."""
    units = sheets.of_round(round_id)
    title = f"Khảo sát phục vụ {text.inside(units[0].round.title)}"
    number = surveying.set_up(round_id, Settings(title, Decimal(5), 30), actor=ACTOR, now=now)
    questions = standing.of_number(number).questions
    words = {one["key"]: Wording(f"Ông (bà) đánh giá thế nào: {one['about']}?", [_EVERYBODY]) for one in questions}
    running.word(number, words, actor=ACTOR, now=now)
    running.plan(number, [(one.unit_id, "", luck.randrange(40, 90)) for one in units], actor=ACTOR, now=now)
    forms = [
        (unit, f"{unit}-{place:03}", "", {one["key"]: _answer(one["options"], unit, luck) for one in questions})
        for unit in (one.unit_id for one in units)
        for place in range(_FORMS)
    ]
    receiving.receive(number, forms, actor=ACTOR, now=now)
    surveying.score(round_id, actor=ACTOR, now=now)


def _answer(options: list[str], unit: int, luck: Random) -> str:
    good = 0.8 + (unit % 5) / 25
    return options[luck.randrange(0, 2)] if luck.random() < good else options[luck.randrange(2, len(options))]
