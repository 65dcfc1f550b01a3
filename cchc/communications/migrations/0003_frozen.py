"""Lines of the register: only struck out, with a reason."""

from django.db import migrations

from cchc.kernel.freezing import below, columns, rows, undone

LINE = (
    "unit_id", "channel", "title", "author", "outlet", "published_on", "url", "reach", "note", "file_name", "media_type",
    "sha256", "content", "entered_by_id", "entered_at",
)
SQL = (
    columns("communications_item", LINE)
    + columns("communications_item", ("struck_reason",), when="OLD.struck_reason <> ''", name="struck")
    + rows("communications_item")
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_frozen"), ("communications", "0002_words")]
    operations = [migrations.RunSQL(SQL, undone(SQL))]
