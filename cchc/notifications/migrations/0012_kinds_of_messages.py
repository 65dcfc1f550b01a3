"""A notice names its kind of message by a word that a module declares: another kind needs no migration."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0011_bundles")]
    operations = [
        migrations.AlterField("notice", "what", models.CharField(max_length=40, verbose_name="Nội dung")),
    ]
