"""Which state follows which, kept by the database."""

from django.db import migrations

from cchc.kernel.freezing import undone
from cchc.kernel.moves import trigger

DELIVERY = {
    "waiting": "sending",
    "sending": "accepted refused given_up waiting",
    "refused": "waiting",
    "given_up": "waiting",
}
SQL = trigger("notifications_delivery", DELIVERY)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0009_moves"), ("notifications", "0012_kinds_of_messages")]
    operations = [migrations.RunSQL(SQL, undone(SQL))]
