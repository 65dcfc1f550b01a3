"""Products and documents lie in the store of files."""

import django.db.models.deletion
from django.db import migrations, models

from cchc.kernel.files.moving import Owner, moved
from cchc.kernel.freezing import columns, undone


FILE = ("name", "media_type", "size", "sha256", "{}", "uploaded_by_id", "uploaded_at")
BEFORE, SQL = (
    columns("plans_attachment", [name.format(held) for name in FILE]) for held in ("content", "file_id")
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0007_files"), ("plans", "0009_own_plans_begin")]
    operations = [
        migrations.RunSQL(undone(BEFORE), BEFORE),
        migrations.AlterField("attachment", "content", models.BinaryField(null=True)),
        migrations.AddField("attachment", "file", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.file", verbose_name="Tệp trong kho")),
        moved(Owner("plans", "attachment", "plans.attachment", "name", "uploaded_by_id", "uploaded_at")),
        migrations.RemoveField("attachment", "content"),
        migrations.AlterField("attachment", "file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.file", verbose_name="Tệp trong kho")),
        migrations.RunSQL(SQL, undone(SQL)),
    ]
