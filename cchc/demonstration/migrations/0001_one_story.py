from django.db import migrations

# Each module loaded its own part of the demonstration once; now one story holds them all. A database that has the parts
# has the story: it is not told again over what people have done since.
FORWARD = """
INSERT INTO kernel_seed (key, version)
    SELECT 'demonstration.story', version FROM kernel_seed WHERE key = 'plans.demonstration' ON CONFLICT DO NOTHING;
DELETE FROM kernel_seed WHERE key IN ('plans.demonstration', 'communications.demonstration', 'inspections.demonstration',
    'reports.demonstration', 'meetings.demonstration', 'par_index.demonstration', 'notifications.demonstration');
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0006_fold")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
