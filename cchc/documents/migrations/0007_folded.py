"""Registers and templates: the words by which search finds them, folded and kept by the database."""

import cchc.kernel.folding
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0006_fold"),
        ("documents", "0006_order_reason"),
    ]

    operations = [
        migrations.AddField(
            model_name="blank",
            name="folded",
            field=cchc.kernel.folding.FoldedField("title"),
        ),
        migrations.AddField(
            model_name="incoming",
            name="folded",
            field=cchc.kernel.folding.FoldedField("code", "title", "author", "handler"),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="folded",
            field=cchc.kernel.folding.FoldedField(
                django.db.models.functions.text.Concat(
                    "number", models.Value("/"), "symbol", output_field=models.TextField()
                ),
                "title",
                "signer",
                "recipients",
            ),
        ),
    ]
