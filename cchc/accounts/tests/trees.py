"""Random trees of units and people who hold roles in them, for the property tests of this module."""

from hypothesis import strategies as st

from cchc.accounts.rules.may import Grant, Holder, Reach
from cchc.accounts.rules.roles import Role
from cchc.kernel import rights


@st.composite
def reaches(draw: st.DrawFn, largest: int = 12) -> Reach:
    """A forest: each unit has no parent or an earlier one."""
    size = draw(st.integers(0, largest))
    parents = [
        draw(st.one_of(st.none(), st.integers(1, unit - 1))) if unit > 1 else None for unit in range(1, size + 1)
    ]
    below: dict[int, set[int]] = {unit: {unit} for unit in range(1, size + 1)}
    for unit in range(size, 0, -1):
        parent = parents[unit - 1]
        if parent is not None:
            below[parent] |= below[unit]
    return Reach({unit: frozenset(covered) for unit, covered in below.items()})


unit_ids = st.integers(1, 14)  # a little beyond the largest tree: units the registry does not know
grants = st.builds(Grant, st.sampled_from(Role), unit_ids)
limits = st.one_of(st.none(), st.frozensets(st.sampled_from(sorted(rights.known()))))
holders = st.builds(Holder, st.integers(1, 3), st.lists(grants, max_size=3).map(tuple), limits)
