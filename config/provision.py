"""Bring a database to what this version expects: tables, then what every installation starts with."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cchc.kernel import seeds


def prepare(told: Callable[[str], None] | None = None) -> None:
    """Migrate if needed and load the content of the project; running it again loses nothing. ``told`` hears steps."""
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        if told:
            told(f"đưa cơ sở dữ liệu lên phiên bản này ({len(plan)} bước)")
        call_command("migrate", verbosity=0, interactive=False)
    seeds.load_missing(told=(lambda key: told(f"nạp nội dung: {key}")) if told else None)
