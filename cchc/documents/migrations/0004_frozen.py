"""What has a number, and files, are kept as they were given out (Điều 18, Điều 22 Nghị định 30/2020)."""

from django.db import migrations

from cchc.kernel.freezing import below, columns, rows, undone

OUTGOING = (
    "unit_id", "year", "kind", "number", "symbol", "issued_on", "title", "signer", "recipients", "copies", "note",
    "order_reason", "about", "issued_by_id", "issued_at",
)
INCOMING = ("unit_id", "year", "number", "arrived_on", "author", "code", "dated_on", "title", "registered_at")
FILE = ("outgoing_id", "incoming_id", "name", "media_type", "size", "sha256", "content", "is_signed", "stored_at")
SQL = (
    columns("documents_outgoing", OUTGOING)
    + rows("documents_outgoing")
    + columns("documents_incoming", INCOMING)
    + rows("documents_incoming")
    + columns("documents_storedfile", FILE)
    + rows("documents_storedfile")
    + columns("documents_blank", ("unit_id", "title", "file_name", "sha256", "content", "names"))
    + rows("documents_blank")
    # Numbers only go up: one that was given is never given again.
    + columns("documents_series", ("last",), when="NEW.last < OLD.last")
    + rows("documents_series")
    # Withdrawn for good, with its reason.
    + columns("documents_outgoing", ("state", "reason"), when="OLD.state = 'withdrawn'", name="withdrawn")
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_frozen"), ("documents", "0003_number_out_of_order")]
    operations = [migrations.RunSQL(SQL, undone(SQL))]
