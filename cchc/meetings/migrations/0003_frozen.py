"""Meetings whose conclusions were issued, with them."""

from django.db import migrations

from cchc.kernel.freezing import below, columns, rows, undone

MEETING = (
    "unit_id", "year", "quarter", "held_on", "place", "chair", "secretary_id", "state", "brief", "number", "concluded_at"
)
SQL = (
    columns("meetings_meeting", MEETING, when="OLD.state = 'concluded'")
    + rows("meetings_meeting", when="OLD.state = 'concluded'")
    + below("meetings_conclusion", "meetings_meeting", "meeting_id", ("preparing",))
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_frozen"), ("meetings", "0002_secretary")]
    operations = [migrations.RunSQL(SQL, undone(SQL))]
