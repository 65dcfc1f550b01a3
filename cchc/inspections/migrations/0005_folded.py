"""Programmes, visits and findings: the words by which search finds them, folded and kept by the database."""

import cchc.kernel.folding
import django.db.models.functions.comparison
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0006_fold"),
        ("inspections", "0004_no_decision_yet"),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="folded",
            field=cchc.kernel.folding.FoldedField("text", "demand"),
        ),
        migrations.AddField(
            model_name="programme",
            name="folded",
            field=cchc.kernel.folding.FoldedField("number", "title", "year"),
        ),
        migrations.AddField(
            model_name="visit",
            name="folded",
            field=cchc.kernel.folding.FoldedField(
                "decision",
                "summary",
                cchc.kernel.folding.Day(django.db.models.functions.comparison.Coalesce("held_on", "planned_on")),
            ),
        ),
    ]
