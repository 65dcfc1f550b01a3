"""Who gets which share: each unit once, classes to their members, conditions to those who register."""

from hypothesis import given
from hypothesis import strategies as st

from cchc.plans.rules.fan_out import Share, covered, fan_out, gaps
from cchc.plans.tests.drafts import bearers, directory, draft, task
from cchc.plans.types import Who

CODES = ["SNV", "STC", "H1", "H2", "X1", "X2", "X3"]
CLASSES = ["department", "district", "commune", "empty", "unheard-of"]


def test_units_and_classes_give_each_unit_one_share_in_the_order_named() -> None:
    lead = Who(units=("STC", "H2"), classes=("department", "district"))
    assert covered(lead, directory()) == ("STC", "H2", "SNV", "H1")


def test_an_optional_lead_gives_optional_shares() -> None:
    made = draft(task("1.a", lead=bearers(classes=["district"], condition="có điều kiện", optional=True)))
    assert fan_out(made, directory())["1"] == (Share("H1", True), Share("H2", True))


def test_a_unit_named_beside_a_class_that_is_left_open_stays_bound() -> None:
    mixed = bearers(units=["SNV"], classes=["department"], condition="có liên quan", optional=True)
    named = bearers(units=["H1", "H2"], condition="có điều kiện", optional=True)
    shares = fan_out(draft(task("7.a", lead=mixed), task("1.b", lead=named)), directory())
    assert shares["1"] == (Share("SNV"), Share("STC", True))
    assert shares["2"] == (Share("H1", True), Share("H2", True))


def test_the_leads_of_a_row_whose_rows_below_they_lead_get_no_second_share() -> None:
    made = draft(
        task("1", lead=bearers(units=["SNV", "STC"])),
        task("1.a", parent="1", lead=bearers(units=["SNV"])),
        task("1.b", parent="1", lead=bearers(units=["H1"])),
    )
    shares = fan_out(made, directory())
    assert [share.unit for share in shares["1"]] == ["STC"]
    assert [share.unit for share in shares["2"]] == ["SNV"]


def test_a_task_that_names_itself_as_parent_keeps_its_share() -> None:
    assert fan_out(draft(task("1", parent="1")), directory())["1"] == (Share("SNV"),)


def test_a_code_or_class_that_the_registry_does_not_know_covers_nobody() -> None:
    made = draft(task("1.a", lead=bearers(units=["KHÔNG"], classes=["empty"])), task("1.b"))
    found = gaps(made, directory())
    assert (found.uncovered, found.empty_classes) == ({"1"}, {"empty": "Không có ai"})


@given(st.lists(st.sampled_from(CODES)), st.lists(st.sampled_from(CLASSES)))
def test_no_unit_is_doubled_and_none_is_dropped(units: list[str], classes: list[str]) -> None:
    known = directory()
    found = covered(Who(units=tuple(units), classes=tuple(classes)), known)
    members = {code for key in classes if key in known.class_by_key for code in known.class_by_key[key].members}
    assert len(found) == len(set(found))
    assert set(found) == set(units) | members
