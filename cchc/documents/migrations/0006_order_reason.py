"""Why a document arrived out of the order of its numbers is kept as it was entered, as it is of those sent out."""

from django.db import migrations

from cchc.kernel.freezing import columns, undone

SQL = columns("documents_incoming", ("order_reason",), name="reason")


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_form_token")]
    operations = [migrations.RunSQL(SQL, undone(SQL))]
