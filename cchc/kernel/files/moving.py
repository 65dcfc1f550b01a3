"""For migrations: the bytes of a table's rows move into the store, and back where the migration is undone.

A row at a time, content first: a migration that ends halfway is rolled back and leaves content that no row names.
What a column has held is emptied before it goes: the trail tells it, and fits whichever way the schema goes later.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, migrations

from cchc.kernel import history
from cchc.kernel.files.contents import proven
from cchc.kernel.files.stores import store
from cchc.kernel.history import coverage


@dataclass(frozen=True)
class Owner:
    """A table that has held the bytes of its files in ``content`` and gets ``file``; how its other columns are called.

    ``kept_by`` is a column with the number of a person, ``kept_at`` one with a moment.
    """

    app: str
    model: str
    kind: str
    name: str = "file_name"
    kept_by: str = ""
    kept_at: str = ""
    media_type: str = ""
    """Of all files, where the table has no column for it."""


def moved(owner: Owner) -> migrations.RunPython:
    """Return the operation; the table has both columns while it runs, and nothing that freezes its rows."""
    return migrations.RunPython(_run(owner, _in), _run(owner, _out))


def _run(owner: Owner, move: Callable[[Owner, Any, Any], None]) -> Callable[[Any, Any], None]:
    def operation(apps: Any, _editor: Any) -> None:
        table, files = apps.get_model(owner.app, owner.model), apps.get_model("kernel", "File")
        if table._base_manager.exists():
            # The rows of files belong into the trail, whose triggers would come only after all migrations.
            with coverage.digesting(table._meta.db_table, "content"), history.attributed(history.PLATFORM):
                move(owner, table, files)

    return operation


def _in(owner: Owner, table: Any, files: Any) -> None:
    there = store()
    kind = "" if owner.media_type else "media_type"
    said = [column for column in (owner.name, kind, owner.kept_by, owner.kept_at) if column]
    rows = table._base_manager.filter(content__isnull=False)
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        row = rows.values("content", *said).get(pk=pk)
        content = bytes(row["content"])
        sha256 = hashlib.sha256(content).hexdigest()  # of what is there, whatever the row says: the check compares
        there.put(sha256, content)
        file = files._base_manager.create(
            sha256=sha256,
            size=len(content),
            media_type=owner.media_type or row["media_type"],
            name=row[owner.name],
            kind=owner.kind,
            kept_by_id=row.get(owner.kept_by),
            kept_at=row.get(owner.kept_at) or _now(),
        )
        table._base_manager.filter(pk=pk).update(file=file, content=None)


def _out(owner: Owner, table: Any, files: Any) -> None:
    there = store()
    rows = table._base_manager.filter(file__isnull=False)
    for pk, sha256 in list(rows.order_by("pk").values_list("pk", "file__sha256")):
        found = proven(there, sha256)
        if found is None:
            raise ValueError(f"content {sha256} of {table._meta.db_table} {pk} has changed: nothing was moved")
        with found:
            table._base_manager.filter(pk=pk).update(file=None, content=found.read())


def _now() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        return cursor.fetchone()[0]
