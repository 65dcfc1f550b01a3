"""What was given to a person is known by its record: work that gets a day stays theirs."""

from django.db import migrations, models

from cchc.kernel import history
from cchc.kernel.history import coverage


def shorten(apps, _editor):
    """Keep the last word on every record."""
    handlings = apps.get_model("inbox", "Handling").objects
    if not handlings.exists():
        return
    coverage.install()
    last = {}
    for row in handlings.order_by("given_at", "pk"):
        last[row.unit_id, row.key.partition(" ")[0]] = row
    with history.attributed(history.PLATFORM):
        handlings.exclude(pk__in=[row.pk for row in last.values()]).delete()
        for (_unit_id, record), row in last.items():
            handlings.filter(pk=row.pk).update(key=record, matter=row.key)


class Migration(migrations.Migration):
    dependencies = [("inbox", "0002_words_of_roles")]
    operations = [
        migrations.AddField("handling", "matter", models.CharField(default="", max_length=120)),
        migrations.RunPython(shorten, migrations.RunPython.noop),
    ]
