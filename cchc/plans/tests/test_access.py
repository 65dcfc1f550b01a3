"""The scope is the only way to a record: what lies outside does not exist, what may not be done inside is refused."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from cchc.kernel.history import attributed
from cchc.kernel.permission import Asker, Record, Scope
from cchc.kernel.tests.kept import kept_file
from cchc.plans import access
from cchc.plans.actions import difficulties, milestones, own_plans, progress
from cchc.plans.actions.progress import Sending, Upload
from cchc.plans.models import Attachment, Reading, Report
from cchc.plans.rules.reporting import Said
from cchc.plans.tests.work_cases import MARCH, SETUP, Case, actor, at

pytestmark = pytest.mark.django_db

EVERYTHING = Scope(everything=True)


@dataclass
class Person:
    """Somebody with a scope for each action that is named, and none for any other."""

    scopes: dict[str, Scope] = field(default_factory=dict)
    is_authenticated: bool = True
    asker: Asker = Asker.OFFICIAL
    user_id: int | None = None
    unit_id: int | None = None
    name: str = "Nguyễn Thị Lan"

    def may(self, action: str, record: Record | None = None) -> bool:
        return bool(self.scope(action)) if record is None else record.unit_id in self.scope(action)

    def scope(self, action: str) -> Scope:
        return self.scopes.get(action, Scope())


@pytest.fixture
def case(db: None) -> Case:
    return Case.make()


def over(case: Case, *units: str) -> Scope:
    return Scope(unit_ids=frozenset(case.units[unit].pk for unit in units))


def by(case: Case, name: str) -> Any:
    return {"actor": actor(case.people[name]), "now": at(MARCH)}


def test_a_list_holds_what_is_in_scope_and_nothing_without_one(case: Case) -> None:
    mine, theirs = case.assignment("S1"), case.assignment("S2")
    listed = access.visible_assignments
    assert set(listed(Person({"assignment.read": over(case, "S1")}))) == {mine}
    assert set(listed(Person({"assignment.read": EVERYTHING}))) == {mine, theirs}
    assert not listed(Person())
    assert not listed(Person({"assignment.read": Scope()}))


@pytest.mark.parametrize("action", sorted(access.DECIDING))
def test_deciding_needs_the_scope_over_the_issuer_of_the_plan_too(case: Case, action: str) -> None:
    one = case.assignment("X1")
    reads = {"assignment.read": over(case, "H", "X1")}
    with pytest.raises(PermissionDenied):
        access.assignment(Person({**reads, action: over(case, "H", "X1")}), one.pk, action)
    assert access.assignment(Person({**reads, action: over(case, "P", "H", "X1")}), one.pk, action) == one
    assert access.assignment(Person({**reads, action: EVERYTHING}), one.pk, action) == one


def test_every_record_of_an_assignment_follows_its_unit(case: Case) -> None:
    one = case.assignment("S1", end_on=dt.date(2019, 6, 30))
    report = progress.report(one.pk, Said(50, "Đã họp"), **by(case, "clerk"))
    step = milestones.add(one.pk, "Mốc", dt.date(2019, 5, 1), **by(case, "clerk"))
    inside, outside = (Person({"assignment.read": over(case, unit)}) for unit in ("S1", "S2"))
    doors: list[tuple[Callable[..., Any], int]] = [
        (access.assignment, one.pk),
        (access.report, report),
        (access.milestone, step),
    ]
    for door, pk in doors:
        assert door(inside, pk).pk == pk
        with pytest.raises(Http404):
            door(outside, pk)
        with pytest.raises(PermissionDenied):
            door(inside, pk, "assignment.report")


def test_a_difficulty_is_read_from_both_ends_and_answered_from_one(case: Case) -> None:
    one = case.assignment("X1")
    pk = difficulties.raise_one(one.pk, "Thiếu máy", **by(case, "commune"))
    words = ("assignment.read", "difficulty.answer", "difficulty.raise")
    unit, above, beside = (Person(dict.fromkeys(words, over(case, key))) for key in ("X1", "H", "X2"))
    assert access.difficulty(unit, pk).pk == access.difficulty(above, pk).pk == pk
    assert access.difficulty(above, pk, "difficulty.answer").pk == pk
    assert access.difficulty(unit, pk, "difficulty.raise").pk == pk
    for person, action in ((unit, "difficulty.answer"), (above, "difficulty.raise")):
        with pytest.raises(PermissionDenied):
            access.difficulty(person, pk, action)
    with pytest.raises(Http404):
        access.difficulty(beside, pk)


def test_an_adopted_plan_is_public_to_readers_and_a_draft_its_units_own(case: Case) -> None:
    draft = own_plans.draw_up(case.plan.pk, case.units["H"].pk, "Dự thảo", [], **by(case, "district"))
    far = Person({"plan.read": over(case, "S2"), "unit_plan.write": over(case, "S2")})
    own = Person({"plan.read": over(case, "H"), "unit_plan.write": over(case, "H")})
    office = Person({"plan.read": EVERYTHING, "unit_plan.write": EVERYTHING})
    assert [plan.pk for plan in access.visible_plans(far)] == [case.plan.pk]
    for person in (own, office):
        assert {plan.pk for plan in access.visible_plans(person)} == {case.plan.pk, draft}
    with pytest.raises(Http404):
        access.plan(far, draft)
    with pytest.raises(PermissionDenied):
        access.plan(far, case.plan.pk, "unit_plan.write")
    assert not access.visible_plans(Person())


def test_a_product_is_downloaded_in_scope_and_the_document_of_a_plan_by_its_readers(case: Case) -> None:
    one = case.assignment("S1")
    report = progress.report(one.pk, Said(100), Sending(upload=Upload("a.pdf", b"%PDF-1.4")), **by(case, "clerk"))
    product = Report.objects.get(pk=report).attachment_id
    with attributed(SETUP):
        document = Attachment.objects.create(
            name="kh.txt",
            media_type="text/plain",
            size=1,
            sha256="0",
            file=kept_file(b"x", "plans.attachment"),
            uploaded_at=at(MARCH),
        )
        reading = Reading(unit=case.units["P"], source=document, as_of=MARCH, as_read={}, draft={}, seconds=0)
        reading.read_at = at(MARCH)
        reading.save()
    loose = Person({"assignment.read": over(case, "S1"), "plan.read": EVERYTHING})
    reviewer = Person({"plan.review": EVERYTHING})
    assert access.attachment(loose, product or 0).pk == product
    assert access.attachment(reviewer, document.pk).pk == document.pk
    for person, pk in ((reviewer, product), (loose, document.pk), (Person(), product), (Person(), document.pk)):
        with pytest.raises(Http404):
            access.attachment(person, pk or 0)
    with attributed(SETUP):
        Reading.objects.filter(pk=reading.pk).update(plan=case.plan)
    assert access.attachment(loose, document.pk).pk == document.pk


READ_AS = [{}, {"assignment.read": ("S1",)}, {"assignment.read": ("S2",)}, {"assignment.read": ("P", "S1", "S2")}]
ACTIONS = sorted({"assignment.report", "assignment.plan", *access.DECIDING, *access.OWN, access.URGE})


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("read", READ_AS, ids=str)
def test_whoever_acts_by_number_may_what_they_may_on_the_record(case: Case, action: str, read: dict[str, Any]) -> None:
    work = case.assignment("S1")
    scopes = {name: over(case, *units) for name, units in read.items()}
    for units in ((), ("S1",), ("S2",), ("P", "S1")):
        for home in (None, "P", "S1", "S2"):
            person = Person(
                scopes | {action: over(case, *units)}, unit_id=case.units[home].pk if home is not None else None
            )
            for pk in (work.pk, work.pk + 1_000):
                assert _outcome(access.to_act_on, person, pk, action) == _outcome(
                    lambda *given: access.assignment(*given).pk, person, pk, action
                )


def _outcome(ask: Callable[..., int], *given: Any) -> object:
    try:
        return ask(*given)
    except (Http404, PermissionDenied) as error:
        return type(error)
