"""What matters are about, to be found by: an act asks only about the records that it touched."""

from django.db import migrations, models

from cchc.notifications.models import OPEN, About


class Migration(migrations.Migration):
    dependencies = [("notifications", "0013_moves")]
    operations = [
        migrations.AddIndex("notice", models.Index(About("matter"), condition=OPEN, name="notice_about")),
    ]
