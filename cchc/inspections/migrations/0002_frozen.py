"""Minutes once an inspection was held, findings as they were written, programmes that were issued."""

from django.db import migrations

from cchc.kernel.freezing import below, columns, rows, undone

MINUTES = (
    "unit_id", "target_id", "kind", "is_surprise", "planned_on", "decision", "decided_on", "team", "held_on", "summary",
    "file_name", "media_type", "sha256", "content",
)
SQL = (
    columns("inspections_programme", ("unit_id", "year", "kind", "state", "number", "issued_on"), when="OLD.state = 'adopted'")
    + rows("inspections_programme", when="OLD.state = 'adopted'")
    + columns("inspections_visit", MINUTES, when="OLD.state IN ('held', 'mending', 'closed')")
    + rows("inspections_visit", when="OLD.state <> 'planned'")
    + below("inspections_check", "inspections_visit", "visit_id", ("planned", "decided"))
    + columns("inspections_finding", ("visit_id", "unit_id", "weight", "text", "demand", "due_on"))
    + rows("inspections_finding")
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_frozen"), ("inspections", "0001_initial")]
    operations = [migrations.RunSQL(SQL, undone(SQL))]
