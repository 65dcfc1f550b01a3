"""Signed minutes lie in the store of files."""

import django.db.models.deletion
from django.db import migrations, models

from cchc.kernel.files.moving import Owner, moved
from cchc.kernel.freezing import columns, undone


MINUTES = ("decision", "decided_on", "team", "held_on", "summary", "file_name", "media_type", "sha256", "{}")
BEFORE, SQL = (
    columns(
        "inspections_visit", [name.format(held) for name in MINUTES], when="OLD.state IN ('mending', 'closed')"
    )
    for held in ("content", "file_id")
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0007_files"), ("inspections", "0005_folded")]
    operations = [
        migrations.RunSQL(undone(BEFORE), BEFORE),
        migrations.AddField("visit", "file", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.file", verbose_name="Tệp trong kho")),
        moved(Owner("inspections", "visit", "inspections.visit")),
        migrations.RemoveField("visit", "content"),
        migrations.RunSQL(SQL, undone(SQL)),
    ]
