"""Schemes as they are stored, read and checked."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from cchc.kernel import indicators
from cchc.par_index.models import Round, Scheme
from cchc.par_index.rules import frameworks, schemes
from cchc.par_index.rules.schemes import Unsound
from cchc.par_index.states import SchemeState
from cchc.par_index.types import Problem
from cchc.par_index.types import Scheme as Read


def read(row: Scheme) -> Read:
    """Return the engine's scheme of a stored one; ``Unsound`` names what is wrong with a draft."""
    if row.state == SchemeState.PUBLISHED:
        return _frozen(row.pk, row.published_at, row.title, _Hidden(row.content))
    return schemes.read(row.title, row.content)


class _Hidden:
    """A content that takes no part in telling two calls apart: a published scheme's number says which it is."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hidden)


@lru_cache(maxsize=64)
def _frozen(pk: int, published_at: object, title: str, content: _Hidden) -> Read:
    return schemes.read(title, content.content)


def problems(row: Scheme) -> list[Problem]:
    """Return what keeps a scheme from being published: rules, sums, unknown figures, the framework it must keep to."""
    try:
        found = schemes.read(row.title, row.content)
    except Unsound as unsound:
        wrong = list(unsound.problems)
    else:
        known = indicators.known()
        wrong = [
            Problem(leaf.code, f"số đo “{leaf.indicator}” không có trong danh mục")
            for leaf in found.leaves
            if leaf.indicator and leaf.indicator not in known
        ]
        if not found.bands:
            wrong.append(Problem("classes", "chưa có mức xếp loại nào"))
    if row.framework is not None:
        wrong += frameworks.departures(row.framework.content, row.content)
    return wrong


def listed(unit_ids: Collection[int] | None = None) -> list[Scheme]:
    """Return schemes without their content, the newest year first; 1 query."""
    rows = Scheme.objects.select_related("unit").defer("content")
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    return list(rows.order_by("-year", "level", "unit__pk")[:500])


def is_used(scheme_id: int) -> bool:
    """Tell whether a round scores by it."""
    return Round.objects.filter(scheme=scheme_id).exists()
