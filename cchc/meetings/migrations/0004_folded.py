"""Meetings and conclusions: the words by which search finds them, folded and kept by the database."""

import cchc.kernel.folding
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0006_fold"),
        ("meetings", "0003_frozen"),
    ]

    operations = [
        migrations.AddField(
            model_name="conclusion",
            name="folded",
            field=cchc.kernel.folding.FoldedField("text"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="folded",
            field=cchc.kernel.folding.FoldedField(
                "number", "chair", "place", "year", cchc.kernel.folding.Day("held_on")
            ),
        ),
    ]
