"""Which state follows which, kept by the database."""

from django.db import migrations

from cchc.kernel.freezing import undone
from cchc.kernel.moves import trigger

REPORT = {
    "draft": "checked",
    "checked": "signed draft",
    "signed": "sent draft",
    "sent": "accepted returned draft",
    "returned": "checked",
}
SQL = trigger("reports_report", REPORT)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0009_moves"), ("reports", "0006_folded")]
    operations = [migrations.RunSQL(SQL, undone(SQL))]
