"""What is searched writes "quý" where somebody wrote "quí", as ``cchc.kernel.text.fold`` does now."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(
            r"""
            UPDATE accounts_user SET searched = regexp_replace(searched, '\mqui\M', 'quy', 'g')
            WHERE searched ~ '\mqui\M'
            """,
            migrations.RunSQL.noop,
        ),
    ]
