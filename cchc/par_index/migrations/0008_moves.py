"""Which state follows which, kept by the database."""

from django.db import migrations

from cchc.kernel.freezing import undone
from cchc.kernel.moves import trigger

ROUND = {
    "self": "appraisal cancelled",
    "appraisal": "second explanation cancelled",
    "second": "explanation cancelled",
    "explanation": "recheck cancelled",
    "recheck": "council cancelled",
    "council": "published cancelled",
    "published": "council",
}
SCHEME = {"draft": "published", "published": "draft"}
SQL = trigger("par_index_round", ROUND, column="stage") + trigger("par_index_scheme", SCHEME)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0009_moves"), ("par_index", "0007_files_in_the_store")]
    operations = [migrations.RunSQL(SQL, undone(SQL))]
