"""Pages of periodic reports: status, landmark, what they cost, and a report carried through them by form posts."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc.accounts.models import Grant, User
from cchc.documents.models import Outgoing
from cchc.kernel import first_day
from cchc.kernel.jobs import inline
from cchc.notifications.models import Notice
from cchc.plans.tests.work_door import text_of
from cchc.reports.actions import writing
from cchc.reports.models import Outline, Report, Section
from cchc.reports.states import ReportState
from cchc.reports.tests import year
from cchc.reports.tests.year import WHO, begun, sent, signed_in, written
from cchc.ui.tests.editing import as_opened
from cchc.ui.tests.page import tight

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-18")


@pytest.fixture
def units() -> dict[str, int]:
    return year.units()


@pytest.fixture
def sign_in(units: dict[str, int]) -> Callable[[str, str], Client]:
    return lambda role, unit: signed_in(role, unit, units[unit])


BUDGETS = [
    ("reports:reports", (), 17, "3 of a session, the bell, years, then 3 for each of the four periods"),
    ("reports:term", (2019, "quarter_1"), 7, "3 of a session, the bell and 3, however many units"),
    ("reports:outlines", (), 6, "3 of a session, the bell, versions"),
]


@pytest.mark.parametrize(("name", "given", "most", "why"), BUDGETS)
def test_a_page_costs_what_it_says(
    units: dict[str, int], sign_in: Callable[[str, str], Client], name: str, given: tuple, most: int, why: str
) -> None:
    sent(begun(units["xa-a"]))
    client, address = sign_in("office", "tinh"), reverse(name, args=given)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content.count(b"<h1") == answer.content.count(b"<main") == 1
    assert len(asked) <= most, why


def test_one_report_costs_the_same_with_more_units_below(
    units: dict[str, int], sign_in: Callable[[str, str], Client]
) -> None:
    client = sign_in("head", "huyen")
    address = reverse("reports:report", args=[begun(units["huyen"]).pk])
    client.get(address)
    with CaptureQueriesContext(connection) as first:
        client.get(address)
    sent(begun(units["xa-a"]))
    sent(begun(units["xa-b"]))
    with CaptureQueriesContext(connection) as second:
        answer = client.get(address)
    assert len(second) == len(first) <= 11
    assert "2/2 đơn vị cấp dưới đã gửi" in answer.content.decode()


def test_a_report_from_the_first_button_to_its_receipt(
    units: dict[str, int], sign_in: Callable[[str, str], Client]
) -> None:
    officer, head, above = sign_in("officer", "xa-a"), sign_in("head", "xa-a"), sign_in("head", "huyen")
    page = officer.get(reverse("reports:reports")).content.decode()
    assert "Lập báo cáo" in page
    begin = {"don-vi": units["xa-a"], "nam": 2019, "ky": "quarter_1"}
    answer = officer.post(reverse("reports:begin"), begin)
    report = Report.objects.get(unit_id=units["xa-a"])
    signed = {"lam": "ky", "sure": "on", "signer": User.objects.get(username="head-xa-a").pk}
    address = reverse("reports:report", args=[report.pk])
    assert answer["Location"] == address
    for section in Section.objects.filter(report=report):
        told = {"text": "- Đã làm đủ & đúng <hạn>", "owner": ""}
        page = reverse("reports:section", args=[report.pk, section.key])
        assert officer.post(page, as_opened(officer, page, told)).status_code == 302
    figure = reverse("reports:figure", args=[report.pk, "dossiers_on_time"])
    too_much = {"lam": "nhap", "rieng-numerator": "9", "rieng-denominator": "4"}
    wrong = officer.post(figure, as_opened(officer, figure, too_much))
    assert (wrong.status_code, "vượt 100%" in wrong.content.decode()) == (422, True)
    own = {"lam": "nhap", "rieng-numerator": "3", "rieng-denominator": "4"}
    officer.post(figure, as_opened(officer, figure, own))
    officer.post(address, {"lam": "soat"})
    assert officer.post(address, signed).status_code == 403
    stranger = head.post(address, {"lam": "ky", "signer": User.objects.get(username="officer-xa-a").pk})
    assert stranger.status_code == 422
    head.post(address, signed)
    asked = officer.post(address, {"lam": "gui"})
    assert (asked.status_code, "Số liệu chưa có" in asked.content.decode()) == (422, True)
    officer.post(address, {"lam": "gui", "sure": "on"})
    assert "Rút lại báo cáo" in officer.get(address).content.decode()
    assert officer.post(address, {"lam": "nhan"}).status_code == 403
    empty = above.post(address, {"lam": "tra-lai", "remark": ""})
    assert empty.status_code == 422
    above.post(address, {"lam": "nhan"})
    report.refresh_from_db()
    assert (report.state, report.number) == (ReportState.ACCEPTED, "01/BC-UBND")
    page = officer.get(address).content.decode()
    assert "75" in page
    assert "Đã làm đủ &amp; đúng &lt;hạn&gt;" in page


def test_a_number_that_a_commune_types_has_one_form_and_a_sum_may_be_replaced(
    units: dict[str, int], sign_in: Callable[[str, str], Client]
) -> None:
    shown = {}
    for unit in ("xa-a", "huyen"):
        address = reverse("reports:figure", args=[begun(units[unit]).pk, "dossiers_on_time"])
        page = sign_in("officer", unit).get(address).content.decode()
        shown[unit] = ("Số của đơn vị" in page, "Thay bằng số khác" in page)
    assert shown == {"xa-a": (True, False), "huyen": (True, True)}


def test_the_late_page_names_who_is_late_urges_and_exports(
    units: dict[str, int], sign_in: Callable[[str, str], Client]
) -> None:
    sent(begun(units["xa-a"]))
    client, address = sign_in("head", "huyen"), reverse("reports:term", args=[2019, "quarter_1"])
    page = client.get(address + "?cap=commune").content.decode()
    assert "1 đơn vị đang trễ" in page
    assert "trễ 3 ngày" in page
    urging = reverse("notifications:urge", args=["baocao-2019-quarter_1"])
    assert urging in page
    assert "1 đơn vị chưa có tài khoản" in client.get(urging).content.decode()
    sign_in("officer", "xa-b")
    assert "tới 1 người ở 1 đơn vị" in client.get(urging).content.decode()
    assert "1 người ở 1 đơn vị được báo" in client.post(urging, follow=True).content.decode()
    assert "hôm nay đã được đôn đốc" in client.post(urging, follow=True).content.decode()
    assert "1 lần, gần nhất 18/03/2019" in client.get(address + "?cap=commune").content.decode()
    assert sign_in("head", "so").get(urging).status_code == 403
    answer = client.get(address + "?cap=commune&xuat=csv")
    rows = b"".join(answer.streaming_content).decode()
    assert rows.count("xa-") == 2
    assert client.get(reverse("reports:term", args=[2019, "khong-co"])).status_code == 404
    assert client.get(reverse("reports:term", args=[1000, "year"])).status_code == 404


def test_the_first_day_of_an_installation_is_late_with_nothing(
    units: dict[str, int], sign_in: Callable[[str, str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    first_day.note(dt.date(2019, 9, 16))
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-09-16")
    page = sign_in("office", "tinh").get(reverse("reports:reports")).content.decode()
    assert "Chỉ theo dõi các kỳ có hạn gửi từ ngày 16/09/2019" in page
    assert "Báo cáo 6 tháng đầu năm" not in page
    assert "Báo cáo quý III" in page


def test_outlines_are_edited_in_the_browser(sign_in: Callable[[str, str], Client]) -> None:
    client, address = sign_in("office", "tinh"), reverse("reports:outline_edit")
    wrong = client.post(address, as_opened(client, address, {"title": "Mới", "text": "I | Mở đầu | sai"}))
    assert (wrong.status_code, "Dòng 1" in wrong.content.decode()) == (422, True)
    client.post(address, as_opened(client, address, {"title": "Mới", "text": "I | Mở đầu | lời văn"}))
    client.post(address, {"lam": "ban-hanh"})
    assert Outline.objects.get(number=2).published_at
    assert "bản 2" in client.get(reverse("reports:outlines")).content.decode()
    assert sign_in("reader", "so").get(address).status_code == 403


def test_sections_and_figures_that_are_not_there(units: dict[str, int], sign_in: Callable[[str, str], Client]) -> None:
    report = begun(units["xa-a"])
    client = sign_in("officer", "xa-a")
    for name, key in [("section", "X"), ("section", "II"), ("figure", "x"), ("records", "dossiers_on_time")]:
        assert client.get(reverse(f"reports:{name}", args=[report.pk, key])).status_code == 404
    assert client.get(reverse("reports:records", args=[report.pk, "plans.tasks_done"])).status_code == 200


def test_sending_says_what_is_missing_and_can_be_called_back(
    units: dict[str, int], sign_in: Callable[[str, str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """81 days before the period ends, with 0 of 2 units in."""
    monkeypatch.setenv("CCHC_DEMO_DATE", "2018-12-24")
    report = written(begun(units["huyen"]))
    officer, head = sign_in("officer", "huyen"), sign_in("head", "huyen")
    Grant.objects.update(valid_from=dt.date(2018, 1, 1))
    address = reverse("reports:report", args=[report.pk])
    officer.post(address, {"lam": "soat"})
    assert told("head-huyen") == ["to_sign"]
    head.post(address, {"lam": "ky", "sure": "on", "signer": User.objects.get(username="head-huyen").pk})
    assert told("officer-huyen") == ["to_send"]
    page = officer.get(address).content.decode()
    for part in (
        "còn 81 ngày",
        "2/2 đơn vị cấp dưới chưa gửi",
        "người ký đã duyệt trên hệ thống",
        "Người ký: head-huyen",
    ):
        assert part in page
    assert officer.post(address, {"lam": "gui"}).status_code == 422
    officer.post(address, {"lam": "gui", "sure": "on"})
    report.refresh_from_db()
    assert (report.state, report.signed_as) == (ReportState.SENT, "CHỦ TỊCH")
    office = sign_in("office", "tinh")
    Grant.objects.update(valid_from=dt.date(2018, 1, 1))
    officer.post(address, {"lam": "sua-lai", "remark": "Gửi nhầm"})
    report.refresh_from_db()
    assert (report.state, report.sent_at, report.number, report.signer) == (ReportState.DRAFT, None, "", None)
    assert told("office-tinh") == ["called_back"]
    assert told("officer-huyen") == ["to_send", "reopened"]
    # Whoever receives it is not asked to write it.
    assert "Làm thay đơn vị" in office.get(address).content.decode()
    assert "Làm thay đơn vị" not in officer.get(address).content.decode()


def test_a_number_given_by_somebody_else_is_not_a_signature(
    units: dict[str, int], sign_in: Callable[[str, str], Client]
) -> None:
    report = written(begun(units["xa-a"]))
    sign_in("head", "xa-a")
    sign_in("officer", "xa-a").post(reverse("reports:report", args=[report.pk]), {"lam": "soat"})
    office = sign_in("office", "tinh")
    signer = User.objects.get(username="head-xa-a").pk
    office.post(reverse("reports:report", args=[report.pk]), {"lam": "ky", "sure": "on", "signer": signer})
    page = office.get(reverse("reports:report", args=[report.pk])).content.decode()
    assert "mới cấp số, chưa ký số" in page
    assert "bản giấy phải có chữ ký của head-xa-a" in page
    assert Outgoing.objects.get().signer == "head-xa-a"


def test_who_is_given_a_section_is_told(units: dict[str, int], sign_in: Callable[[str, str], Client]) -> None:
    report = begun(units["xa-a"])
    sign_in("officer", "xa-a")
    user = User.objects.get(username="officer-xa-a")
    for _ in range(2):
        writing.write(report.pk, "I", "Lời", user.pk, **WHO)
    assert told("officer-xa-a") == ["section"]


def told(username: str) -> list[str]:
    inline.run_waiting()
    return list(Notice.objects.filter(user__username=username).order_by("pk").values_list("what", flat=True))


def test_what_waits_for_a_person_stands_in_their_list_from_then_on(
    units: dict[str, int], sign_in: Callable[[str, str], Client]
) -> None:
    """The half year is running: nothing is due, but the head has something to sign."""
    report = written(begun(units["xa-a"], "half_year"))
    officer, head, office = sign_in("officer", "xa-a"), sign_in("head", "xa-a"), sign_in("office", "tinh")
    address, work = reverse("reports:report", args=[report.pk]), reverse("inbox:work")

    def asks(client: Client, words: str) -> bool:
        pages = (client.get(page).content.decode() for page in (work, reverse("inbox:decisions")))
        return any(f"{words}: Báo cáo" in page for page in pages)

    assert not asks(head, "Duyệt, cấp số")
    officer.post(address, {"lam": "soat"})
    assert asks(head, "Duyệt, cấp số")
    assert not asks(officer, "Duyệt, cấp số"), "an officer can't"
    listed = reverse("reports:reports")
    assert ("Duyệt, cấp số" in head.get(listed).content.decode()) is True
    assert "Xem, chờ ký" in officer.get(listed).content.decode()
    signer = {"lam": "ky", "signer": User.objects.get(username="head-xa-a").pk}
    refused = head.post(address, signer)
    assert refused.status_code == 422, "the period runs until June"
    assert "Trước khi cấp số: báo cáo còn điểm chưa đủ" in refused.content.decode()
    head.post(address, {**signer, "sure": "on"})
    assert asks(officer, "Gửi lên cấp trên")
    assert not asks(head, "Duyệt, cấp số")
    page = officer.get(address).content.decode()
    assert "sẽ được ghi thu hồi trong sổ" in page
    assert "Lý do rút lại" in page
    said = officer.post(address, {"lam": "sua-lai", "remark": "Sai số liệu"}, follow=True).content.decode()
    assert "được ghi thu hồi trong sổ" in said
    assert not asks(office, "Nhận báo cáo")


def test_a_clerk_gives_a_number_in_the_name_of_who_signs_and_the_signer_is_told(
    units: dict[str, int], sign_in: Callable[[str, str], Client]
) -> None:
    """Nobody but who signs approves; what is done in that name comes to its bearer."""
    report = written(begun(units["tinh"], "half_year"))
    clerk, chair = sign_in("office", "tinh"), sign_in("head", "tinh")
    address, listed = reverse("reports:report", args=[report.pk]), reverse("reports:reports")
    clerk.post(address, {"lam": "soat"})
    assert "Bạn không phải người ký" in clerk.get(address).content.decode()
    for page in (address, listed):
        assert "Duyệt, cấp số" not in clerk.get(page).content.decode()
        assert "Duyệt, cấp số" in chair.get(page).content.decode()
    work = reverse("inbox:decisions")
    assert "Duyệt, cấp số: Báo cáo" in chair.get(work).content.decode()
    assert "Duyệt, cấp số: Báo cáo" not in clerk.get(work).content.decode()
    assert "Cấp số: Báo cáo" in clerk.get(work).content.decode()
    signer = User.objects.get(username="head-tinh")
    clerk.post(address, {"lam": "ky", "signer": signer.pk, "sure": "on"})
    inline.run_waiting()
    told = Notice.objects.get(user=signer, what="numbered")
    report.refresh_from_db()
    assert report.number in told.note
    assert User.objects.get(username="office-tinh").full_name in told.note


def test_who_signs_is_not_told_of_the_own_number(units: dict[str, int], sign_in: Callable[[str, str], Client]) -> None:
    report = written(begun(units["tinh"], "half_year"))
    chair, address = sign_in("head", "tinh"), reverse("reports:report", args=[report.pk])
    chair.post(address, {"lam": "soat"})
    signer = User.objects.get(username="head-tinh").pk
    chair.post(address, {"lam": "ky", "signer": signer, "sure": "on"})
    inline.run_waiting()
    report.refresh_from_db()
    assert report.state == ReportState.NUMBERED
    assert not Notice.objects.filter(what="numbered").exists()


def test_who_has_sent_is_the_same_number_on_both_pages(
    units: dict[str, int], sign_in: Callable[[str, str], Client]
) -> None:
    """The unit that receives the reports is not one of those that send them to it."""
    sent(begun(units["huyen"]))
    client = sign_in("office", "tinh")
    listed = tight(client.get(reverse("reports:reports")).content.decode())
    counts = client.get(reverse("reports:term", args=[2019, "quarter_1"])).context["counts"]
    assert (counts["sent"], counts["all"]) == (1, 2)
    assert ">1/2</a>" in listed


def test_urging_shows_whom_it_reaches_first_and_all_of_it(
    units: dict[str, int], sign_in: Callable[[str, str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cchc.notifications.pages.urging._PER_PAGE", 1)
    sign_in("officer", "xa-b")
    client, address = sign_in("head", "huyen"), reverse("notifications:urge", args=["baocao-2019-quarter_1"])
    first, second = client.get(address), client.get(f"{address}?trang=2")
    assert "1 trong 2 việc, việc tới được người làm đứng trước" in text_of(first)
    assert [row[1] for row in first.context["page"]] == ["xa-b (huyen)"], "nobody in xa-a has an account"
    assert [row[1] for row in second.context["page"]] == ["xa-a (huyen)"]
    assert 'href="?trang=2"' in first.content.decode()
