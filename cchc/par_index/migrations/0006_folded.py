"""Rounds and schemes: the words by which search finds them, folded and kept by the database."""

import cchc.kernel.folding
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0006_fold"),
        ("par_index", "0005_frozen"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="folded",
            field=cchc.kernel.folding.FoldedField("title", "year"),
        ),
        migrations.AddField(
            model_name="scheme",
            name="folded",
            field=cchc.kernel.folding.FoldedField("number", "title", "year"),
        ),
    ]
