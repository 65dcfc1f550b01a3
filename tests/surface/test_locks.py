"""Which rows are locked after what they hang on: each model says so, or this file says why it need not."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from cchc.kernel.locking import Gone, locked
from cchc.par_index.models import Evidence, Sheet
from tests.surface.world import made

_ASSIGNMENT = "under its assignment, which plans.actions._facts.changing locks"
_PLAN = "under its plan, which drafting and the correction of a plan lock"
_ADDED = "only ever added"
WHY_NOT = {
    "plans.Assignment": "what corrects a plan locks it and all its assignments; nothing else moves its tasks",
    "inspections.Visit": "nothing that a programme says decides what may be done with its visits",
    "plans.Task": _PLAN, "plans.TaskGroup": _PLAN, "plans.TaskPartner": _PLAN,
    "plans.Occurrence": _ASSIGNMENT, "plans.Milestone": _ASSIGNMENT, "plans.Report": _ASSIGNMENT,
    "plans.Difficulty": _ASSIGNMENT, "plans.Extension": _ASSIGNMENT, "plans.DifficultyStep": _ADDED,
    "reports.Step": _ADDED, "par_index.Change": _ADDED,
    "notifications.Urged": "under alone(), with its act", "notifications.Carried": _ADDED,
}  # fmt: skip


def hung() -> dict[str, set[str]]:
    """Return model → the relations of its own module that it does not outlive."""
    found: dict[str, set[str]] = {}
    for model in apps.get_models():
        if not model.__module__.startswith("cchc.") or model._meta.app_label in {"kernel", "organisation", "accounts"}:
            continue  # the registry is locked as a whole, an account by its number
        for field in model._meta.concrete_fields:
            is_cascade = isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
            if is_cascade and field.related_model._meta.app_label == model._meta.app_label:
                found.setdefault(model._meta.label, set()).add(field.name)
    return found


def by_label(label: str) -> type[models.Model]:
    return next(model for model in apps.get_models() if model._meta.label == label)


def test_each_row_that_hangs_on_another_says_how_it_is_locked() -> None:
    unsaid = {
        label: names
        for label, names in hung().items()
        if label not in WHY_NOT and not names & set(getattr(by_label(label), "held_by", ()))
    }
    assert unsaid == {}


def test_what_is_named_is_a_relation() -> None:
    for model in apps.get_models():
        for name in getattr(model, "held_by", ()):
            assert model._meta.get_field(name).is_relation, model


@pytest.mark.django_db
def test_the_rows_above_are_locked_first_and_read_by_themselves() -> None:
    world = made(1)
    evidence = world.owned["evidence_id"][0][0]
    with CaptureQueriesContext(connection) as asked:
        row = locked(Evidence, evidence)
        assert row.sheet.round.stage
    held = [query["sql"] for query in asked if "FOR NO KEY UPDATE" in query["sql"]]
    assert [sql.split('FROM "')[1].split('"')[0] for sql in held] == [
        "par_index_round", "par_index_sheet", "par_index_evidence",
    ]  # fmt: skip
    assert not any("JOIN" in sql for sql in held)
    assert len(asked) == 5, "two keys, three rows"


@pytest.mark.django_db
def test_what_is_gone_is_refused_in_a_sentence() -> None:
    with pytest.raises(Gone, match="không còn"):
        locked(Sheet, 10**9)
