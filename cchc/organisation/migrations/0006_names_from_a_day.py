"""Another name may hold from a day: what was an ended unit's name means its successor only from that unit's end."""

import datetime as dt
from typing import Any

from django.db import migrations, models

from cchc.kernel.text import spelling


def date_taught_names(apps: Any, schema_editor: Any) -> None:
    """Let names that the office gave to another unit hold from the end of the unit whose names they were."""
    ended: dict[str, list[tuple[int, dt.date]]] = {}
    versions = apps.get_model('organisation', 'UnitVersion').objects.exclude(valid_to=None)
    for unit_id, valid_to, *names in versions.values_list('unit_id', 'valid_to', 'name', 'official_name', 'short'):
        for name in names:
            ended.setdefault(spelling(name), []).append((unit_id, valid_to))
    for alias in apps.get_model('organisation', 'UnitAlias').objects.filter(origin='office', is_active=True):
        meant = set(alias.targets.values_list('unit_id', flat=True))
        days = [day for unit_id, day in ended.get(alias.spelling, []) if unit_id not in meant]
        if days:
            alias.valid_from = max(days) + dt.timedelta(days=1)
            alias.save(update_fields=['valid_from'])


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0005_aliases_by_spelling'),
    ]

    operations = [
        migrations.AlterField(
            'unitalias', 'spelling', models.CharField(db_column='folded', editable=False, max_length=400)
        ),
        migrations.AddField('unitalias', 'valid_from', models.DateField('Từ ngày', blank=True, null=True)),
        migrations.AddField('unitalias', 'valid_to', models.DateField('Đến hết ngày', blank=True, null=True)),
        migrations.AddConstraint(
            'unitalias',
            models.CheckConstraint(
                condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='unit_alias_days'
            ),
        ),
        migrations.AddConstraint(
            'unitalias',
            models.UniqueConstraint(
                fields=('spelling', 'valid_from'), name='unit_alias_once_a_day', nulls_distinct=False
            ),
        ),
        migrations.RunPython(date_taught_names, migrations.RunPython.noop),
    ]
