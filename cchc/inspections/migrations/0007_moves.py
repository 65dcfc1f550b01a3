"""Which state follows which, kept by the database."""

from django.db import migrations

from cchc.kernel.freezing import undone
from cchc.kernel.moves import trigger

PROGRAMME = {"draft": "adopted"}
VISIT = {"planned": "decided cancelled", "decided": "held cancelled", "held": "mending closed", "mending": "closed"}
FINDING = {"open": "mended", "mended": "closed open"}
SQL = (
    trigger("inspections_programme", PROGRAMME)
    + trigger("inspections_visit", VISIT)
    + trigger("inspections_finding", FINDING)
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0009_moves"), ("inspections", "0006_files_in_the_store")]
    operations = [migrations.RunSQL(SQL, undone(SQL))]
