"""A name that the registry has learnt is understood wherever it was unknown, and nothing else is touched."""

from collections.abc import Callable

from cchc.plans.rules.doubts import doubts
from cchc.plans.rules.draft import find
from cchc.plans.rules.resolving import resolved_again
from cchc.plans.tests.drafts import bearers, draft, task
from cchc.plans.types import Who

ASKS = [{"where": "1.a", "field": "lead", "why": "Không có “Sở Lạ”"}]


def knowing(**names: str) -> Callable[[str, str], tuple[Who, Who]]:
    """Return a reader that knows these names (spaces as underscores) and no others."""
    known = {name.replace("_", " "): code for name, code in names.items()}

    def understand(text: str) -> Who:
        parts = text.split(", ") if text else []
        found = tuple(known[part] for part in parts if part in known)
        return Who(text, found, unresolved=tuple(part for part in parts if part not in known))

    return lambda lead, partners: (understand(lead), understand(partners))


def test_a_learnt_name_is_found_in_leads_and_partners_alike() -> None:
    made = draft(
        task("1.a", lead=bearers("Sở Lạ", unresolved=["Sở Lạ"])),
        task("1.b", partners=bearers("Sở Nội vụ, Sở Lạ", ["SNV"], unresolved=["Sở Lạ"])),
        task("1.c"),
        doubts=ASKS,
    )
    changed, count = resolved_again(made, knowing(Sở_Lạ="STC", Sở_Nội_vụ="SNV"))
    assert count == 2
    assert find(changed, "1")[1].lead.units == ("STC",)
    assert find(changed, "2")[1].partners.units == ("SNV", "STC")
    assert doubts(changed) == ()
    assert find(changed, "3")[1] == find(made, "3")[1]


def test_what_is_still_unknown_stays_named() -> None:
    made = draft(task("1.a", lead=bearers("Sở Lạ, Sở Khác", unresolved=["Sở Lạ", "Sở Khác"])))
    changed, count = resolved_again(made, knowing(Sở_Lạ="STC"))
    assert (count, find(changed, "1")[1].lead.unresolved) == (1, ("Sở Khác",))
    assert [doubt.blocks for doubt in doubts(changed)] == [True]


def test_what_the_office_has_settled_is_not_read_again() -> None:
    made = draft(task("1.a", lead=bearers("Sở Lạ", ["SNV"])))
    assert resolved_again(made, knowing(Sở_Lạ="STC")) == (made, 0)
