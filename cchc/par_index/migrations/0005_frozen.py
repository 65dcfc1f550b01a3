"""A round that was published or given up: its sheets, evidence and bodies; forms as they came in."""

from django.db import migrations

from cchc.kernel.freezing import below, columns, rows, undone

OPEN = ("self", "appraisal", "second", "explanation", "recheck", "council")
ROUND = (
    "scheme_id", "unit_id", "year", "first_on", "last_on", "passes", "self_due", "appraisal_due", "second_due",
    "explanation_due", "recheck_due", "council_due", "opened_at", "cancel_reason",
)
# Scores and evidence hang on the sheet, whose round it is.
OF_SHEETS = """
CREATE FUNCTION par_index_round_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM par_index_sheet AS sheet JOIN par_index_round AS round ON round.id = sheet.round_id
        WHERE sheet.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.sheet_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.sheet_id END)
        AND round.stage IN ('published', 'cancelled')
    ) THEN
        RAISE EXCEPTION '% is frozen with its round: % is refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER par_index_score_closed BEFORE INSERT OR UPDATE OR DELETE ON par_index_score FOR EACH ROW EXECUTE FUNCTION par_index_round_over();
CREATE TRIGGER par_index_evidence_closed BEFORE INSERT OR UPDATE OR DELETE ON par_index_evidence FOR EACH ROW EXECUTE FUNCTION par_index_round_over();
"""
SQL = (
    below("par_index_sheet", "par_index_round", "round_id", OPEN, state="stage")
    + below("par_index_body", "par_index_round", "round_id", OPEN, state="stage")
    + below("par_index_survey", "par_index_round", "round_id", OPEN, state="stage")
    + columns("par_index_round", ROUND, when="OLD.stage IN ('published', 'cancelled')")
    + columns("par_index_round", ("stage",), when="OLD.stage = 'cancelled' OR (OLD.stage = 'published' AND NEW.stage <> 'council')", name="over")
    + rows("par_index_round", when="OLD.stage IN ('published', 'cancelled')")
    + columns("par_index_answer", ("survey_id", "unit_id", "form", "stratum", "choices", "void", "received_on"))
    + rows("par_index_answer")
    + OF_SHEETS
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_frozen"), ("par_index", "0004_sealed_publications")]
    operations = [migrations.RunSQL(SQL, undone(SQL) + "DROP FUNCTION par_index_round_over;")]
