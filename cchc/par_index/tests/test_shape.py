"""Whatever a scheme's file holds in place of what it should: refused with its place, or harmless on every page."""

import contextlib
import copy
import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.kernel import places, sheets
from cchc.par_index.documents.sheets import scheme_rows
from cchc.par_index.rules import differences, rule_text, schemes, scoring, shape, trees
from cchc.par_index.rules.numbers import Wrong
from cchc.par_index.types import Given, Problem

SAMPLE = schemes.content(yaml.safe_load((places.CONTENT / "par_index" / "communes-sample.yaml").read_text("utf-8")))
SAMPLE = {**SAMPLE, "tree": SAMPLE["tree"][:12]}
ANYTHING = st.one_of(
    st.none(), st.booleans(),
    st.sampled_from([10**5000, -1, 0, 10**30, 1.5, float("nan"), float("inf"), 1e308, dt.date(2019, 1, 1)]),
    st.sampled_from(["", "1e-8000000", "9" * 5000, "\0", "x" * 5000, "NaN", "1.1", "choice", "best_of", "đạt"]),
    st.sampled_from([[], {}, [[]], [{}], [None], {"type": "best_of"}, {"type": "choice", "options": []}, {1: 2}]),
    st.recursive(
        st.text(max_size=3) | st.integers(), lambda one: st.lists(one) | st.dictionaries(st.text(), one), max_leaves=6
    ),
)  # fmt: skip
KINDS = [
    {"type": "bands", "bands": [{"gte": 90, "score": 0.5}, {"score": 0}]},
    {"type": "ratio_with_floor", "full_at": 100, "floor": 80},
    {"type": "best_of", "cases": [{"type": "choice", "options": [{"label": "a", "score": 0.5}]}]},
    {"type": "vacuous_full", "rule": {"type": "ratio"}},
    {"type": "checklist_percent_of_max", "options": [{"label": "a", "percent": 50}], "deductions": []},
    {"type": "expression", "variables": [{"symbol": "a"}], "formulas": [{"expression": "a / 2"}]},
    {"type": "survey_option_weights", "weights": {"tốt": 1, "kém": 0}},
    {"type": "deduct", "start": 0.5, "per_case": 0.1, "floor": 0},
    {"type": "per_item", "per_item": 0.1, "cap": 0.5},
]


def spots(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the ways to every value inside ``value``."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(spot for key, one in inner for spot in spots(one, (*at, key)))]


def spoilt(document: Any, spot: tuple[Any, ...], value: Any) -> Any:
    """Return a copy of ``document`` with ``value`` at ``spot``."""
    if not spot:
        return value
    changed = copy.deepcopy(document)
    holder = changed
    for key in spot[:-1]:
        holder = holder[key]
    holder[spot[-1]] = value
    return changed


def with_rule(rule: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": "Mẫu", "level": "commune", "rounding": {"places": 2, "mode": "half_up"}, "bonus_max": 1,
        "classes": [{"name": "Tốt", "from": 50, "inclusive": True}],
        "tree": [{"code": "1", "title": "Một", "max": 0.5, "kind": "field"},
                 {"code": "1.1", "title": "Hai", "max": 0.5, "kind": "self", "rule": rule, "owner": "Sở Nội vụ"}],
    }  # fmt: skip


def used(document: Any) -> None:
    """Do with a document what the platform does: keep it, show it, compare, score and export it."""
    kept = schemes.content(document)
    for row in kept["tree"]:
        str(row["code"]).count(".")
        if row.get("rule"):
            rule_text.write(row["rule"])
    differences.between(SAMPLE, kept)
    differences.comparable(SAMPLE, kept)
    trees.move(kept, str(kept["tree"][0]["code"]), up=False)
    yaml.safe_dump(kept, allow_unicode=True)
    json.dumps(kept)
    scheme = schemes.read("mẫu", kept)
    for leaf in scheme.leaves:
        with contextlib.suppress(Wrong):  # "đạt" is no answer to every rule
            scoring.leaf(scheme, leaf.code, Given("đạt"))
    sheets.write("xlsx", *scheme_rows(scheme)).close()


def refused(document: Any) -> Sequence[Problem]:
    """Return what is wrong with a document that can't be used; nothing of one that can."""
    try:
        used(document)
    except schemes.Unsound as unsound:
        return unsound.problems
    return ()


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_is_spoilt_is_refused_with_its_place_or_harms_nothing(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from([SAMPLE, *map(with_rule, KINDS)]))
    bad = spoilt(document, data.draw(st.sampled_from(spots(document))), data.draw(ANYTHING))
    assert all(one.where and one.why for one in refused(bad)), "each with its place"


@pytest.mark.parametrize("rule", KINDS, ids=lambda rule: str(rule["type"]))
def test_the_kinds_used_here_are_sound(rule: dict[str, Any]) -> None:
    used(with_rule(rule))


@pytest.mark.parametrize(
    ("spot", "value", "where", "why"),
    [
        ((), [], "tệp", "không có “tree”"),
        (("tree",), {}, "tệp", "không có “tree”"),
        (("tree", 1), "x", "dòng 2 của tree", "nhóm"),
        (("tree", 1, "code"), {"a": 1}, "dòng 2 của tree.code", "mã viết dạng"),
        (("tree", 1, "code"), "1." * 40 + "1", "dòng 2 của tree.code", "mã viết dạng"),
        (("tree", 1, "title"), ["x"], "dòng 2 của tree.title", "phải là chữ"),
        (("tree", 1, "title"), "x" * 3000, "dòng 2 của tree.title", "dài hơn"),
        (("tree", 1, "max"), "1e-8000000", "dòng 2 của tree.max", "không phải một số"),
        (("tree", 1, "max"), True, "dòng 2 của tree.max", "không phải một số"),
        (("tree", 1, "rule", "bands"), "x", "dòng 2 của tree.rule.bands", "danh sách"),
        (("tree", 1, "rule", "bands"), [{"score": 0}] * 101, "dòng 2 của tree.rule.bands", "nhiều hơn"),
        (("tree", 1, "rule", "bands", 0, "gte"), "x", "dòng 2 của tree.rule.bands, dòng 1.gte", "không phải một số"),
        (("tree", 1, "rule", "note"), {"a": 1}, "dòng 2 của tree.rule.note", "phải là chữ"),
        (("classes", 0, "from"), [], "classes, dòng 1.from", "không phải một số"),
        (("rounding",), "2", "rounding", "nhóm"),
        (("bonus_max",), "9" * 5000, "bonus_max", "không phải một số"),
    ],
)  # fmt: skip
def test_the_place_is_named(spot: tuple[Any, ...], value: Any, where: str, why: str) -> None:
    first = shape.problems(spoilt(with_rule(KINDS[0]), spot, value))[0]
    assert (first.where, why in first.why) == (where, True), first


@pytest.mark.parametrize(("outer", "is_too_deep"), [(3, False), (4, True), (900, True)])
def test_four_rules_may_lie_in_one_another(outer: int, is_too_deep: bool) -> None:
    rule: dict[str, Any] = {"type": "ratio"}
    for _ in range(outer):
        rule = {"type": "vacuous_full", "rule": rule}
    assert ["quá sâu" in one.why for one in shape.problems(with_rule(rule))] == [True] * is_too_deep
