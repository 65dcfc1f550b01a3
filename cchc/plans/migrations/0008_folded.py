"""Plans and difficulties: the words by which search finds them, folded and kept by the database."""

import cchc.kernel.folding
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0006_fold"),
        ("plans", "0007_set_instead"),
    ]

    operations = [
        migrations.AddField(
            model_name="difficulty",
            name="folded",
            field=cchc.kernel.folding.FoldedField("text", "answer"),
        ),
        migrations.AddField(
            model_name="plan",
            name="folded",
            field=cchc.kernel.folding.FoldedField("number", "title", "issuer", "year"),
        ),
    ]
