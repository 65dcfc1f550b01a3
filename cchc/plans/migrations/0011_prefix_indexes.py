"""An index that only repeats the beginning of another one costs each write and answers nothing more."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0006_names_from_a_day"),
        ("plans", "0010_files_in_the_store"),
    ]

    operations = [
        migrations.AlterField(
            model_name="assignment",
            name="plan",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="plans.plan",
                verbose_name="Kế hoạch",
            ),
        ),
        migrations.AlterField(
            model_name="assignment",
            name="task",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="plans.task",
                verbose_name="Nhiệm vụ",
            ),
        ),
        migrations.AlterField(
            model_name="assignment",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
                verbose_name="Đơn vị chủ trì",
            ),
        ),
        migrations.AlterField(
            model_name="milestone",
            name="assignment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="plans.assignment",
                verbose_name="Việc",
            ),
        ),
        migrations.AlterField(
            model_name="occurrence",
            name="assignment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="plans.assignment",
                verbose_name="Việc",
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="assignment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="plans.assignment",
                verbose_name="Việc",
            ),
        ),
    ]
