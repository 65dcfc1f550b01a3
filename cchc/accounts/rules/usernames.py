"""The name to sign in with that a person gets unless one is asked for: given name, then initials: "an.lv"."""

import re
from collections.abc import Container

from cchc.kernel.text import fold

_SHAPE = re.compile(r"[a-z0-9]+")


def suggested(full_name: str) -> str:
    """Return ``an.lv`` for "Lê Văn An"; ``an`` for a name of one word; empty where no letter is left."""
    family_first = _SHAPE.findall(fold(full_name))
    if not family_first:
        return ""
    *others, given = family_first
    initials = "".join(word[0] for word in others)
    return f"{given}.{initials}" if initials else given


def free(full_name: str, taken: Container[str]) -> str:
    """Return the suggested name, with the next number where it is taken or shorter than three letters."""
    base = (suggested(full_name) or "nguoi-dung")[:50]
    if len(base) >= 3 and base not in taken:
        return base
    number = 2 if len(base) >= 3 else 1
    while f"{base}{number:02d}" in taken:
        number += 1
    return f"{base}{number:02d}"
