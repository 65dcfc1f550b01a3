"""A figure that nobody has given is NULL, not 0: what was typed as 0 and what was not typed looked the same.

In reports that are still being written a typed 0 goes back to "not yet": it can't be told from one that was never
typed, and a false nothing must not go up. Reports that were checked or sent keep what they said.
"""

from django.db import migrations, models
from django.db.models import Q

WRITABLE = ("draft", "returned")


def forget(apps, editor):
    outlines = apps.get_model("reports", "Outline").objects.values_list("pk", "sections")
    for outline, sections in outlines:
        keys = [
            figure["key"]
            for section in sections
            for figure in section.get("figures", [])
            if isinstance(figure, dict)
        ]
        apps.get_model("reports", "Figure").objects.filter(
            report__outline=outline, report__state__in=WRITABLE, key__in=keys, own_numerator=0, own_denominator=0
        ).update(own_numerator=None, own_denominator=None)


def remember(apps, editor):
    figures = apps.get_model("reports", "Figure").objects
    figures.filter(own_numerator=None).update(own_numerator=0, own_denominator=0)
    figures.filter(below_numerator=None).update(below_numerator=0, below_denominator=0)


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_frozen")]
    operations = [
        *(
            migrations.AlterField(
                "figure", f"{side}_{part}", models.BigIntegerField(f"{whose}: {word}", null=True, blank=True)
            )
            for side, whose in (("own", "Của đơn vị"), ("below", "Cấp dưới"))
            for part, word in (("numerator", "phần"), ("denominator", "tổng"))
        ),
        migrations.AddConstraint(
            "figure",
            models.CheckConstraint(
                condition=Q(own_numerator__isnull=True, own_denominator__isnull=True)
                | Q(own_numerator__isnull=False, own_denominator__isnull=False),
                name="figure_own_both_or_none",
            ),
        ),
        migrations.RunPython(forget, remember),
    ]
