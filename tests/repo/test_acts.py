"""Every kind of act of every table is told by a sentence in people's words: no table's name, no column's, no number."""

import re

import pytest
from django.apps import apps
from django.utils import translation

from cchc.kernel import clock
from cchc.kernel.history import coverage, sentences, shown
from cchc.kernel.history.entries import Entry

ACTS = ("insert", "update", "delete")
OWN = [
    "accounts_grant insert", "accounts_user insert", "plans_assignment insert", "plans_report insert",
    "documents_outgoing insert", "reports_report update", "par_index_score insert", "inspections_finding insert",
    "meetings_meeting insert", "communications_item insert", "organisation_unitchange insert",
]  # fmt: skip


def entry(table: str, act: str, **values: object) -> Entry:
    after = values if act != "delete" else {}
    before = values if act == "delete" else {}
    return Entry(1, clock.now(), 1, "Hà", "", "", table, "7", act, before, after)


@pytest.mark.django_db
def test_every_table_has_a_vietnamese_name() -> None:
    nameless = [
        table for table in coverage.attached() if not re.search(r"[À-ỹ]|\b(khoản|Mã|Phiên)\b", shown.table(table))
    ]
    assert nameless == []


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS)
def test_every_act_has_a_sentence_without_raw_words(act: str) -> None:
    with translation.override("vi"):
        for table in coverage.attached():
            [told] = sentences.sentences_of([entry(table, act)])
            assert told[:1].islower(), told
            assert not re.search(r"%\(|[a-z]+_[a-z]+|None", told), f"{table} {act}: {told}"


@pytest.mark.django_db
def test_every_place_in_a_sentence_is_a_column_of_its_table() -> None:
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    wrong = []
    for (table, act, column), sentence in sentences.offered().items():
        columns = {field.column for field in models[table]._meta.concrete_fields} if table in models else set()
        asked = set(re.findall(r"%\((\w+)\)s", str(sentence))) | ({column} if column else set())
        wrong += [f"{table} {act}: {one}" for one in asked - columns]
    assert wrong == []


def test_the_acts_that_matter_have_sentences_of_their_own() -> None:
    offered = {f"{table} {act}" for table, act, _column in sentences.offered()}
    assert set(OWN) <= offered
