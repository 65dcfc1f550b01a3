"""What a unit must type and has not typed is not nothing: it is asked for, and adds nothing above."""

import re

import pytest
from django.test import Client

from cchc.plans.tests.work_door import text_of
from cchc.reports.actions import filling, moving
from cchc.reports.documents.paper import said_counters, said_value
from cchc.reports.models import Figure, Report
from cchc.reports.queries import figures, readiness, whole
from cchc.reports.tests import year
from cchc.reports.tests.year import NOW, WHO, begun, head_of, sent, signed_in, written
from cchc.reports.types import FigureOf
from cchc.ui.tests.page import tight

pytestmark = pytest.mark.django_db
PROCEDURES, DOSSIERS = "procedures_published", "dossiers_on_time"
LACK = "Số liệu chưa có"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-18")


def shown(report: Report, key: str) -> figures.FigureShown:
    return figures.shown(report, whole.sections_of(report))[key]


def lack(report: Report) -> str:
    return next((said for said in readiness.unfinished(report, NOW.date()) if said.startswith(LACK)), "")


def test_what_is_not_typed_is_asked_for_and_what_did_not_occur_is_not() -> None:
    report = begun(year.units()["xa-a"])
    assert (shown(report, PROCEDURES).value, shown(report, PROCEDURES).sources.own) == (None, None)
    assert lack(report) == ("Số liệu chưa có: Thủ tục hành chính công bố trong kỳ; Tỷ lệ hồ sơ giải quyết đúng hạn."), (
        "only what is typed: a share of records that are none is no lack"
    )
    filling.enter(report.pk, PROCEDURES, (0, 0), **WHO)
    filling.enter(report.pk, DOSSIERS, (0, 0), **WHO)
    filling.fill(report.pk, **WHO)
    assert shown(report, PROCEDURES).value == 0
    assert lack(report) == ""


def test_what_is_not_typed_does_not_go_up_as_nothing() -> None:
    units = year.units()
    report = written(begun(units["xa-a"]))
    moving.check(report.pk, **WHO)
    moving.give_number(report.pk, head_of(report.unit_id), "1/BC", sure=True, **WHO)
    moving.send(report.pk, sure=True, **WHO)
    district = begun(units["huyen"])
    assert (shown(district, PROCEDURES).sources.below, shown(district, PROCEDURES).value) == (None, None)
    sent(begun(units["xa-b"]), 3)
    filling.fill(district.pk, **WHO)
    assert shown(district, PROCEDURES).sources.below == (3, 0)
    assert "Thủ tục" in lack(district), "its own part is still to be typed"
    lines = {one.name: one.value for one in figures.below(district, [PROCEDURES])[PROCEDURES]}
    assert lines == {"xa-a": None, "xa-b": (3, 0)}
    filling.enter(district.pk, PROCEDURES, (1, 0), **WHO)
    assert shown(district, PROCEDURES).value == 4


def test_counters_are_given_both_or_not_at_all() -> None:
    report = begun(year.units()["xa-a"])
    assert Figure.objects.get(report=report, key=PROCEDURES).own_denominator is None


def test_a_commune_has_no_column_of_units_below_and_a_count_no_fraction() -> None:
    units = year.units()
    sent(begun(units["xa-a"]), 2, (3, 4))
    report = begun(units["xa-a"], "half_year")
    client: Client = signed_in("officer", "xa-a", units["xa-a"])
    page = client.get(f"/bao-cao-dinh-ky/{report.pk}/")
    assert "Cấp dưới" not in re.sub(r"<nav.*?</nav>", "", page.content.decode(), flags=re.S)
    assert "không phát sinh trong kỳ" in text_of(page)
    assert "chưa có" in text_of(page)
    figure = text_of(client.get(f"/bao-cao-dinh-ky/{report.pk}/so-lieu/{PROCEDURES}/"))
    assert "Thủ tục hành chính công bố trong kỳ: chưa có" in figure
    assert "2 thủ tục" in figure
    assert "2/0" not in figure
    head = signed_in("head", "huyen", units["huyen"])
    above = tight(head.get(f"/bao-cao-dinh-ky/{begun(units['huyen'], 'half_year').pk}/").content.decode())
    assert '<th scope="col" class="num">Cấp dưới</th>' in above


def test_the_document_says_it_in_words() -> None:
    count, share = FigureOf("a", "A", "thủ tục", "count", is_entered=True), FigureOf("b", "B", "%")
    assert [said_value(count, None), said_value(count, (0, 0)), said_value(share, (0, 0))] == [
        "chưa có", "0", "không phát sinh",
    ]  # fmt: skip
    assert (said_counters(count, None), said_counters(count, (2, 0))) == ("–", "2")


def test_the_tab_of_another_period_keeps_whose_units_are_listed() -> None:
    units = year.units()
    client = signed_in("office", "tinh", units["tinh"])
    page = client.get(f"/bao-cao-dinh-ky/ky/2019/quarter_1/?noi-nhan={units['huyen']}&trang=1")
    assert f'/ky/2019/half_year/?noi-nhan={units["huyen"]}"' in page.content.decode()
    assert "Các đơn vị gửi báo cáo cho huyen" in text_of(page)
