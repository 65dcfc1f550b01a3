"""Names that follow from a name: the authority of a locality, the ways it is written, the slug."""

import re

from cchc.kernel.text import fold, inside, squeeze, without_marks

_LOCALITIES = frozenset({"province", "district", "commune"})
_NO_LETTERS = re.compile(r"[^a-z0-9]+")


def slug_of(*names: str) -> str:
    """Return an identifier for addresses: "Xã Tân Hòa", "Huyện Lai Vung" → ``xa-tan-hoa-huyen-lai-vung``."""
    return _NO_LETTERS.sub("-", without_marks(squeeze(" ".join(names)).lower())).strip("-")


def official_name(level: str, name: str) -> str:
    """Return the name of the authority: of a locality its people's committee, of an organisation the organisation."""
    return f"Ủy ban nhân dân {_inside(name)}" if level in _LOCALITIES else name


def usual_aliases(level: str, name: str, official: str, short: str) -> tuple[str, ...]:
    """Return the other ways in which documents write a unit, without those that also mean something else."""
    if level not in _LOCALITIES:
        found = [short, official]
    else:
        inside = _inside(name)
        found = [official, f"UBND {inside}", f"Ủy ban nhân dân {inside}", f"UBND {short}"]
        found += [short] if level == "district" else []
    different = {fold(text): text for text in reversed(found) if text and text != name}
    return tuple(text for text in found if text in different.values())


def _inside(name: str) -> str:
    """Return ``name`` as it stands inside a sentence: "Huyện Tam Nông" → "huyện Tam Nông"."""
    return inside(name)
