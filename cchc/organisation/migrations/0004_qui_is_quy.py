"""What is searched writes "quý" where somebody wrote "quí", as ``cchc.kernel.text.fold`` does now."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0003_longer_sources'),
    ]

    operations = [
        migrations.RunSQL(
            r"""
            UPDATE organisation_unitversion SET folded = regexp_replace(folded, '\mqui\M', 'quy', 'g')
            WHERE folded ~ '\mqui\M'
            """,
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            r"""
            UPDATE organisation_unitalias SET folded = regexp_replace(folded, '\mqui\M', 'quy', 'g')
            WHERE folded ~ '\mqui\M'
            AND regexp_replace(folded, '\mqui\M', 'quy', 'g') NOT IN (SELECT folded FROM organisation_unitalias)
            """,
            migrations.RunSQL.noop,
        ),
    ]
