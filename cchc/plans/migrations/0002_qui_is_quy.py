"""What is searched writes "quý" where somebody wrote "quí", as ``cchc.kernel.text.fold`` does now."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(
            r"""
            UPDATE plans_task SET folded = regexp_replace(folded, '\mqui\M', 'quy', 'g')
            WHERE folded ~ '\mqui\M'
            """,
            migrations.RunSQL.noop,
        ),
    ]
