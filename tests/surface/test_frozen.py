"""What was given out can't be changed in the database either: tried with plain SQL, as the owner of the tables.

The triggers are read from the migrations: one without a case fails, and each must refuse by itself, without the others.
"""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from cchc.documents.actions import arriving, blanks, issuing
from cchc.documents.actions.arriving import Arrived
from cchc.documents.actions.issuing import Elsewhere
from cchc.documents.models import Blank
from cchc.inspections.actions import planning
from cchc.kernel.history.declared import declared
from cchc.kernel.tests.kept import kept_file
from cchc.par_index.actions import publishing, rounds, scoring
from cchc.par_index.actions.scoring import Proof
from cchc.plans.actions import confirming, difficulties, extensions
from cchc.plans.tests.reading_cases import Readings, clear
from tests.concurrency.stories import of_reports, of_the_index, of_the_plan
from tests.concurrency.world import TODAY, City, city

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a small file"


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


def planned(town: City) -> None:
    of_reports.planned(town, number := of_reports.programme(town))
    planning.adopt(number, "1/KH", TODAY, **town.by())


def proved(town: City) -> None:
    found = of_the_index.scored(town)
    sheet = of_the_index.sheet(found, town)
    scoring.prove(sheet, "1.1", Proof("12/KH", dt.date(2019, 2, 1)), **town.by("clerk"))
    rounds.cancel(found, "Mở nhầm", **town.by())


def uploaded(town: City) -> None:
    Blank.objects.create(
        unit_id=town.unit("S1"), title="Mẫu", file_name="a.docx", sha256="0" * 64,
        file=kept_file(b"x", "documents.blank"), names=["a"],
        uploaded_at=town.by()["now"],
    )  # fmt: skip


FROZEN: dict[str, tuple[Callable[[City], None], str]] = {
    "kernel_file_frozen": (registered, "name = 'x'"),
    "publication_frozen": (published, "content = ''"),
    "change_appended": (published, "reason = 'x'"),
    "scheme_frozen": (published, "content = '{}'"),
    "par_index_score_closed": (published, "points = 0"),
    "par_index_evidence_closed": (proved, "title = 'x'"),
    "par_index_sheet_closed": (published, "points = 0"),
    "par_index_body_closed": (published, "code = '1.2'"),
    "par_index_survey_frozen": (published, "counted = 0"),
    "par_index_survey_kept": (published, ""),
    "par_index_surveyedleaf_closed": (published, "question = 'c9'"),
    "surveys_ratedunit_closed": (published, "unit_id = unit_id"),
    "par_index_answer_frozen": (published, "choices = '{}'"),
    "par_index_answer_kept": (published, ""),
    "par_index_round_frozen": (published, "last_on = last_on - 1"),
    "par_index_round_over": (published, "stage = 'self'"),
    "par_index_round_kept": (published, ""),
    "reports_outline_frozen": (sent, "sections = '[]'"),
    "reports_outline_kept": (sent, ""),
    "reports_section_closed": (sent, "text = 'x'"),
    "reports_figure_closed": (sent, "own_numerator = 9"),
    "reports_report_frozen": (sent, "number = '1/BC'"),
    "reports_report_accepted": (accepted, "state = 'draft'"),
    "reports_report_kept": (sent, ""),
    "reports_step_frozen": (sent, "remark = 'x'"),
    "reports_step_kept": (sent, ""),
    "documents_outgoing_frozen": (registered, "title = 'x'"),
    "documents_outgoing_token": (registered, "token = gen_random_uuid()"),
    "documents_outgoing_withdrawn": (registered, "state = 'issued'"),
    "documents_outgoing_kept": (registered, ""),
    "documents_incoming_frozen": (registered, "author = 'x'"),
    "documents_incoming_reason": (registered, "order_reason = 'x'"),
    "documents_incoming_kept": (registered, ""),
    "documents_storedfile_frozen": (registered, "file_id = file_id + 1"),
    "documents_storedfile_kept": (registered, ""),
    "documents_series_frozen": (registered, "last = last - 1"),
    "documents_series_kept": (registered, ""),
    "documents_blank_frozen": (uploaded, "file_id = file_id + 1"),
    "documents_blank_kept": (uploaded, ""),
    "meetings_meeting_frozen": (concluded, "brief = '{}'"),
    "meetings_meeting_kept": (concluded, ""),
    "meetings_conclusion_closed": (concluded, "text = 'x'"),
    "plans_report_frozen": (worked, "done_text = 'x'"),
    "plans_report_derived": (worked, "is_derived = NOT is_derived"),
    "plans_report_kept": (worked, ""),
    "plans_difficulty_frozen": (worked, "text = 'x'"),
    "plans_difficulty_closed": (worked, "answer = 'x'"),
    "plans_difficulty_kept": (worked, ""),
    "plans_difficultystep_frozen": (worked, "remark = 'x'"),
    "plans_difficultystep_kept": (worked, ""),
    "plans_extension_frozen": (worked, "reason = 'x'"),
    "plans_extension_closed": (worked, "granted_to = asked_for - 9"),
    "plans_extension_kept": (worked, ""),
    "plans_reading_frozen": (adopted, "as_read = '{}'"),
    "plans_reading_closed": (adopted, "draft = '{}'"),
    "plans_reading_kept": (adopted, ""),
    "plans_attachment_frozen": (adopted, "file_id = file_id + 1"),
    "plans_attachment_kept": (adopted, ""),
    "plans_plan_frozen": (adopted, "adopted_at = adopted_at - interval '1 day'"),
    "plans_plan_adopted": (adopted, "state = 'draft'"),
    "plans_plan_kept": (adopted, ""),
    "inspections_programme_frozen": (planned, "number = '2/KH'"),
    "inspections_programme_kept": (planned, ""),
    "inspections_visit_frozen": (inspected, "summary = 'x'"),
    "inspections_visit_placed": (inspected, "planned_on = planned_on - 1"),
    "inspections_visit_kept": (inspected, ""),
    "inspections_check_closed": (inspected, "verdict = 'not_met'"),
    "inspections_finding_frozen": (inspected, "text = 'x'"),
    "inspections_finding_placed": (inspected, "visit_id = visit_id + 1"),
    "inspections_finding_kept": (inspected, ""),
    "communications_item_frozen": (entered, "title = 'x'"),
    "communications_item_struck": (entered, "struck_reason = ''"),
    "communications_item_kept": (entered, ""),
}
"""Each trigger: what must have happened for it to hold, and a change (if it is one of changes) that it refuses."""
MAY_CHANGE: dict[str, set[str]] = {
    "kernel_file": set(),
    "communications_item": {"norm_id"},  # which indicator a line counts for is corrected
    "documents_outgoing": set(),
    "documents_incoming": {"answer_id", "handler", "note", "state", "due_on"},  # its handling
    "documents_storedfile": set(),
    "documents_blank": {"uploaded_by_id", "uploaded_at", "is_active"},  # taken out of use
    "documents_series": {"kind", "unit_id", "year"},  # of no use to change: numbers of documents stand by themselves
    "inspections_programme": {"title"},
    "inspections_visit": {"state", "reason", "programme_id"},
    "inspections_finding": {"mended_on", "remark", "state", "closed_on", "mended_text"},  # what the unit does about it
    "meetings_meeting": set(),
    "par_index_round": {"title"},
    "par_index_answer": set(),
    "par_index_survey": {"state"},
    "plans_reading": set(),
    "plans_attachment": set(),
    # a plan is corrected, which the trail shows
    "plans_plan": {
        "issuer", "place", "unit_id", "year", "issued_on", "created_at", "target_by", "number", "title", "frame",
        "parent_id",
    },
    "plans_report": {"decided_at", "state", "reason", "decided_by_id"},  # what the receiver says to it
    "plans_difficulty": set(),
    "plans_difficultystep": set(),
    "plans_extension": set(),
    "reports_outline": set(),
    "reports_report": {"remark"},
    "reports_step": set(),
}  # fmt: skip
"""The columns of each frozen table that may change afterwards."""
UNALTERED = re.compile(r"ROW\((OLD\.[^)]*)\) IS DISTINCT FROM")


def triggers() -> dict[str, tuple[str, str]]:
    """Return the triggers that freeze, as the migrations make them: its table, and its statement."""
    known = declared()
    return {
        name: (table, statement)
        for (table, name), (statement, function) in known.triggers.items()
        if "is frozen" in known.made[function].body
    }


def tries() -> list[tuple[str, str]]:
    """Return each trigger with each way of writing that it stands before."""
    said = {name: statement.split(" ON ")[0].split(" BEFORE ")[1] for name, (_table, statement) in triggers().items()}
    return [(name, way) for name, ways in said.items() for way in ways.split(" OR ")]


def test_every_frozen_table_has_its_case() -> None:
    assert FROZEN.keys() == triggers().keys()
    assert {name for name, (_given, change) in FROZEN.items() if change} == {
        name for name, way in tries() if way == "UPDATE"
    }


@pytest.mark.parametrize(("name", "way"), tries(), ids=" ".join)
def test_what_was_given_out_is_refused_by_its_own_trigger(name: str, way: str, town: City) -> None:
    given, change = FROZEN[name]
    table = triggers()[name][0]
    given(town)
    statement = {"UPDATE": f"UPDATE {table} SET {change}", "DELETE": f"DELETE FROM {table}", "INSERT": copied(table)}[
        way
    ]
    assert refused(statement, alone(table, name))


def test_whoever_adds_a_column_to_a_frozen_table_says_whether_it_may_change() -> None:
    frozen: dict[str, set[str]] = {}
    for table, statement in triggers().values():
        if found := UNALTERED.search(statement):
            frozen.setdefault(table, set()).update(re.findall(r"OLD\.(\w+)", found[1]))
    columns = {
        model._meta.db_table: {one.column for one in model._meta.concrete_fields if not one.generated}
        for model in apps.get_models()
    }
    assert {table: columns[table] - names - {"id", "is_demo"} for table, names in frozen.items()} == MAY_CHANGE


def test_a_template_that_was_taken_in_is_withdrawn_all_the_same(town: City) -> None:
    uploaded(town)
    blanks.withdraw(Blank.objects.get().pk, **town.by("clerk"))


def alone(table: str, name: str) -> str:
    """Return the statements that leave one of the table's triggers that freeze at work."""
    others = [other for other, (where, _statement) in triggers().items() if where == table and other != name]
    if (table, f"{table}_moves") in declared().triggers:
        others.append(f"{table}_moves")  # refuses a step back of its own accord
    return "SET CONSTRAINTS ALL IMMEDIATE; " + "".join(f"ALTER TABLE {table} DISABLE TRIGGER {one}; " for one in others)


def refused(sql: str, first: str) -> bool:
    """Tell whether the database refuses a statement as one on what is frozen, and that there was a row to refuse it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(first)
            cursor.execute(sql)
    except IntegrityError as error:
        return "is frozen" in str(error)
    return False


def copied(table: str) -> str:
    """Return the statement that adds a row like the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
            " WHERE table_name = %s AND column_name <> 'id' AND is_generated = 'NEVER'",
            [table],
        )
        names = cursor.fetchone()[0]
    return f"INSERT INTO {table} ({names}) SELECT {names} FROM {table} LIMIT 1"
