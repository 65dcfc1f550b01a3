"""Files of documents and templates lie in the store of files."""

import django.db.models.deletion
from django.db import migrations, models

from cchc.kernel.files.moving import Owner, moved
from cchc.kernel.freezing import columns, undone


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILE = ("outgoing_id", "incoming_id", "name", "media_type", "size", "sha256", "{}", "is_signed", "stored_at")
BLANK = ("unit_id", "title", "file_name", "sha256", "{}", "names")
BEFORE, SQL = (
    columns("documents_storedfile", [name.format(held) for name in FILE])
    + columns("documents_blank", [name.format(held) for name in BLANK])
    for held in ("content", "file_id")
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0007_files"), ("documents", "0007_folded")]
    operations = [
        migrations.RunSQL(undone(BEFORE), BEFORE),
        migrations.AlterField("storedfile", "content", models.BinaryField(null=True)),
        migrations.AddField("storedfile", "file", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.file", verbose_name="Tệp trong kho")),
        moved(Owner("documents", "storedfile", "documents.file", "name", kept_at="stored_at")),
        migrations.RemoveField("storedfile", "content"),
        migrations.AlterField("storedfile", "file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.file", verbose_name="Tệp trong kho")),
        migrations.AlterField("blank", "content", models.BinaryField(null=True)),
        migrations.AddField("blank", "file", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.file", verbose_name="Tệp trong kho")),
        moved(Owner("documents", "blank", "documents.blank", kept_by="uploaded_by_id", kept_at="uploaded_at", media_type=DOCX)),
        migrations.RemoveField("blank", "content"),
        migrations.AlterField("blank", "file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.file", verbose_name="Tệp trong kho")),
        migrations.RunSQL(SQL, undone(SQL)),
    ]
