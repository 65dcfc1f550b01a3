"""Which state follows which, kept by the database."""

from django.db import migrations

from cchc.kernel.freezing import undone
from cchc.kernel.moves import trigger

MEETING = {"preparing": "concluded"}
SQL = trigger("meetings_meeting", MEETING)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0009_moves"), ("meetings", "0004_folded")]
    operations = [migrations.RunSQL(SQL, undone(SQL))]
