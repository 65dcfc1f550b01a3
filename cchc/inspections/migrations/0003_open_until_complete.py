"""Minutes and findings stay open until the minutes are complete; they were frozen with the first press of "Lưu"."""

from django.db import migrations

from cchc.kernel.freezing import below, columns, columns_below, rows_below, undone

PLACE = ("unit_id", "target_id", "kind", "is_surprise", "planned_on")
MINUTES = ("decision", "decided_on", "team", "held_on", "summary", "file_name", "media_type", "sha256", "content")
FOUND = ("unit_id", "weight", "text", "demand", "due_on")
OLD = """
DROP TRIGGER inspections_visit_frozen ON inspections_visit;
DROP TRIGGER inspections_check_closed ON inspections_check;
DROP TRIGGER inspections_finding_frozen ON inspections_finding;
DROP TRIGGER inspections_finding_kept ON inspections_finding;
"""
BEFORE = (
    columns("inspections_visit", PLACE + MINUTES, when="OLD.state IN ('held', 'mending', 'closed')")
    + below("inspections_check", "inspections_visit", "visit_id", ("planned", "decided"))
    + columns("inspections_finding", ("visit_id", *FOUND))
    + "CREATE TRIGGER inspections_finding_kept BEFORE DELETE ON inspections_finding FOR EACH ROW"
    " EXECUTE FUNCTION kernel_frozen();\n"
)
SQL = (
    columns("inspections_visit", PLACE, when="OLD.state IN ('held', 'mending', 'closed')", name="placed")
    + columns("inspections_visit", MINUTES, when="OLD.state IN ('mending', 'closed')")
    + below("inspections_check", "inspections_visit", "visit_id", ("planned", "decided", "held"))
    + columns("inspections_finding", ("visit_id",), name="placed")
    + columns_below("inspections_finding", FOUND, "inspections_visit", "visit_id", ("held",))
    + rows_below("inspections_finding", "inspections_visit", "visit_id", ("held",))
)


class Migration(migrations.Migration):
    dependencies = [("inspections", "0002_frozen")]
    operations = [migrations.RunSQL(OLD + SQL, undone(SQL) + BEFORE)]
