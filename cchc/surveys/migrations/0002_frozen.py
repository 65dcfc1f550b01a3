"""A survey that is over, and the units it was about, stay as they are; which state follows which."""

import django.db.models.deletion
from django.db import migrations, models

from cchc.kernel.freezing import below, columns, rows, undone
from cchc.kernel.moves import trigger

SURVEY = ("operator_id", "title", "questions", "error", "minimum", "last_on", "closes_on", "counted")
SQL = (
    columns("par_index_survey", SURVEY, when="OLD.state <> 'open'")
    + rows("par_index_survey", when="OLD.state <> 'open'")
    + below("surveys_ratedunit", "par_index_survey", "survey_id", ("open",))
    + trigger("par_index_survey", {"open": "closed cancelled", "closed": "open"})
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0009_moves"), ("surveys", "0001_initial"), ("par_index", "0010_surveys_left")]
    operations = [
        migrations.AlterField("survey", "last_on", models.DateField(verbose_name="Hỏi về giao dịch đến hết ngày")),
        migrations.AlterField("survey", "operator", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit", verbose_name="Cơ quan tổ chức")),
        migrations.RunSQL(SQL, undone(SQL)),
    ]
