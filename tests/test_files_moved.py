"""The bytes that six tables held move into the store and back: the same bytes, in the trail, every row as it was."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cchc.kernel import history
from cchc.kernel.files import checking, contents, owners, stores
from cchc.kernel.files.models import File
from cchc.kernel.files.place import Place
from cchc.kernel.history import auditing, coverage
from cchc.surveys.models import Survey
from tests.surface.world import made

BEFORE = [
    ("plans", "0009_own_plans_begin"),
    ("documents", "0007_folded"),
    ("communications", "0004_folded"),
    ("inspections", "0005_folded"),
    ("par_index", "0006_folded"),
]
TABLES = [
    "plans_attachment",
    "documents_storedfile",
    "documents_blank",
    "communications_item",
    "inspections_visit",
    "par_index_evidence",
]
pytestmark = pytest.mark.django_db(transaction=True)
Bytes = dict[tuple[str, int], bytes]


def migrated(targets: list[tuple[str, str]]) -> None:
    """Bring the schema there; the trail follows, as after every upgrade."""
    MigrationExecutor(connection).migrate(targets)
    coverage.install()


@pytest.fixture
def newest(tmp_path: Path, settings: Any) -> Iterator[list[tuple[str, str]]]:
    """The newest migrations; what a test does to the schema is undone."""
    settings.FILES = Place("directory", str(tmp_path / "tep"))
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield leaves
    for table in TABLES:
        coverage._columns[table].digested.discard("content")
    migrated(leaves)


def in_the_store() -> Bytes:
    return {
        (field.model._meta.db_table, row.pk): contents.of(row.file)
        for field in owners.fields()
        for row in field.model._base_manager.filter(file__isnull=False).select_related("file")
    }


def in_the_tables() -> Bytes:
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT id, content FROM {table} WHERE content IS NOT NULL")
            found |= {(table, pk): bytes(content) for pk, content in cursor.fetchall()}
    return found


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Return what every row of the six tables says beside its file."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT to_jsonb(t) - 'content' - 'file_id' FROM {table} t ORDER BY id")
            found[table] = cursor.fetchall()
    return found


def test_every_byte_goes_there_and_back(newest: list[tuple[str, str]], tmp_path: Path) -> None:
    with history.attributed(history.PLATFORM):
        made(2)
        Survey.objects.all().delete()  # of no round: the versions of that time had no place for them
    said, held = rows(), in_the_store()
    assert {table for table, _pk in held} == set(TABLES)

    for table in TABLES:
        history.digest(table, "content")  # as the versions of that time did
    migrated(BEFORE)
    assert in_the_tables() == held
    assert rows() == said
    assert auditing.audit(guarded=False).findings == ()

    shutil.rmtree(tmp_path / "tep")  # from here on only the tables have the bytes
    for table in TABLES:
        coverage._columns[table].digested.discard("content")
    first = File.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    migrated(newest)
    assert in_the_store() == held
    assert rows() == said
    assert list(checking.lost(checking.named())) == []
    assert auditing.audit().findings == ()
    assert len(list(stores.store().lying())) == len(set(held.values()))

    fresh = File.objects.filter(pk__gt=first)
    assert len(fresh) == len(held), "a row for each, of the kind that its module answers for"
    assert {file.kind for file in fresh} == {
        "plans.attachment", "documents.file", "documents.blank", "communications.item", "inspections.visit",
        "par_index.evidence",
    }  # fmt: skip
    history.settle()
    assert {history.of("kernel_file", file.pk)[0].who for file in fresh} == {"Hệ thống"}
