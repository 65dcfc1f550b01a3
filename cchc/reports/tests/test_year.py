"""A period of a province against the database: aggregation, freezing, corrections, lateness, who may do what."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404

from cchc.inbox.types import Urgent
from cchc.kernel.permission import Asker, Record, Scope
from cchc.kernel.refusal import Refusal
from cchc.kernel.tests.walking import walk
from cchc.notifications.actions import urging
from cchc.notifications.models import Notice
from cchc.reports import access
from cchc.reports.actions import beginning, filling, moving, outlines, writing
from cchc.reports.models import Figure, Outline, Report, Section, Step
from cchc.reports.queries import content, figures, sending, structure, texts, whole
from cchc.reports.queries import outlines as outlines_of
from cchc.reports.queries.due import due
from cchc.reports.states import MOVES, ReportState
from cchc.reports.tests import year
from cchc.reports.tests.year import ACTOR, NOW, WHO, begun, head_of, sent, signed_in, written

pytestmark = pytest.mark.django_db
DOSSIERS, PROCEDURES = "dossiers_on_time", "procedures_published"


def shown(report: Report, key: str) -> figures.FigureShown:
    return figures.shown(report, whole.sections_of(report))[key]


def test_counters_add_up_and_rates_are_recomputed_through_two_levels() -> None:
    units = year.units()
    sent(begun(units["xa-a"]), 2, (1, 1))
    sent(begun(units["xa-b"]), 3, (10, 100))
    district = sent(begun(units["huyen"]), 5, (9, 9))
    assert shown(district, DOSSIERS).sources.below == (11, 101)
    sent(begun(units["so"]), 1, (0, 0))
    province = begun(units["tinh"])
    assert shown(province, PROCEDURES).sources.reckoned == (11, 0)
    assert shown(province, DOSSIERS).sources.reckoned == (20, 110)
    assert str(shown(province, DOSSIERS).value) == "18.2"


def test_a_unit_that_has_not_sent_is_named_and_adds_nothing() -> None:
    units = year.units()
    sent(begun(units["xa-a"]), 2)
    filling.enter(begun(units["xa-b"]).pk, PROCEDURES, (50, 0), **WHO)
    district = begun(units["huyen"])
    lines = figures.below(district, [PROCEDURES])[PROCEDURES]
    assert [(line.name, line.value) for line in lines] == [("xa-a", (2, 0)), ("xa-b", None)]
    assert shown(district, PROCEDURES).sources.below == (2, 0)
    all_of_it = whole.whole(district)
    assert (all_of_it.units_below, all_of_it.units_sent) == (2, 1)


def test_texts_are_collected_by_section_under_their_units_names() -> None:
    units = year.units()
    sent(begun(units["xa-a"]))
    sent(begun(units["xa-b"]))
    found = texts.below(begun(units["huyen"]), "I")
    assert [(one.name, one.text) for one in found] == [
        ("xa-a", f"Lời của {units['xa-a']}, mục I"),
        ("xa-b", f"Lời của {units['xa-b']}, mục I"),
    ]


def test_a_hand_keeps_both_values_and_needs_a_reason() -> None:
    report = begun(year.units()["xa-a"])
    filling.enter(report.pk, DOSSIERS, (5, 10), **WHO)
    with pytest.raises(Refusal, match="vì sao"):
        filling.put_by_hand(report.pk, DOSSIERS, (6, 10), " ", **WHO)
    filling.put_by_hand(report.pk, DOSSIERS, (6, 10), "Sót một hồ sơ giấy", **WHO)
    filling.fill(report.pk, **WHO)
    found = shown(report, DOSSIERS)
    assert (found.sources.reckoned, found.sources.counts, found.reason) == ((5, 10), (6, 10), "Sót một hồ sơ giấy")
    filling.take_back_hand(report.pk, DOSSIERS, **WHO)
    assert shown(report, DOSSIERS).sources.counts == (5, 10)


def test_what_was_sent_is_frozen_and_a_correction_counts_only_once_sent() -> None:
    units = year.units()
    first = sent(begun(units["xa-a"]), 2)
    for act in (
        lambda: writing.write(first.pk, "I", "Khác", None, **WHO),
        lambda: filling.enter(first.pk, PROCEDURES, (9, 0), **WHO),
        lambda: filling.fill(first.pk, **WHO),
    ):
        with pytest.raises(Refusal, match="đính chính"):
            act()
    with pytest.raises(Refusal, match="lý do"):
        beginning.correct(first.pk, "", **WHO)
    second = Report.objects.select_related("outline").get(pk=beginning.correct(first.pk, "Đếm thiếu", **WHO))
    with pytest.raises(Refusal, match="mới hơn"):
        beginning.correct(first.pk, "Lần nữa", **WHO)
    assert (second.version, second.reason, shown(second, PROCEDURES).sources.own) == (2, "Đếm thiếu", (2, 0))
    district = begun(units["huyen"])
    assert shown(district, PROCEDURES).sources.below == (2, 0)
    sent(second, 7)
    filling.fill(district.pk, **WHO)
    assert shown(district, PROCEDURES).sources.below == (7, 0)
    assert shown(first, PROCEDURES).sources.own == (2, 0)
    assert Section.objects.filter(report=first).count() == Section.objects.filter(report=second).count()


def test_a_returned_report_counts_no_longer_until_it_is_sent_again() -> None:
    units = year.units()
    report = sent(begun(units["xa-a"]), 2)
    with pytest.raises(Refusal, match="bổ sung"):
        moving.send_back(report.pk, " ", **WHO)
    moving.send_back(report.pk, "Thiếu số liệu hồ sơ", **WHO)
    district = begun(units["huyen"])
    assert shown(district, PROCEDURES).sources.below is None
    sent(Report.objects.get(pk=report.pk), 3)
    filling.fill(district.pk, **WHO)
    assert shown(district, PROCEDURES).sources.below == (3, 0)


ACTS = {
    ReportState.CHECKED: lambda pk: moving.check(pk, **WHO),
    ReportState.DRAFT: lambda pk: moving.reopen(pk, "Sửa mục I", **WHO),
    ReportState.NUMBERED: lambda pk: moving.give_number(
        pk, head_of(Report.objects.get(pk=pk).unit_id), "2/BC", sure=True, **WHO
    ),
    ReportState.SENT: lambda pk: moving.send(pk, sure=True, **WHO),
    ReportState.ACCEPTED: lambda pk: moving.accept(pk, **WHO),
    ReportState.RETURNED: lambda pk: moving.send_back(pk, "Sai mẫu", **WHO),
}


@pytest.mark.parametrize("state", ReportState)
def test_only_allowed_moves_are_made_and_each_leaves_a_step(state: ReportState) -> None:
    report = written(begun(year.units()["xa-a"]))
    walk(report, state, sent_at=NOW)
    steps = Step.objects.filter(report=report).count()
    for to, act in ACTS.items():
        with transaction.atomic():  # what is accepted stays so: the database takes no step back but its own
            if MOVES.allows(state, to):
                act(report.pk)
                assert Report.objects.get(pk=report.pk).state == to
                assert Step.objects.filter(report=report).count() == steps + 1
            else:
                with pytest.raises(Refusal, match=f"Báo cáo này “{state.label}”: hãy tải lại trang"):
                    act(report.pk)
                assert Step.objects.filter(report=report).count() == steps
            transaction.set_rollback(True)


def test_a_report_with_an_empty_section_is_not_checked() -> None:
    report = begun(year.units()["xa-a"])
    with pytest.raises(Refusal, match=r"Còn mục chưa viết: I, III\.1"):
        moving.check(report.pk, **WHO)


def test_owners_and_outline_are_kept_for_the_next_period_and_the_old_report() -> None:
    units = year.units()
    first = sent(begun(units["xa-a"]))
    before = [part.of.key for part in whole.whole(first).parts]
    outlines.save("Đề cương mới", "I | Tình hình | lời văn\nII | Số | số liệu\n- plans.tasks_done", **WHO)
    outlines.drop(**WHO)
    with pytest.raises(Refusal, match="Không có bản đang sửa"):
        outlines.publish(**WHO)
    outlines.save("Đề cương mới", "I | Tình hình | lời văn\nII | Số | số liệu\n- plans.tasks_done", **WHO)
    assert outlines.publish(**WHO) == 2
    second = begun(units["xa-a"], "half_year")
    assert [part.of.key for part in whole.whole(second).parts] == ["I", "II"]
    assert [part.of.key for part in whole.whole(first).parts] == before
    assert whole.previous(second) == first
    assert texts.of_before(first, "I") == f"Lời của {units['xa-a']}, mục I"
    assert Outline.objects.count() == 2
    assert outlines_of.in_force() == second.outline


LATE = [(dt.date(2019, 3, 15), 0), (dt.date(2019, 3, 16), 1), (dt.date(2019, 4, 1), 17)]


@pytest.mark.parametrize(("today", "days"), LATE)
def test_who_is_late_by_how_long(today: dt.date, days: int) -> None:
    units = year.units()
    term = content.term("quarter_1", 2019)
    assert term is not None
    line = sending.lines(term, [structure.reporting(term)[units["xa-a"]]], today)[0]
    assert (line.days_late, line.is_overdue, line.state) == (days, days > 0, None)


def test_a_correction_after_the_due_day_does_not_make_a_punctual_unit_late() -> None:
    units = year.units()
    first = sent(begun(units["xa-a"]))
    later = {**WHO, "now": NOW + dt.timedelta(days=20)}
    second = beginning.correct(first.pk, "Đếm thiếu", **later)
    moving.check(second, **later)
    moving.give_number(second, head_of(units["xa-a"]), "3/BC", sure=True, **later)
    moving.send(second, sure=True, **later)
    term = content.term("quarter_1", 2019)
    assert term is not None
    line = sending.lines(term, [structure.reporting(term)[units["xa-a"]]], dt.date(2019, 5, 1))[0]
    assert (line.days_late, line.version, line.is_delivered) == (0, 2, True)


def test_urging_asks_each_late_unit_once_a_day() -> None:
    units = year.units()
    sent(begun(units["xa-a"]))
    signed_in("officer", "xa-b", units["xa-b"])
    late = {**WHO, "now": NOW + dt.timedelta(days=2)}
    term = content.term("quarter_1", 2019)
    assert term is not None
    line = sending.lines(term, [structure.reporting(term)[units["xa-b"]]], late["now"].date())[0]
    urgent = Urgent(term.name, "/", [due(term, line)])
    urging.urge(urgent, **late)
    with pytest.raises(Refusal, match="hôm nay đã được đôn đốc"):
        urging.urge(urgent, **late)
    tomorrow = late["now"] + dt.timedelta(days=1)
    urging.urge(urgent, actor=ACTOR, now=tomorrow)
    line = sending.lines(term, [line.unit], tomorrow.date())[0]
    assert (line.urged, line.urged_on) == (2, tomorrow.date())
    assert Notice.objects.filter(what="urged").count() == 2


def test_the_late_page_costs_the_same_for_one_unit_and_for_all(django_assert_num_queries: object) -> None:
    units = year.units()
    sent(begun(units["xa-a"]))
    term = content.term("quarter_1", 2019)
    assert term is not None
    every = list(structure.reporting(term).values())
    for some in (every[:1], every):
        with django_assert_num_queries(2):  # type: ignore[operator]
            sending.lines(term, some, dt.date(2019, 4, 1))


class Somebody:
    """Somebody who holds given permissions over given units."""

    is_authenticated, asker, name = True, Asker.OFFICIAL, "Nguyễn Thị Lan"
    user_id = unit_id = None

    def __init__(self, **held: set[int]) -> None:
        self._held = held

    def may(self, action: str, record: Record | None = None) -> bool:
        return action.replace(".", "_") in self._held

    def scope(self, action: str) -> Scope:
        return Scope(unit_ids=frozenset(self._held.get(action.replace(".", "_"), set())))


def test_who_may_see_write_and_receive() -> None:
    units = year.units()
    report = begun(units["xa-a"])
    writer = Somebody(report_read={units["xa-a"]}, report_write={units["xa-a"]}, report_receive={units["xa-a"]})
    above = Somebody(report_read={units["xa-a"]}, report_receive={units["xa-a"], units["huyen"]})
    stranger = Somebody(report_read={units["so"]}, report_receive={units["huyen"], units["xa-a"]})
    assert access.report(writer, report.pk, "report.write") == report
    with pytest.raises(PermissionDenied):
        access.report(writer, report.pk, "report.receive")  # nobody receives what their own unit sends
    assert access.report(above, report.pk, "report.receive") == report
    with pytest.raises(PermissionDenied):
        access.report(above, report.pk, "report.write")
    with pytest.raises(Http404):
        access.report(stranger, report.pk, "report.receive")
    top = begun(units["tinh"])
    assert not access.may(Somebody(report_receive=set(units.values())), "report.receive", top)


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_make_one_report() -> None:
    units = year.units()
    said: list[str] = []

    def begin() -> None:
        try:
            beginning.begin(units["xa-a"], "quarter_1", 2019, **WHO)
        except Refusal as refusal:
            said.append(refusal.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = Report.objects.get(unit_id=units["xa-a"])
    assert len(said) == 3
    assert all("đã được lập" in one for one in said)
    assert Figure.objects.filter(report=report).count() == 9
