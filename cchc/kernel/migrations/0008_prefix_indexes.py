"""An index that only repeats the beginning of another one costs each write and answers nothing more."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0007_files"),
    ]

    operations = [
        migrations.AlterField(
            model_name="eventoutcome",
            name="event",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="kernel.event"
            ),
        ),
    ]
