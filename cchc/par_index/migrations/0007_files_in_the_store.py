"""Files of evidence lie in the store of files."""

import django.db.models.deletion
from django.db import migrations, models

from cchc.kernel.files.moving import Owner, moved


# Evidence of a round that is over is frozen as it was; the trigger names no column.
CLOSED = """
CREATE TRIGGER par_index_evidence_closed BEFORE INSERT OR UPDATE OR DELETE ON par_index_evidence FOR EACH ROW EXECUTE FUNCTION par_index_round_over();
"""
OPENED = "DROP TRIGGER par_index_evidence_closed ON par_index_evidence;"


class Migration(migrations.Migration):
    dependencies = [("kernel", "0007_files"), ("par_index", "0006_folded")]
    operations = [
        migrations.RunSQL(OPENED, CLOSED),
        migrations.AddField("evidence", "file", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.file", verbose_name="Tệp trong kho")),
        moved(Owner("par_index", "evidence", "par_index.evidence", kept_by="by_id", kept_at="at")),
        migrations.RemoveField("evidence", "content"),
        migrations.RunSQL(CLOSED, OPENED),
    ]
