"""Files of items lie in the store of files."""

import django.db.models.deletion
from django.db import migrations, models

from cchc.kernel.files.moving import Owner, moved
from cchc.kernel.freezing import columns, undone


LINE = (
    "unit_id", "channel", "title", "author", "outlet", "published_on", "url", "reach", "note", "file_name", "media_type",
    "sha256", "{}", "entered_by_id", "entered_at",
)
BEFORE, SQL = (columns("communications_item", [name.format(held) for name in LINE]) for held in ("content", "file_id"))


class Migration(migrations.Migration):
    dependencies = [("kernel", "0007_files"), ("communications", "0004_folded")]
    operations = [
        migrations.RunSQL(undone(BEFORE), BEFORE),
        migrations.AddField("item", "file", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.file", verbose_name="Tệp trong kho")),
        moved(Owner("communications", "item", "communications.item", kept_by="entered_by_id", kept_at="entered_at")),
        migrations.RemoveField("item", "content"),
        migrations.RunSQL(SQL, undone(SQL)),
    ]
