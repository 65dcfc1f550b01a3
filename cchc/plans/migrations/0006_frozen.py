"""What a document said when it was read, what units have said, and what was decided on it."""

from django.db import migrations

from cchc.kernel.freezing import below, columns, rows, undone

READ = ("unit_id", "source_id", "as_read", "seconds", "read_by_id", "read_at")
CLOSED = ("plan_id", "as_of", "draft", "settled", "state", "version", "closed_by_id", "closed_at")
FILE = ("name", "media_type", "size", "sha256", "content", "uploaded_by_id", "uploaded_at")
SAID = (
    "assignment_id", "occurrence_id", "token", "percent", "done_text", "product_kind", "attachment_id",
    "reference_number", "reference_date", "spent", "reported_by_id", "reported_at",
)
ANSWERED = ("state", "answer", "answered_by_id", "answered_at", "at_unit_id")
DECIDED = ("state", "granted_to", "decided_by_id", "decided_at", "remark")
SQL = (
    columns("plans_reading", READ)
    + columns("plans_reading", CLOSED, when="OLD.state <> 'open'", name="closed")
    + rows("plans_reading", when="OLD.state <> 'open'")
    + columns("plans_attachment", FILE)
    + rows("plans_attachment")
    + columns("plans_plan", ("adopted_at", "adopted_by_id"), when="OLD.state <> 'draft'")
    + columns("plans_plan", ("state",), when="NEW.state = 'draft'", name="adopted")
    + rows("plans_plan", when="OLD.state <> 'draft'")
    + columns("plans_report", SAID)
    + rows("plans_report")
    + columns("plans_difficulty", ("assignment_id", "text", "raised_by_id", "raised_at"))
    + columns("plans_difficulty", ANSWERED, when="OLD.state <> 'open'", name="closed")
    + rows("plans_difficulty")
    + columns("plans_difficultystep", ("difficulty_id", "from_unit_id", "to_unit_id", "remark", "made_by_id", "made_at"))
    + rows("plans_difficultystep")
    + columns("plans_extension", ("assignment_id", "occurrence_id", "asked_for", "reason", "asked_by_id", "asked_at"))
    + columns("plans_extension", DECIDED, when="OLD.state <> 'asked'", name="closed")
    + rows("plans_extension")
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_frozen"), ("plans", "0005_registered_on")]
    operations = [migrations.RunSQL(SQL, undone(SQL))]
