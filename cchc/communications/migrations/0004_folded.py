"""What is published: the words by which search finds them, folded and kept by the database."""

import cchc.kernel.folding
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0006_fold"),
        ("communications", "0003_frozen"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="folded",
            field=cchc.kernel.folding.FoldedField("title", "author", "outlet", "note"),
        ),
    ]
