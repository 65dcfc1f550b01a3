"""Published outlines, and reports once they are checked: texts and figures; what was sent as a whole."""

from django.db import migrations

from cchc.kernel.freezing import below, columns, rows, undone

WRITABLE = ("draft", "returned")
SENT = (
    "unit_id", "receiver_id", "kind", "year", "version", "outline_id", "first_on", "last_on", "due_on", "number",
    "signer_id", "signed_as", "reason", "filled_at", "sent_at",
)
SQL = (
    columns("reports_outline", ("key", "number", "title", "sections", "published_at"), when="OLD.published_at IS NOT NULL")
    + rows("reports_outline", when="OLD.published_at IS NOT NULL")
    + columns("reports_report", SENT, when="OLD.state IN ('sent', 'accepted') AND NEW.state IN ('sent', 'accepted')")
    + columns("reports_report", ("state",), when="OLD.state = 'accepted'", name="accepted")
    + rows("reports_report", when="OLD.state IN ('sent', 'accepted')")
    + below("reports_section", "reports_report", "report_id", WRITABLE)
    + below("reports_figure", "reports_report", "report_id", WRITABLE)
    + columns("reports_step", ("report_id", "state", "at", "by_id", "remark"))
    + rows("reports_step")
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_frozen"), ("reports", "0003_signer")]
    operations = [migrations.RunSQL(SQL, undone(SQL))]
