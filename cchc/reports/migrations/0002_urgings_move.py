"""Urgings of reports join those of everything else, with notifications."""

from zoneinfo import ZoneInfo

from django.db import migrations

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def _move(apps, schema_editor):
    old = apps.get_model("reports", "Urging")
    urging, urged = apps.get_model("notifications", "Urging"), apps.get_model("notifications", "Urged")
    notice = apps.get_model("notifications", "Notice")
    acts = {}
    for row in old.objects.order_by("at", "pk"):
        title = f"{row.kind} {row.year}"
        page = f"/bao-cao-dinh-ky/ky/{row.year}/{row.kind}/"
        key = (row.year, row.kind, row.at, row.by_id)
        if key not in acts:
            acts[key] = urging.objects.create(title=title, back=page, at=row.at, by_id=row.by_id)
        day = row.at.astimezone(_ZONE)
        told = notice.objects.filter(key=f"reports.term:{row.year}-{row.kind} urged {day:%Y%m%d}", unit_id=row.unit_id)
        urged.objects.get_or_create(
            urging=acts[key],
            key=f"reports.term:{row.year}-{row.kind}:{row.unit_id}",
            defaults={"unit_id": row.unit_id, "title": title, "path": page, "told": told.count()},
        )


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("notifications", "0005_urgings")]
    operations = [
        migrations.RunPython(_move, migrations.RunPython.noop),
        migrations.DeleteModel(name="Urging"),
    ]
