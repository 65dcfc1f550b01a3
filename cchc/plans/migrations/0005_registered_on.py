"""Keep the day on which a unit first named its day; of what stands already the history may tell it."""

from django.db import migrations, models

# The first entry that gives the row a day: the day in Viet Nam of the moment at which it was written. A demonstration's
# history tells when the demonstration was loaded, which is no unit's registering; a row without such an entry stays
# empty, and no figure counts it as in time or late.
FROM_HISTORY = """
UPDATE plans_assignment AS kept SET registered_on = told.first
FROM (
    SELECT row_pk, min((at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS first
    FROM kernel_auditentry
    WHERE table_name = 'plans_assignment' AND action IN ('insert', 'update') AND after ->> 'target_on' IS NOT NULL
    GROUP BY row_pk
) AS told, plans_plan AS plan
WHERE told.row_pk = kept.id::text AND kept.target_on IS NOT NULL AND kept.registered_on IS NULL
    AND plan.id = kept.plan_id AND NOT plan.is_demo
"""


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0001_initial'),
        ('plans', '0004_offsets'),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='registered_on',
            field=models.DateField(null=True, verbose_name='Ngày đăng ký thời hạn'),
        ),
        migrations.RunSQL(FROM_HISTORY, migrations.RunSQL.noop),
    ]
