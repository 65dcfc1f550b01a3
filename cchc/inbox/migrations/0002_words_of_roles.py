"""Roles that somebody has composed see what waits for them, as whoever works and decides does since the inbox."""

from django.db import migrations

from cchc.kernel import history
from cchc.kernel.history import coverage

WORDS = {"assignment.report": {"inbox.read"}, "difficulty.answer": {"inbox.read", "inbox.give"}}


def give(apps, _editor):
    roles = apps.get_model("accounts", "ComposedRole").objects
    if not roles.exists():
        return
    coverage.install()
    with history.attributed(history.PLATFORM):
        for role in roles.order_by("pk"):
            fresh = set().union(*(WORDS[word] for word in role.words if word in WORDS)) - set(role.decided)
            if fresh:
                roles.filter(pk=role.pk).update(
                    words=sorted({*role.words, *fresh}), decided=sorted({*role.decided, *fresh})
                )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_composed_roles"), ("inbox", "0001_initial")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
