"""Which version of the software a database belongs to, by the migrations that it has seen."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader


def newer(executor: MigrationExecutor | None = None) -> list[str]:
    """Return migrations of our modules that the database has seen and this version does not know, in order."""
    executor = executor or MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    known |= {key for migration in executor.loader.disk_migrations.values() for key in migration.replaces}
    modules = {app for app, _name in known}
    return sorted(f"{app}.{name}" for app, name in set(executor.loader.applied_migrations) - known if app in modules)


def is_this() -> bool:
    """Tell whether the database has seen every migration of this version."""
    loader = MigrationLoader(connection)
    return set(loader.graph.nodes) <= set(loader.applied_migrations)
