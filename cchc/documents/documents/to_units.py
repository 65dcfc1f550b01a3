"""A letter to units, its words from a file of ``content/letters``."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cchc.documents.types import Block, Official, Signature
from cchc.organisation.types import Letterhead


def letter(
    phrases: Mapping[str, Any],
    to: Sequence[str],
    blocks: Iterable[Block],
    head: Letterhead,
    signature: Signature,
    *,
    draft: bool = False,
) -> Official:
    """Return the letter to the units ``to`` (their full names), which are listed below where they are many."""
    return Official(
        kind="CV",
        issuer=head.name,
        superior=head.superior,
        symbol=head.symbol,
        place=head.place,
        title=phrases["title"],
        blocks=tuple(blocks),
        signature=signature,
        addressees=tuple(to) if len(to) <= phrases["most_addressees"] else (phrases["list_of_addressees"],),
        recipients=(*phrases["recipients"], f"Lưu: VT, {head.symbol}"),
        draft=draft,
    )
