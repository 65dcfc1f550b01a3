"""Nothing leads from a form back to the code that brought it: neither the trail nor the rows' own headers."""

from collections.abc import Callable

import pytest
from django.db import connection

from cchc.kernel import history
from cchc.kernel.history import entries, exported, sentences
from cchc.surveys.actions import counting, running
from cchc.surveys.models import Answer, Invitation, Survey
from cchc.surveys.tests.cases import Town, codes, fill


def test_nothing_leads_from_a_form_to_its_code(transactional_db: None, survey: Survey, case: Town) -> None:
    first, *_ = codes(survey, case)
    fill(first, "tốt", case)
    used = Invitation.objects.get(is_used=True)
    assert written("par_index_answer") & written("par_index_invitation"), "one transaction took the code and the form"
    counting.count_waiting(**case.by())
    assert not written("par_index_answer") & written("par_index_invitation"), "nothing joins them once they are counted"
    assert [entry.action for entry in history.of("par_index_invitation", used.pk)] == ["insert"], "its use is not dated"
    row = Answer.objects.get()
    assert first not in f"{row.form} {row.choices} {row.stratum}"
    assert not Invitation.objects.filter(digest__contains=first).exists()


@pytest.mark.parametrize("end", [running.close, running.cancel])
def test_nothing_leads_from_the_last_forms_to_their_codes(
    transactional_db: None, survey: Survey, case: Town, end: Callable[..., None]
) -> None:
    first, *_ = codes(survey, case)
    fill(first, "tốt", case)
    assert written("par_index_answer") & written("par_index_invitation")
    end(survey.pk, **case.by())
    assert not written("par_index_answer") & written("par_index_invitation"), "no hourly count comes any more"
    survey.refresh_from_db()
    assert survey.counted == 1


def test_no_entry_of_the_log_tells_an_answer_its_hour_or_its_group(
    transactional_db: None, survey: Survey, case: Town
) -> None:
    first, *_ = codes(survey, case)
    last = entries.search(entries.Query(), limit=1)[0].seq
    fill(first, "tốt", case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, row_pk FROM kernel_auditentry WHERE seq > %s", [last])
        assert cursor.fetchall() == [], "the trail itself, not only what is shown of it"
    counting.count_waiting(**case.by())
    counted = entries.of("par_index_survey", survey.pk, limit=1)[0]
    assert counted.after["counted"] == 1, "how many forms there are, it tells"
    assert sentences.read([counted])[0][1] == "đếm phiếu của khảo sát “Khảo sát”: 1 phiếu"


def test_entries_that_older_versions_made_of_answers_are_shown_nowhere(transactional_db: None) -> None:
    before = entries.count(entries.Query())
    history.record_read(history.PLATFORM, "par_index_answer", [7], what="rất hài lòng")
    assert entries.of("par_index_answer", 7) == []
    assert entries.count(entries.Query()) == before
    assert "rất hài lòng" not in str(list(exported.rows(entries.Query(), 5_000)))


def written(table: str) -> set[int]:
    """Return the numbers of the transactions that wrote the used rows of a table."""
    where = "WHERE is_used" if table == "par_index_invitation" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT xmin::text::bigint FROM {table} {where}")
        return {number for (number,) in cursor.fetchall()}
