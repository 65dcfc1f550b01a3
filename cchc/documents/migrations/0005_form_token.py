"""The same form sent twice is one document: its token stands beside the number, and can't be changed either."""

from django.db import migrations, models

from cchc.kernel.freezing import columns, undone

SQL = columns("documents_outgoing", ("token",), name="token")


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_frozen")]
    operations = [
        migrations.AddField("outgoing", "token", models.UUIDField(null=True, unique=True)),
        migrations.RunSQL(SQL, undone(SQL)),
    ]
