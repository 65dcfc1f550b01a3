"""Reports: the words by which search finds them, folded and kept by the database."""

import cchc.kernel.folding
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0006_fold"),
        ("reports", "0005_not_typed"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="folded",
            field=cchc.kernel.folding.FoldedField("number", "year", "remark"),
        ),
    ]
