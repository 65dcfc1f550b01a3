"""The functions by which modules' tables refuse to change what was given out."""

from django.db import migrations

from cchc.kernel import freezing


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_signed_roots")]
    operations = [migrations.RunSQL(freezing.FUNCTION, "DROP FUNCTION kernel_frozen, kernel_frozen_below")]
