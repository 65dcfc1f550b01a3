"""What was given out can't be changed in the database either: each table tried with plain SQL, as its owner."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from cchc.documents.actions import arriving, blanks, issuing
from cchc.documents.actions.arriving import Arrived
from cchc.documents.actions.issuing import Elsewhere
from cchc.par_index.actions import publishing
from cchc.plans.actions import confirming, difficulties, extensions
from cchc.plans.tests.reading_cases import Readings, clear
from tests.concurrency.stories import of_reports, of_the_index, of_the_plan
from tests.concurrency.world import TODAY, City, city

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a small file"
Say = Callable[[str], str]


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> City:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-10")
    return city()


def published(town: City) -> None:
    publishing.publish(of_the_index.council(town), town.heads["P"], **town.by())


def sent(town: City) -> None:
    of_reports.moved(town, "checked", "signed", "sent")


def accepted(town: City) -> None:
    from cchc.reports.actions import moving

    moving.accept(of_reports.moved(town, "checked", "signed", "sent"), **town.by())


def registered(town: City) -> None:
    given = Elsewhere("BC", "BC-SNV", TODAY, "Kết quả", "Nguyễn Văn Ký", files=[("a.pdf", PDF)])
    made = issuing.enter(given, town.unit("S1"), **town.by("clerk"))
    issuing.withdraw(made.outgoing_id, "Sai thể thức", **town.by("clerk"))
    arrived = Arrived(TODAY, "Bộ Nội vụ", "581/BNV", TODAY, "Về báo cáo", files=[("b.pdf", PDF)])
    arriving.register(arrived, town.unit("S1"), **town.by("clerk"))


def concluded(town: City) -> None:
    from cchc.meetings.actions import holding

    holding.issue(of_reports.prepared(town), town.heads["P"], **town.by())


def worked(town: City) -> None:
    _number, report = of_the_plan.handed_in(town)
    confirming.confirm(report, **town.by())
    _number, extension = of_the_plan.asked(town)
    extensions.grant(extension, **town.by())
    trouble = of_the_plan.stuck(town)
    difficulties.climb(trouble, "Vượt thẩm quyền", **town.by("district"))
    difficulties.answer(trouble, "Đã bố trí", **town.by())


def adopted(town: City) -> None:
    Readings(town.case).adopted(clear("1.a"))


def inspected(town: City) -> None:
    of_reports.findings(town, 1)


def entered(town: City) -> None:
    from cchc.communications.actions import recording

    number = of_the_plan.norm(town)
    one = recording.enter(town.unit("S1"), of_the_plan.item("Một", number), **town.by("clerk"))
    recording.strike(one, "Nhầm", **town.by("clerk"))


FROZEN = [
    (published, "par_index_publication", "content = ''"),
    (published, "par_index_change", "reason = 'x'"),
    (published, "par_index_score", "points = 0"),
    (published, "par_index_sheet", "points = 0"),
    (published, "par_index_body", "code = '1.2'"),
    (published, "par_index_survey", "counted = 0"),
    (published, "par_index_answer", "choices = '{}'"),
    (published, "par_index_round", "last_on = last_on - 1"),
    (published, "par_index_round", "stage = 'self'"),
    (sent, "reports_outline", "sections = '[]'"),
    (sent, "reports_section", "text = 'x'"),
    (sent, "reports_figure", "own_numerator = 9"),
    (sent, "reports_report", "number = '1/BC'"),
    (sent, "reports_step", "remark = 'x'"),
    (accepted, "reports_report", "state = 'draft'"),
    (registered, "documents_outgoing", "title = 'x'"),
    (registered, "documents_outgoing", "state = 'issued'"),
    (registered, "documents_incoming", "author = 'x'"),
    (registered, "documents_storedfile", "content = 'x'"),
    (registered, "documents_series", "last = last - 1"),
    (concluded, "meetings_meeting", "brief = '{}'"),
    (concluded, "meetings_conclusion", "text = 'x'"),
    (worked, "plans_report", "done_text = 'x'"),
    (worked, "plans_difficulty", "answer = 'x'"),
    (worked, "plans_difficultystep", "remark = 'x'"),
    (worked, "plans_extension", "granted_to = asked_for - 9"),
    (adopted, "plans_reading", "as_read = '{}'"),
    (adopted, "plans_reading", "draft = '{}'"),
    (adopted, "plans_attachment", "content = 'y'"),
    (adopted, "plans_plan", "state = 'draft'"),
    (inspected, "inspections_visit", "summary = 'x'"),
    (inspected, "inspections_check", "verdict = 'not_met'"),
    (inspected, "inspections_finding", "text = 'x'"),
    (entered, "communications_item", "title = 'x'"),
    (entered, "communications_item", "struck_reason = ''"),
]


@pytest.mark.parametrize(
    ("given", "table", "change"), FROZEN, ids=[f"{table}: {change}" for _, table, change in FROZEN]
)
def test_a_change_behind_the_platform_is_refused(
    given: Callable[[City], None], table: str, change: str, town: City
) -> None:
    given(town)
    assert refused(f"UPDATE {table} SET {change}")


DELETED = sorted({table for _, table, _ in FROZEN} - {"par_index_sheet", "par_index_body", "par_index_survey"})


@pytest.mark.parametrize("table", DELETED)
def test_nothing_of_it_is_deleted(table: str, town: City) -> None:
    next(given for given, named, _ in FROZEN if named == table)(town)
    assert refused(f"DELETE FROM {table}")


def test_nothing_is_added_to_it(town: City) -> None:
    sent(town)
    concluded(town)
    inspected(town)
    published(town)
    for table, column in [
        ("reports_section", "key"),
        ("reports_figure", "key"),
        ("meetings_conclusion", "position"),
        ("inspections_check", "position"),
        ("par_index_score", "code"),
    ]:
        assert refused(copied(table, column)), table


def test_a_template_stays_as_it_was_taken_in(town: City) -> None:
    from cchc.documents.models import Blank

    Blank.objects.create(
        unit_id=town.unit("S1"), title="Mẫu", file_name="a.docx", sha256="0" * 64, content=b"x", names=["a"],
        uploaded_at=town.by()["now"],
    )  # fmt: skip
    assert refused("UPDATE documents_blank SET content = 'y'")
    blanks.withdraw(Blank.objects.get().pk, **town.by("clerk"))


def refused(sql: str) -> bool:
    """Tell whether the database refuses a statement as one on what is frozen, and that there was a row to refuse it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except IntegrityError as error:
        return "is frozen" in str(error)
    return False


def copied(table: str, column: str) -> str:
    """Return the statement that adds a row like the first, with another key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
            " WHERE table_name = %s AND column_name NOT IN ('id', %s)",
            [table, column],
        )
        names = cursor.fetchone()[0]
    other = "'99'" if column != "position" else "99"
    return f"INSERT INTO {table} ({column}, {names}) SELECT {other}, {names} FROM {table} LIMIT 1"
