"""Bring a database to what this version expects: tables, then what every installation starts with."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cchc.kernel import clock, commands, first_day, schema_version, seeds


def prepare(announce: Callable[[str], None] | None = None) -> None:
    """Migrate if needed and load the content of the project; running it again loses nothing. ``announce`` hears it."""
    executor = MigrationExecutor(connection)
    is_new = not executor.loader.applied_migrations
    _refuse_newer(executor)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        if announce:
            announce(f"đưa cơ sở dữ liệu lên phiên bản này ({len(plan)} bước)")
        call_command("migrate", verbosity=0, interactive=False)
    if is_new and clock.demo_date() is None:  # a demonstration has a past of its own
        first_day.note(clock.today())
    seeds.load_missing(announce=(lambda key: announce(f"nạp nội dung: {key}")) if announce else None)


def _refuse_newer(executor: MigrationExecutor) -> None:
    """Refuse a database that a newer version has changed: this one does not know what it would destroy."""
    newer = schema_version.newer(executor)
    if newer:
        raise commands.Refused(
            "Cơ sở dữ liệu này thuộc một phiên bản mới hơn (đã có %(newer)s): hãy chạy phiên bản ấy, hoặc khôi phục "
            "bản sao lưu từ trước khi nâng cấp.",
            newer=newer[:3],
        )
