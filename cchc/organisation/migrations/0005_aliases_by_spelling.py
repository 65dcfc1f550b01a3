"""Other names are told apart by how they are spelled, not by what they fold to: "Tân Thành" and "Tân Thạnh" are two."""

from typing import Any

from django.db import migrations, models

from cchc.kernel.text import spelling


def respell(apps: Any, schema_editor: Any) -> None:
    """Write what each name is told apart by."""
    aliases = apps.get_model("organisation", "UnitAlias")
    rows = list(aliases.objects.all())
    for row in rows:
        row.spelling = spelling(row.text)
    aliases.objects.bulk_update(rows, ["spelling"])


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0004_qui_is_quy'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField('unitalias', 'folded', 'spelling'),
                migrations.AlterField(
                    'unitalias',
                    'spelling',
                    models.CharField(db_column='folded', editable=False, max_length=200, unique=True),
                ),
            ]
        ),
        migrations.AlterField(
            'unitalias', 'spelling', models.CharField(db_column='folded', editable=False, max_length=400, unique=True)
        ),
        migrations.RunPython(respell, migrations.RunPython.noop),
    ]
