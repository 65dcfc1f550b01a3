"""Which state follows which, kept by the database."""

from django.db import migrations

from cchc.kernel.freezing import undone
from cchc.kernel.moves import trigger

OUTGOING = {"issued": "withdrawn"}
INCOMING = {"open": "done"}
SQL = trigger("documents_outgoing", OUTGOING) + trigger("documents_incoming", INCOMING)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0009_moves"), ("documents", "0008_files_in_the_store")]
    operations = [migrations.RunSQL(SQL, undone(SQL))]
