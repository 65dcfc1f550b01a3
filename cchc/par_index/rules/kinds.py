"""The rule kinds met in real schemes, each computed exactly and in words.

A kind checks its own rule (``check``) and turns what was given into points (``score``). The words of the rules are
those of the schemes: ``type``, ``options``, ``bands``, ``full_at``, ``floor``, ``per_item``, ``cap``, ``target``, ….
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from cchc.par_index.rules import formulas
from cchc.par_index.rules.numbers import HUNDRED, Wrong, folded, number, plain, rounded_off
from cchc.par_index.types import Given

Rule = Mapping[str, Any]
Points = tuple[Decimal, str]


class Ground(NamedTuple):
    """What a score stands on beside what was given; of a leaf the same for all units."""

    max: Decimal
    best: Decimal | None
    """The best value among the units, for a leaf that is measured against it."""
    rate: Decimal
    """The greatest rate in percent that makes sense."""


def ground(rule: Rule, most: Decimal, best: Decimal | None = None) -> Ground:
    """Return what every unit's score of a leaf stands on."""
    return Ground(most, best, _most(rule))


Check = Callable[[Rule, Decimal], Iterator[str]]
Score = Callable[[Rule, Given, Ground], Points]


def check(rule: Rule, most: Decimal) -> list[str]:
    """Return what keeps ``rule`` from being computed, or from staying within 0 … ``most``; nothing is well."""
    kind = str(rule.get("type", ""))
    if kind not in KINDS:
        return [f"loại quy tắc “{kind}” không có; các loại: {', '.join(sorted(KINDS))}"]
    try:
        return list(KINDS[kind][0](rule, most))
    except (Wrong, KeyError, TypeError, AttributeError) as wrong:
        return [f"quy tắc {kind} thiếu hoặc sai phần {wrong}"]


def score(rule: Rule, given: Given, ground: Ground) -> Points:
    """Return points and the reason; ``Wrong`` for a figure that can't be."""
    return KINDS[str(rule["type"])][1](rule, given, ground)


def is_relative(rule: Rule) -> bool:
    """Tell whether the score depends on the other units."""
    return rule.get("type") == "relative_to_best"


_COUNTS = frozenset({"count_with_cap", "per_item", "deduct", "relative_to_best"})


def counts(rule: Rule) -> bool:
    """Tell whether a rule takes a count; the others that can be measured take part and whole."""
    inner = rule.get("rule")
    return counts(inner) if isinstance(inner, Mapping) else rule.get("type") in _COUNTS


def value_of(given: Given) -> Decimal:
    """Return the plain number that was entered, at least 0."""
    found = number(given.value if given.value else given.num)
    if found < 0:
        raise Wrong(f"{plain(found)} nhỏ hơn 0")
    return found


# ------------------------------------------------------------------ rates
def _rate(given: Given, most: Decimal = HUNDRED) -> Decimal | None:
    """Return the rate in percent, ``None`` where the denominator is zero: nothing was there to be done.

    A share is at most 100; a rule with a band beyond that (105 % of the revenue planned) takes more.
    """
    if given.value:
        rate = value_of(given._replace(value=given.value.rstrip().removesuffix("%")))
    else:
        part, whole = number(given.num or "0"), number(given.den or "0")
        if part < 0 or whole < 0 or (part > whole and most == HUNDRED):
            raise Wrong(f"{rounded_off(part)}/{rounded_off(whole)} không phải một phần của tổng")
        if not whole:
            return None
        rate = HUNDRED * part / whole
    if rate > most:
        raise Wrong(f"tỷ lệ {rounded_off(rate)}% lớn hơn {plain(most)}%")
    return rate


def _of_rate(score: Callable[[Rule, Decimal, Ground], Points]) -> Score:
    def scored(rule: Rule, given: Given, ground: Ground) -> Points:
        rate = _rate(given, ground.rate)
        if rate is not None:
            points, why = score(rule, rate, ground)
            shown = f"{given.num}/{given.den} = " if given.den else ""
            return points, f"{shown}{rounded_off(rate)}%: {why}"
        if str(rule.get("vacuous", "")).startswith("full"):
            return ground.max, "không có việc nào phải làm: đủ điểm"
        return Decimal(0), "mẫu số bằng 0: không có điểm"

    return scored


def _most(rule: Rule) -> Decimal:
    """Return the greatest rate that makes sense under a rule."""
    ends = [number(band[end]) for band in rule.get("bands", ()) for end in _ENDS if end in band]
    return Decimal(10_000) if max(ends, default=HUNDRED) > HUNDRED else HUNDRED


def _ratio(rule: Rule, rate: Decimal, ground: Ground) -> Points:
    return rate * ground.max / HUNDRED, f"tỷ lệ × {plain(ground.max)}"


def _with_floor(rule: Rule, rate: Decimal, ground: Ground) -> Points:
    full, floor = number(rule["full_at"]), number(rule["floor"])
    if rate >= full:
        return ground.max, f"từ {plain(full)}%: đủ điểm"
    if rate < floor:
        return Decimal(0), f"dưới {plain(floor)}%: 0 điểm"
    return rate * ground.max / HUNDRED, f"từ {plain(floor)}% đến dưới {plain(full)}%: tỷ lệ × {plain(ground.max)}"


def _check_floor(rule: Rule, most: Decimal) -> Iterator[str]:
    full, floor = number(rule["full_at"]), number(rule["floor"])
    if not 0 <= floor <= full <= HUNDRED or not full:
        yield f"floor {plain(floor)} và full_at {plain(full)} phải theo thứ tự 0 ≤ floor ≤ full_at ≤ 100"


def _to_target(rule: Rule, rate: Decimal, ground: Ground) -> Points:
    target = number(rule["target"])
    share = min(rate / target, Decimal(1))
    return share * ground.max, f"so với chỉ tiêu {plain(target)}%, tối đa {plain(ground.max)}"


def _check_target(rule: Rule, most: Decimal) -> Iterator[str]:
    if not 0 < number(rule["target"]) <= HUNDRED:
        yield "target phải lớn hơn 0 và không quá 100"


_ENDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "gte": lambda rate, end: rate >= end,
    "gt": lambda rate, end: rate > end,
    "lte": lambda rate, end: rate <= end,
    "lt": lambda rate, end: rate < end,
}


def _bands(rule: Rule, rate: Decimal, ground: Ground) -> Points:
    for band in rule["bands"]:
        if all(_ENDS[end](rate, number(band[end])) for end in _ENDS if end in band):
            return number(band["score"]), f"khoảng {_interval(band)}: {plain(number(band['score']))} điểm"
    return Decimal(0), "không thuộc khoảng nào: 0 điểm"


def _interval(band: Rule) -> str:
    signs = {"gte": "≥", "gt": ">", "lte": "≤", "lt": "<"}
    return ", ".join(f"{signs[end]} {band[end]}" for end in _ENDS if end in band) or "còn lại"


def _check_bands(rule: Rule, most: Decimal) -> Iterator[str]:
    if not rule["bands"]:
        yield "chưa có khoảng nào"
    for band in rule["bands"]:
        for end in _ENDS:
            if end in band:
                number(band[end])
        yield from _within(number(band["score"]), most, f"khoảng {_interval(band)}")


# ------------------------------------------------------------------ labels and counts
def _choice(rule: Rule, given: Given, ground: Ground) -> Points:
    for option in rule["options"]:
        if folded(str(option["label"])) == folded(given.value):
            return number(option["score"]), f"“{option['label']}”: {plain(number(option['score']))} điểm"
    raise Wrong(f"“{given.value}” không có trong các lựa chọn: {_labels(rule['options'])}")


def _labels(options: Sequence[Rule]) -> str:
    return ", ".join(f"“{option['label']}”" for option in options)


def _are_told_apart(labels: Iterable[object]) -> bool:
    """Tell whether there are labels, and no two alike when they are typed without tones: "Đủ" and "Dư" are."""
    return bool(found := [folded(str(label)) for label in labels]) and len(set(found)) == len(found)


def _check_choice(rule: Rule, most: Decimal) -> Iterator[str]:
    if not _are_told_apart(option["label"] for option in rule["options"]):
        yield "các lựa chọn phải có và khác nhau"
    for option in rule["options"]:
        yield from _within(number(option["score"]), most, f"lựa chọn “{option['label']}”")


def _checklist(rule: Rule, given: Given, ground: Ground) -> Points:
    """Options in percent of the maximum, then deductions in percent of what was reached: "tốt; vi phạm nhẹ"."""
    label, *faults = [part.strip() for part in given.value.split(";")]
    share = _percent(rule["options"], label)
    why = [f"“{label}”: {plain(share)}%"]
    for fault in faults:
        minus = _percent(rule.get("deductions", ()), fault)
        share = share * (HUNDRED - minus) / HUNDRED
        why.append(f"“{fault}”: trừ {plain(minus)}%")
    return share * ground.max / HUNDRED, ", ".join(why)


def _percent(options: Sequence[Rule], label: str) -> Decimal:
    for option in options:
        if folded(str(option["label"])) == folded(label):
            return number(option["percent"])
    raise Wrong(f"“{label}” không có trong các lựa chọn: {_labels(options)}")


def _check_checklist(rule: Rule, most: Decimal) -> Iterator[str]:
    for options in (rule["options"], rule.get("deductions", ())):
        if options and not _are_told_apart(option["label"] for option in options):
            yield "các lựa chọn phải khác nhau, cả khi viết không dấu"
    for option in [*rule["options"], *rule.get("deductions", ())]:
        if not 0 <= number(option["percent"]) <= HUNDRED:
            yield f"“{option['label']}”: phần trăm phải từ 0 đến 100"


def _items(rule: Rule, given: Given, ground: Ground) -> Points:
    count, each, cap = _count(given), number(rule["per_item"]), number(rule.get("cap", ground.max))
    return min(count * each, cap), f"{plain(count)} × {plain(each)}, tối đa {plain(cap)}"


def _count(given: Given) -> Decimal:
    count = value_of(given)
    if count != count.to_integral_value():
        raise Wrong(f"{rounded_off(count)} không phải số đếm")
    return count


def _check_items(rule: Rule, most: Decimal) -> Iterator[str]:
    if number(rule["per_item"]) <= 0:
        yield "per_item phải lớn hơn 0"
    yield from _within(number(rule.get("cap", most)), most, "cap")


def _deduct(rule: Rule, given: Given, ground: Ground) -> Points:
    start, each, floor = (number(rule[name]) for name in ("start", "per_case", "floor"))
    count = _count(given)
    return max(
        start - count * each, floor
    ), f"{plain(start)} − {plain(count)} × {plain(each)}, không dưới {plain(floor)}"


def _check_deduct(rule: Rule, most: Decimal) -> Iterator[str]:
    yield from _within(number(rule["start"]), most, "start")
    if not 0 <= number(rule["floor"]) <= number(rule["start"]) or number(rule["per_case"]) <= 0:
        yield "floor phải từ 0 đến start, per_case lớn hơn 0"


def _points(rule: Rule, given: Given, ground: Ground) -> Points:
    points = value_of(given)
    if points > ground.max:
        raise Wrong(f"{plain(points)} điểm lớn hơn điểm tối đa {plain(ground.max)}")
    return points, "điểm do người thẩm định cho"


def _relative(rule: Rule, given: Given, ground: Ground) -> Points:
    value, best = value_of(given), ground.best or Decimal(0)
    if not best:
        return Decimal(0), "chưa đơn vị nào có số lớn hơn 0"
    return value / best * ground.max, f"{plain(value)} so với đơn vị cao nhất {plain(best)}"


# ------------------------------------------------------------------ surveys, cases, formulas
def _survey(rule: Rule, given: Given, ground: Ground) -> Points:
    """A rate in percent, or the number of answers of each option: "tốt=12; kém=3"."""
    weights = {folded(str(label)): number(weight) for label, weight in rule["weights"].items()}
    if "=" not in given.value:
        rate = _rate(given)
        return (rate or Decimal(0)) * ground.max / HUNDRED, f"{rounded_off(rate or Decimal(0))}% × {plain(ground.max)}"
    total = answers = Decimal(0)
    for label, count in _pairs(given.value):
        if folded(label) not in weights:
            raise Wrong(f"“{label}” không có trong các phương án: {', '.join(rule['weights'])}")
        if count < 0 or count != count.to_integral_value():
            raise Wrong(f"số phiếu {rounded_off(count)} của “{label}” không phải số đếm")
        total, answers = total + count * weights[folded(label)], answers + count
    if not answers:
        return Decimal(0), "không có phiếu hợp lệ nào"
    return (
        total / answers * ground.max,
        f"{plain(answers)} phiếu hợp lệ, trung bình {rounded_off(total / answers)}",
    )


def _pairs(text: str) -> Iterator[tuple[str, Decimal]]:
    for part in text.split(";"):
        if part.strip():
            label, sign, value = part.rpartition("=")
            if not sign:
                raise Wrong(f"“{part.strip()}” phải viết dạng tên=số")
            yield label.strip(), number(value)


def _check_survey(rule: Rule, most: Decimal) -> Iterator[str]:
    if not rule["weights"]:
        yield "chưa có trọng số nào"
    elif not _are_told_apart(rule["weights"]):
        yield "các phương án phải khác nhau, cả khi viết không dấu"
    for label, weight in rule["weights"].items():
        if not 0 <= number(weight) <= 1:
            yield f"trọng số của “{label}” phải từ 0 đến 1"


def _best(rule: Rule, given: Given, ground: Ground) -> Points:
    """One part for each case, separated by "|"; an empty part is a case that does not hold."""
    parts = [part.strip() for part in given.value.split("|")]
    if len(parts) > len(rule["cases"]):
        raise Wrong(f"có {len(parts)} phần mà quy tắc chỉ có {len(rule['cases'])} trường hợp")
    found = [
        score(case, Given(part), ground._replace(rate=_most(case)))
        for case, part in zip(rule["cases"], parts, strict=False)
        if part
    ]
    if not found:
        return Decimal(0), "không trường hợp nào"
    points, why = max(found, key=lambda one: one[0])
    return points, f"trường hợp cao nhất: {why}"


def _check_best(rule: Rule, most: Decimal) -> Iterator[str]:
    if not rule["cases"]:
        yield "chưa có trường hợp nào"
    for place, case in enumerate(rule["cases"], 1):
        yield from (f"trường hợp {place}: {why}" for why in check(case, most))


def _vacuous(rule: Rule, given: Given, ground: Ground) -> Points:
    """Full marks where nothing was to be done ("không"), the inner rule otherwise."""
    if folded(given.value) in ("khong", "khong phat sinh"):
        return ground.max, "trong kỳ không phát sinh: đủ điểm"
    if not given.value and not number(given.den or "0"):
        return ground.max, "không có việc nào phải làm: đủ điểm"
    return score(rule["rule"], given, ground._replace(rate=_most(rule["rule"])))


def _expression(rule: Rule, given: Given, ground: Ground) -> Points:
    values = dict(_pairs(given.value))
    wanted = {str(one["symbol"]) for one in rule["variables"]}
    if unknown := (wanted ^ values.keys()):
        raise Wrong(f"cần đúng các biến {', '.join(sorted(wanted))}; lệch ở {', '.join(sorted(unknown))}")
    for formula in rule["formulas"]:
        if formulas.holds(str(formula.get("condition") or "True"), values):
            points = formulas.value(str(formula["expression"]), values)
            if not 0 <= points <= ground.max:
                raise Wrong(f"công thức cho {plain(points)} điểm, ngoài 0 … {plain(ground.max)}")
            return points, str(formula.get("text") or formula["expression"])
    return Decimal(0), "không công thức nào đúng điều kiện: 0 điểm"


def _check_expression(rule: Rule, most: Decimal) -> Iterator[str]:
    names = [str(one["symbol"]) for one in rule["variables"]]
    if not names or len(set(names)) < len(names):
        yield "các biến phải có và khác nhau"
    for formula in rule["formulas"]:
        for part in (formula.get("condition") or "True", formula["expression"]):
            yield from formulas.problems(str(part), set(names))


def _within(points: Decimal, most: Decimal, what: str) -> Iterator[str]:
    if not 0 <= points <= most:
        yield f"{what}: {plain(points)} điểm ngoài 0 … {plain(most)}"


def _fine(rule: Rule, most: Decimal) -> Iterator[str]:
    yield from ()


def _check_vacuous(rule: Rule, most: Decimal) -> Iterator[str]:
    yield from check(rule["rule"], most)


KINDS: Mapping[str, tuple[Check, Score]] = {
    "choice": (_check_choice, _choice),
    "bands": (_check_bands, _of_rate(_bands)),
    "ratio": (_fine, _of_rate(_ratio)),
    "ratio_with_floor": (_check_floor, _of_rate(_with_floor)),
    "ratio_to_target": (_check_target, _of_rate(_to_target)),
    "relative_to_best": (_fine, _relative),
    "count_with_cap": (_check_items, _items),
    "per_item": (_check_items, _items),
    "best_of": (_check_best, _best),
    "checklist_percent_of_max": (_check_checklist, _checklist),
    "expression": (_check_expression, _expression),
    "survey_option_weights": (_check_survey, _survey),
    "vacuous_full": (_check_vacuous, _vacuous),
    "deduct": (_check_deduct, _deduct),
    "points": (_fine, _points),
}
"""Not applicable, bonus and penalty are not rules of a leaf's points but of how leaves add up (``scoring``)."""
