"""Bring a database to what this version expects: tables, then what every installation starts with."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cchc.kernel import seeds


def prepare() -> None:
    """Migrate if needed and load the content of the project; running it again loses nothing."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    seeds.load_missing()
