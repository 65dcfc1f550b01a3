"""Roles that somebody has composed run and read surveys as they did when surveys were the index's."""

from django.db import migrations

from cchc.kernel import history
from cchc.kernel.history import coverage

WORDS = {"index.read": "survey.read", "index.run": "survey.run"}


def give(apps, _editor):
    roles = apps.get_model("accounts", "ComposedRole").objects
    if not roles.exists():
        return
    coverage.install()
    with history.attributed(history.PLATFORM):
        for role in roles.order_by("pk"):
            held, decided = ({new for old, new in WORDS.items() if old in words} for words in (role.words, role.decided))
            roles.filter(pk=role.pk).update(
                words=sorted({*role.words, *held}), decided=sorted({*role.decided, *decided})
            )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_composed_roles"), ("surveys", "0002_frozen")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
