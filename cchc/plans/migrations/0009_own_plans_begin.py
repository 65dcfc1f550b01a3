"""A report may say words only; what a unit had reported stands again where its own plan has taken its place unreported."""

from collections import defaultdict

from django.db import migrations, models

from cchc.kernel.freezing import columns, undone

SQL = columns("plans_report", ("is_derived",), name="derived")


def bring_back(apps, schema_editor):
    """Put what the unit reported in the place of 0 % for each share of its own plan that has reported nothing.

    The plans furthest down come first: what follows from them is what those above are made of.
    """
    Assignment = apps.get_model("plans", "Assignment")
    Report = apps.get_model("plans", "Report")
    Occurrence = apps.get_model("plans", "Occurrence")
    under = dict(apps.get_model("plans", "Plan").objects.values_list("pk", "parent"))
    below = defaultdict(list)
    carried = Assignment.objects.filter(task__implements__isnull=False, cancelled_at=None, task__withdrawn_at=None)
    for row in carried.select_related("task"):
        below[row.task.implements_id].append(row.pk)
    recurring = set(Occurrence.objects.filter(assignment__in=below).values_list("assignment_id", flat=True))
    counting = Report.objects.filter(assignment__in=below, state__in=["noted", "sent", "confirmed"])
    reported = dict(counting.order_by("reported_at", "pk").values_list("assignment_id", "percent"))
    above = Assignment.objects.filter(pk__in=below.keys() - recurring, done_on=None, is_pending=False)
    for row in sorted(above, key=lambda row: -_depth(under, row.plan_id)):
        own = reported.get(row.pk, 0)
        shares = Assignment.objects.filter(pk__in=below[row.pk]).values_list("percent", "is_started")
        percent = sum(said if is_started else own for said, is_started in shares) // len(shares)
        if percent != row.percent:
            Assignment.objects.filter(pk=row.pk).update(percent=percent)


def _depth(under, plan_id):
    depth = 0
    while plan_id := under.get(plan_id):
        depth += 1
    return depth


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_folded")]
    operations = [
        migrations.AddField(
            model_name="report",
            name="is_derived",
            field=models.BooleanField(db_default=False, default=False, verbose_name="Mức theo kế hoạch riêng"),
        ),
        migrations.RunSQL(SQL, undone(SQL)),
        migrations.RunPython(bring_back, migrations.RunPython.noop),
    ]
