"""Who leads and who takes part, as cells write it, with the units and classes that are meant."""

from random import Random

from benchmarks.plan_corpus.provinces import Province
from benchmarks.plan_corpus.truth import Meaning

_UNKNOWN = (
    "Ban Điều hành Đề án số {n}",
    "Hiệp hội Doanh nghiệp trẻ",
    "Tổ công tác số {n}",
    "Liên minh Hợp tác xã tỉnh",
)


def lead(province: Province, rng: Random) -> Meaning:
    """Return who leads; one in twelve names a body that no registry knows."""
    forms = [
        _one,
        _one,
        _one,
        _one,
        _short,
        _several,
        _several,
        _departments,
        _councils,
        _everybody,
        _council,
        _unknown,
    ]
    return rng.choice(forms)(province, rng)


def known(province: Province, rng: Random) -> Meaning:
    """Return a single body by its whole name."""
    return _one(province, rng)


def partners(province: Province, rng: Random) -> Meaning:
    """Return who takes part; sometimes nobody is named."""
    forms = [_one, _several, _several, _departments, _everybody, _nobody, _bullets, _concerned]
    return rng.choice(forms)(province, rng)


def _meaning(text: str, units: tuple[str, ...] = (), classes: tuple[str, ...] = (), unknown: bool = False) -> Meaning:
    return Meaning(text, (units, classes, unknown), unknown)


def _bodies(province: Province, rng: Random, count: int) -> list[tuple[str, str]]:
    units = [unit for unit in province.directory.units if unit.level in {"department", "body"} and "," not in unit.name]
    return [(unit.name, unit.code) for unit in rng.sample(units, count)]


def _one(province: Province, rng: Random) -> Meaning:
    (name, code), *_ = _bodies(province, rng, 1)
    return _meaning(name, (code,))


def _short(province: Province, rng: Random) -> Meaning:
    units = [unit for unit in province.units("department") if unit.aliases]
    unit = rng.choice(units)
    return _meaning(rng.choice(unit.aliases), (unit.code,))


def _several(province: Province, rng: Random) -> Meaning:
    found = _bodies(province, rng, rng.choice((2, 2, 3)))
    mark = rng.choice((", ", "; ", ", "))
    return _meaning(mark.join(name for name, _ in found), tuple(code for _, code in found))


def _bullets(province: Province, rng: Random) -> Meaning:
    found = _bodies(province, rng, 2)
    return _meaning("\n".join(f"- {name}" for name, _ in found), tuple(code for _, code in found))


def _departments(province: Province, rng: Random) -> Meaning:
    text = rng.choice(("Các sở, ban, ngành tỉnh", "Các sở, ban, ngành", "Các sở, ngành tỉnh"))
    return _meaning(text, (), ("department",))


def _councils(province: Province, rng: Random) -> Meaning:
    if province.has_districts and rng.random() < 0.6:
        text = rng.choice(("UBND các huyện, thị xã, thành phố", "UBND cấp huyện", "Ủy ban nhân dân cấp huyện"))
        return _meaning(text, (), ("district",))
    forms = ("UBND cấp xã", "UBND các xã, phường, thị trấn") if province.has_districts else ("UBND các xã, phường",)
    return _meaning(rng.choice(forms), (), ("commune",))


def _everybody(province: Province, rng: Random) -> Meaning:
    councils = _councils(province, rng)
    mark = rng.choice(("; ", ", "))
    return _meaning(f"Các sở, ban, ngành tỉnh{mark}{councils.text}", (), ("department", *councils.value[1]))


def _council(province: Province, rng: Random) -> Meaning:
    unit = rng.choice(province.units("district") or province.units("commune"))
    name = unit.name[:1].lower() + unit.name[1:]
    return _meaning(f"{rng.choice(('UBND', 'Ủy ban nhân dân'))} {name}", (unit.code,))


def _unknown(province: Province, rng: Random) -> Meaning:
    return _meaning(rng.choice(_UNKNOWN).format(n=rng.randint(2, 9)), unknown=True)


def _nobody(province: Province, rng: Random) -> Meaning:
    return _meaning("")


def _concerned(province: Province, rng: Random) -> Meaning:
    (name, code), *_ = _bodies(province, rng, 1)
    return _meaning(f"{name}, các cơ quan, đơn vị có liên quan", (code,), ("agency", "public_service_unit"))
