"""Any course of work: whatever people do in whatever order, columns, refusals and status follow a plain model."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count, QuerySet
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cchc.kernel.period import Period
from cchc.kernel.refusal import Refusal
from cchc.plans.actions import cancelling, confirming, difficulties, extensions, progress, targets
from cchc.plans.actions._facts import recompute
from cchc.plans.actions.progress import Sending
from cchc.plans.models import Assignment, Occurrence, Plan
from cchc.plans.queries.assignment import facts_of
from cchc.plans.queries.counted import counted
from cchc.plans.queries.cuts import cuts
from cchc.plans.queries.dashboard import FIGURES
from cchc.plans.queries.parameters import parameters
from cchc.plans.queries.status import with_status
from cchc.plans.rules.reporting import Said
from cchc.plans.rules.status import status
from cchc.plans.tests.work_cases import MARCH, Case, actor, at

LAST = dt.date(2019, 9, 30)
PERIODS = [(dt.date(2019, m, 1), dt.date(2019, m + 1, 28)) for m in (1, 3, 5)]
KINDS = ("fixed", "undated", "recurring")


@dataclass
class Model:
    """One assignment, told as a story: each act changes what it says it changes, nothing is derived from rows."""

    pk: int
    kind: str
    end: dt.date | None = None
    target: dt.date | None = None
    extended: dt.date | None = None
    periods: dict[int, dict[str, Any]] = field(default_factory=dict)
    said: list[dict[str, Any]] = field(default_factory=list)  # reports that still count, and those sent back
    open_difficulties: list[int] = field(default_factory=list)
    asked: tuple[int, dt.date, int | None] | None = None
    cancelled: bool = False
    begun: bool = False

    @property
    def is_done(self) -> bool:
        if self.periods:
            return all(period["done"] for period in self.periods.values())
        return any(one["state"] == "confirmed" for one in self.said)

    @property
    def waiting(self) -> list[dict[str, Any]]:
        return [one for one in self.said if one["state"] == "sent"]

    @property
    def due(self) -> dt.date | None:
        if self.periods:
            owed = [p["due"] for p in self.periods.values() if not p["done"] and not p["sent"]]
            return min(owed) if owed else max(p["due"] for p in self.periods.values())
        return self.extended or self.target or self.end

    @property
    def percent(self) -> int:
        if self.periods:
            return 100 * sum(1 for p in self.periods.values() if p["done"]) // len(self.periods)
        return next((one["percent"] for one in reversed(self.said) if one["state"] != "returned"), 0)

    @property
    def columns(self) -> dict[str, Any]:
        all_sent = self.periods and all(p["done"] or p["sent"] for p in self.periods.values())
        pending = bool(all_sent and not self.is_done) if self.periods else bool(self.waiting)
        done = [p["done"] for p in self.periods.values()]
        done += [one["on"] for one in self.said if one["state"] == "confirmed" and not self.periods]
        return {
            "due_on": self.due,
            "percent": self.percent,
            "is_started": any(True for one in self.said),
            "is_pending": pending,
            "is_blocked": bool(self.open_difficulties),
            "done_on": max(done) if self.is_done else None,
            "was_late": any(p["done"] and p["done"] > p["due"] for p in self.periods.values()),
            "spent": sum(one["spent"] for one in self.said if one["state"] != "returned"),
        }


class Work(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.case, self.today, self.hour = Case.make(), MARCH, 0
        Plan.objects.filter(pk=self.case.plan.pk).update(target_by=dt.date(2019, 4, 30))
        self.models: dict[str, Model] = {}
        self.last_confirmed: tuple[Model, dict[str, Any]] | None = None
        for kind in KINDS:
            end = LAST if kind == "fixed" else None
            made = self.case.assignment(end_on=end, periods=PERIODS if kind == "recurring" else None)
            periods = {
                row.pk: {"start": row.start_on, "due": row.due_on, "done": None, "sent": False}
                for row in Occurrence.objects.filter(assignment=made)
            }
            self.models[kind] = Model(made.pk, kind, end=end, periods=periods)

    def teardown(self) -> None:
        try:
            self.computing_again_changes_nothing()
            self.a_dashboard_says_what_the_registry_counts()
        finally:
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    def by(self, name: str) -> Any:
        return {"actor": actor(self.case.people[name]), "now": at(self.today, 0) + dt.timedelta(seconds=self.hour)}

    def tried(self, allowed: bool, act: Callable[[], Any]) -> Any:
        """Run ``act``; it must be refused exactly when the model says so."""
        self.hour += 1
        if allowed:
            return act()
        with pytest.raises(Refusal):
            act()
        return None

    # ------------------------------------------------------------------ acts
    @rule(days=st.integers(1, 45))
    def time_passes(self, days: int) -> None:
        self.today, self.hour = self.today + dt.timedelta(days=days), 0
        self.last_confirmed = None

    @rule(
        kind=st.sampled_from(KINDS),
        percent=st.sampled_from([0, 30, 100, 100]),
        spent=st.integers(0, 9),
        at=st.integers(0, 2),
        then=st.sampled_from(["", "confirm", "send back", "take back"]),
    )
    def report(self, kind: str, percent: int, spent: int, at: int, then: str) -> None:
        model = self.models[kind]
        key = sorted(model.periods)[at] if model.periods else None
        period = model.periods.get(key) if key else None
        allowed = not model.cancelled and not model.is_done
        if period:
            allowed = allowed and period["start"] <= self.today and not period["done"] and not period["sent"]
        else:
            allowed = allowed and not model.waiting
        said = Said(percent, "Đã làm", reference_number="1/BC", reference_date=MARCH, spent=spent)
        made = self.tried(allowed, lambda: progress.report(model.pk, said, Sending(key), **self.by("clerk")))
        if made:
            state = "sent" if percent == 100 else "noted"
            model.said.append(
                {"pk": made, "percent": percent, "state": state, "spent": spent, "on": self.today, "key": key}
            )
            if period and percent == 100:
                period["sent"] = True
        if then:  # hypothesis leaves rules out of a run, but reports without decisions prove little
            self.decide(what=then)

    def waiting(self) -> list[tuple[Model, dict[str, Any]]]:
        return [(model, one) for model in self.models.values() for one in model.waiting]

    @rule(what=st.sampled_from(["confirm", "confirm", "send back", "take back", "undo"]))
    def decide(self, what: str) -> None:
        if what == "undo":
            self.undo()
            return
        for model, one in self.waiting()[:1]:
            if self.tried(*self.acts_on(model, one["pk"])[what]):
                self.decided(model, one, what)

    def acts_on(self, model: Model, pk: int) -> dict[str, tuple[bool, Callable[[], Any]]]:
        """Return each act on a report that waits, and whether it is allowed."""
        live = not model.cancelled
        return {
            "confirm": (live, lambda: confirming.confirm(pk, **self.by("office")) or True),
            "send back": (live, lambda: confirming.send_back(pk, "Thiếu", **self.by("office")) or True),
            "take back": (True, lambda: progress.take_back(pk, **self.by("clerk")) or True),
        }

    def decided(self, model: Model, one: dict[str, Any], what: str) -> None:
        if one["key"]:
            model.periods[one["key"]].update(sent=False, done=one["on"] if what == "confirm" else None)
        if what == "take back":
            model.said.remove(one)
        else:
            one["state"] = {"confirm": "confirmed", "send back": "returned"}[what]
        if what == "confirm":
            self.last_confirmed = (model, one)

    def undo(self) -> None:
        if self.last_confirmed:
            model, one = self.last_confirmed
            assert confirming.undo([one["pk"]], **self.by("office")) == 1
            one["state"] = "sent"
            if one["key"]:
                model.periods[one["key"]].update(done=None, sent=True)
            self.last_confirmed = None

    @rule(kind=st.sampled_from(KINDS), days=st.integers(-3, 400))
    def set_target(self, kind: str, days: int) -> None:
        model, day = self.models[kind], self.today + dt.timedelta(days=days)
        latest = model.end or dt.date(2020, 1, 31)
        allowed = not (model.cancelled or model.is_done or model.waiting or model.periods or model.extended)
        allowed = allowed and self.today <= day <= latest and day != model.target
        allowed = allowed and not (model.target and model.target < self.today)
        if self.tried(allowed, lambda: targets.set_target(model.pk, day, reason="Đổi", **self.by("clerk")) or True):
            model.target = day

    @rule(kind=st.sampled_from(KINDS), days=st.integers(-10, 60), at=st.integers(0, 2))
    def ask_for_longer(self, kind: str, days: int, at: int) -> None:
        model = self.models[kind]
        key = sorted(model.periods)[at] if model.periods else None
        period = model.periods.get(key) if key else None
        due = period["due"] if period else model.due
        day = (due or self.today) + dt.timedelta(days=days)
        pending = model.columns["is_pending"]
        allowed = not (model.cancelled or model.is_done or pending or model.asked or due is None) and days > 0
        allowed = allowed and day <= dt.date(2020, 12, 31)
        if period:
            allowed = allowed and not period["done"] and not period["sent"]
        again = model.asked is not None and model.asked[1:] == (day, key)
        if again:
            return  # the same request again is the same request; tested by itself
        ask = lambda: extensions.ask(model.pk, day, "Bận", occurrence_id=key, **self.by("clerk"))  # noqa: E731
        made = self.tried(allowed, ask)
        if made:
            model.asked = (made, day, key)

    @rule(grant=st.booleans())
    def decide_on_longer(self, grant: bool) -> None:
        model = next((model for model in self.models.values() if model.asked), None)
        if model is None or model.asked is None:
            return
        pk, day, key = model.asked
        due = model.periods[key]["due"] if key else model.due
        if grant:
            allowed = not model.cancelled and due is not None and day > due
            if not self.tried(allowed, lambda: extensions.grant(pk, **self.by("office")) or True):
                return
            if key:
                model.periods[key]["due"] = day
            else:
                model.extended = day
        else:
            self.tried(True, lambda: extensions.refuse(pk, "Không", **self.by("office")) or True)
        model.asked = None

    @rule(kind=st.sampled_from(KINDS), number=st.integers(0, 1))
    def raise_difficulty(self, kind: str, number: int) -> None:
        model = self.models[kind]
        allowed = not (model.cancelled or model.is_done)
        made = self.tried(allowed, lambda: difficulties.raise_one(model.pk, f"Vướng {number}", **self.by("clerk")))
        if made and made not in model.open_difficulties:
            model.open_difficulties.append(made)

    @rule(kind=st.sampled_from(KINDS), answer=st.booleans())
    def close_difficulty(self, kind: str, answer: bool) -> None:
        model = self.models[kind]
        for pk in model.open_difficulties[:1]:
            if answer:
                difficulties.answer(pk, "Được", **self.by("office"))
            else:
                difficulties.withdraw(pk, **self.by("clerk"))
            model.open_difficulties.remove(pk)

    @rule(kind=st.sampled_from(KINDS), chance=st.integers(0, 3))
    def cancel_or_restore(self, kind: str, chance: int) -> None:
        model = self.models[kind]
        if chance and not model.cancelled:
            return  # what is cancelled stops everything else: rarely
        if model.cancelled:
            cancelling.restore(model.pk, **self.by("office"))
            model.cancelled = False
        elif self.tried(not model.is_done, lambda: cancelling.cancel(model.pk, "Bỏ", **self.by("office")) or True):
            model.cancelled = True

    # ------------------------------------------------------------------ what must always hold
    @invariant()
    def columns_and_status_are_as_the_story_says(self) -> None:
        rows = {row.pk: row for row in with_status(self.loaded(), self.today)}
        for model in self.models.values():
            row = rows[model.pk]
            assert {name: getattr(row, name) for name in model.columns} == model.columns
            assert row.status == status(facts_of(row), self.today, parameters(self.today).near), (
                "the rule in words and in SQL"
            )

    def loaded(self) -> QuerySet[Assignment]:
        return Assignment.objects.filter(pk__in=self.ids()).select_related("plan")

    def ids(self) -> list[int]:
        return [model.pk for model in self.models.values()]

    def computing_again_changes_nothing(self) -> None:
        rows = Assignment.objects.filter(pk__in=self.ids()).order_by("pk")
        before = list(rows.values())
        recompute(self.ids())
        assert list(rows.values()) == before

    def a_dashboard_says_what_the_registry_counts(self) -> None:
        work, of = Assignment.objects.filter(pk__in=self.ids()), Period.year(self.case.plan.year)
        asked = {name: counted(name, of, self.today) for name in FIGURES}
        sides = {f"{name}_{side}": getattr(one, side) for name, one in asked.items() for side in ("part", "whole")}
        counts = work.aggregate(**{name: Count("pk", filter=q) for name, q in sides.items()})
        found = cuts(work, FIGURES, self.case.plan.year, self.today).figures
        assert found == {name: (counts[f"{name}_part"], counts[f"{name}_whole"]) for name in FIGURES}


@pytest.mark.django_db
def test_any_course_of_work_keeps_columns_refusals_and_status_together() -> None:
    run_state_machine_as_test(
        Work,
        settings=settings(
            max_examples=40,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking 40 steps in a database takes minutes
        ),
    )
