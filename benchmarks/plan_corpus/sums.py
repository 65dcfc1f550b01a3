"""How much: each wording with amount, what it is for, how often, and the total."""

from random import Random

from benchmarks.plan_corpus.truth import NO_MONEY, Meaning

_WORDS: tuple[object, ...] = ("words", None, None, None, None)


def budget(schedule: str, rng: Random) -> Meaning:
    """Return a budget; one by the period only where the schedule says how often that comes."""
    if schedule == "Mỗi tháng 02 kỳ":
        each = rng.randint(2, 9) * 1_000_000
        return Meaning(f"{each // 10**6:02}tr/kỳ", ("money", each, "kỳ", 24, each * 24))
    return rng.choice((_lump, _lump, _large, _whole, _words, _none, _none, _each))(rng)


def millions(rng: Random) -> Meaning:
    """Return a bare number below a heading that says millions."""
    amount = rng.randint(1, 90) * 10
    if rng.random() < 0.2:
        return Meaning("", NO_MONEY)
    return Meaning(str(amount), _money(amount * 10**6))


def _money(amount: int) -> tuple[object, ...]:
    return ("money", amount, None, None, amount)


def _lump(rng: Random) -> Meaning:
    amount = rng.randint(1, 60) * 5
    form = rng.choice(("{} triệu đồng", "{} triệu", "{} tr", "{}tr.đ", "{},0 triệu đồng", "Khoảng {} triệu đồng"))
    return Meaning(form.format(amount), _money(amount * 10**6))


def _large(rng: Random) -> Meaning:
    tenth = rng.randint(11, 59)
    return Meaning(f"{tenth // 10},{tenth % 10} tỷ đồng", _money(tenth * 10**8))


def _whole(rng: Random) -> Meaning:
    amount = rng.randint(20, 900)
    return Meaning(f"{amount}.000.000 đồng", _money(amount * 10**6))


def _each(rng: Random) -> Meaning:
    amount = rng.randint(2, 50)
    return Meaning(f"{amount} triệu đồng/đơn vị", ("money", amount * 10**6, "đơn vị", None, None))


def _words(rng: Random) -> Meaning:
    return Meaning(rng.choice(("Kinh phí tự chủ", "Theo quy định", "Theo dự toán được duyệt", "Lồng ghép")), _WORDS)


def _none(rng: Random) -> Meaning:
    return Meaning("", NO_MONEY)
