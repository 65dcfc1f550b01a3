"""Each step of a periodic report: who is told, and of what."""

import datetime as dt

import pytest

from cchc.accounts.models import User
from cchc.kernel.jobs import inline
from cchc.notifications.models import Notice
from cchc.reports.actions import moving, writing
from cchc.reports.models import Report
from cchc.reports.tests import year
from cchc.reports.tests.year import WHO, begun, sent, signed_in, written

pytestmark = pytest.mark.django_db
PEOPLE = [("officer", "xa-a"), ("head", "xa-a"), ("office", "huyen"), ("office", "tinh"), ("officer", "xa-b")]


@pytest.fixture
def unit(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-18")
    units = year.units()
    for role, place in PEOPLE:
        signed_in(role, place, units[place])
    return units["xa-a"]


def news(what: str) -> set[str]:
    """Return who was told of ``what``."""
    inline.run_waiting()
    return set(Notice.objects.filter(what=what).values_list("user__username", flat=True)) - {"ky"}


def test_each_step_tells_whoever_goes_on(unit: int) -> None:
    report = written(begun(unit))
    moving.check(report.pk, **WHO)
    assert "head-xa-a" in news("to_sign")
    head = User.objects.get(username="head-xa-a").pk
    moving.give_number(report.pk, head, "1/BC", sure=True, **WHO)
    assert news("to_send") == {"officer-xa-a"}
    moving.send(report.pk, sure=True, **WHO)
    assert news("delivered") == {"office-huyen"}
    moving.send_back(report.pk, "Thiếu phụ lục", **WHO)
    assert news("returned") == {"officer-xa-a", "head-xa-a"}


def test_a_report_called_back_is_told_on_both_sides(unit: int) -> None:
    report = sent(begun(unit))
    moving.reopen(report.pk, "Gửi nhầm", **WHO)
    assert news("reopened") == {"officer-xa-a"}
    assert news("called_back") == {"office-huyen"}


def test_whoever_sent_a_report_hears_that_it_was_accepted(unit: int) -> None:
    report = sent(begun(unit))
    moving.accept(report.pk, **WHO)
    assert {"officer-xa-a", "head-xa-a"} <= news("accepted")
    assert "officer-xa-b" not in news("accepted")


def test_whoever_is_given_a_section_is_told_once(unit: int) -> None:
    report: Report = begun(unit)
    officer = User.objects.get(username="officer-xa-a").pk
    for words in ("Lời", "Lời khác"):
        writing.write(report.pk, "I", words, officer, actor=WHO["actor"], now=WHO["now"] + dt.timedelta(len(words)))
    assert news("section") == {"officer-xa-a"}
    assert Notice.objects.filter(what="section").count() == 1
