"""The function that refuses a move that is not there, and the moves of a long job."""

from django.db import migrations

from cchc.kernel.freezing import undone
from cchc.kernel.moves import FUNCTION, trigger

JOB = {
    "waiting": "running",
    "running": "done refused failed",
    "done": "running",
    "refused": "running",
    "failed": "running",
}
SQL = trigger("kernel_jobprogress", JOB)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0008_prefix_indexes")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION kernel_moved();"),
        migrations.RunSQL(SQL, undone(SQL)),
    ]
