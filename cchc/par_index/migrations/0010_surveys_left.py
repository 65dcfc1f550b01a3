"""Surveys know no round any more, and are no models of the index; their tables stay."""

from django.db import migrations

from cchc.kernel.freezing import below, undone

OPEN = ("self", "appraisal", "second", "explanation", "recheck", "council")
SQL = below("par_index_surveyedleaf", "par_index_round", "round_id", OPEN, state="stage")


class Migration(migrations.Migration):
    dependencies = [("par_index", "0009_surveys_leave")]
    operations = [
        migrations.RemoveField("survey", "round"),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name) for name in ("Answer", "Invitation", "Sample", "Survey")]
        ),
        migrations.RunSQL(SQL, undone(SQL)),
    ]
