"""Which state follows which, kept by the database."""

from django.db import migrations, models

from cchc.kernel.freezing import undone
from cchc.kernel.moves import trigger

PLAN = {"draft": "adopted"}
REPORT = {"sent": "confirmed returned withdrawn", "confirmed": "sent"}
DIFFICULTY = {"open": "answered withdrawn"}
EXTENSION = {"asked": "granted refused"}
READING = {"open": "adopted dropped"}
SQL = (
    trigger("plans_plan", PLAN)
    + trigger("plans_report", REPORT)
    + trigger("plans_difficulty", DIFFICULTY)
    + trigger("plans_extension", EXTENSION)
    + trigger("plans_reading", READING)
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0009_moves"), ("plans", "0011_prefix_indexes")]
    operations = [
        migrations.AlterField(
            "plan",
            "state",
            models.CharField(
                choices=[("draft", "Đang dự thảo"), ("adopted", "Đang thực hiện")], max_length=12, verbose_name="Trạng thái"
            ),
        ),
        migrations.RunSQL(SQL, undone(SQL)),
    ]
