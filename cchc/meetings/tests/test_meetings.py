"""From a brief to conclusions to work to the next meeting, by the actions and by the pages."""

import datetime as dt
import io
import re
from dataclasses import replace

import docx
import pdfplumber
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cchc.accounts.models import User
from cchc.documents.models import Outgoing, StoredFile
from cchc.documents.types import Signature
from cchc.kernel import indicators
from cchc.kernel.clock import ZONE
from cchc.kernel.files import contents
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.meetings.actions import briefing, holding
from cchc.meetings.models import Conclusion, Meeting
from cchc.meetings.pages import meetings as pages
from cchc.meetings.pages.projecting import slides
from cchc.meetings.queries import brief, meetings, secretaries
from cchc.meetings.queries.brief import Measured
from cchc.meetings.templatetags.meetings import measured
from cchc.meetings.types import Header, Said
from cchc.plans.actions import confirming, difficulties, progress
from cchc.plans.models import Assignment, Difficulty, Plan
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import by, head_of, signed_in, text_of, with_roles
from cchc.ui.tests.page import tight

HELD = dt.date(2019, 7, 5)
NOW = dt.datetime(2019, 7, 5, 16, tzinfo=ZONE)


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-07-05")
    return with_roles()


def who(case: Case, name: str = "office") -> dict:
    return {**by(case, name), "now": NOW}


def late(case: Case, unit: str = "S1") -> Assignment:
    return case.assignment(unit, end_on=dt.date(2019, 2, 1), schedule_kind="deadline")


def prepared(case: Case, held_on: dt.date = HELD, quarter: int = 2) -> Meeting:
    header = Header(2019, quarter, held_on, "Hội trường", "Đồng chí Chủ tịch")
    return Meeting.objects.get(pk=holding.prepare(case.units["P"].pk, header, **who(case)))


def stuck(case: Case) -> int:
    work = late(case, "S2")
    return difficulties.raise_one(work.pk, "Thiếu kinh phí 50 triệu", **by(case, "other"))


def test_a_brief_tells_what_is_late_stuck_and_to_be_decided(case: Case) -> None:
    late(case)
    number = stuck(case)
    told = brief.brief(prepared(case), HELD)
    assert told.standing is not None
    assert (told.standing.overview.tally.total, told.standing.overview.tally.late) == (2, 2)
    assert {one.name for one in told.units} == {"Sở Nội vụ", "Sở Tài chính"}
    assert [(one.difficulty_id, one.code) for one in told.stuck] == [(number, "1.2")]
    assert [one.title for one in told.sending] == ["Báo cáo quý I", "Báo cáo 6 tháng đầu năm"]
    assert {one.key for one in told.measured} >= {"plans.tasks_done", "plans.tasks_done_on_time"}


def test_conclusions_become_a_document_work_and_answers_in_one_go(case: Case) -> None:
    late(case)
    number = stuck(case)
    meeting = prepared(case)
    so = case.units["S2"].pk
    holding.conclude(meeting.pk, Said("Bố trí kinh phí", so, dt.date(2019, 8, 15), number), **who(case))
    holding.conclude(meeting.pk, Said("Họp mỗi quý một lần"), **who(case))
    written = holding.issue(meeting.pk, head_of(case), **who(case))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.number) == ("concluded", written)
    document = Outgoing.objects.get()
    assert (str(document), document.kind) == (written, "TB")
    names = set(StoredFile.objects.filter(outgoing=document).values_list("name", flat=True))
    assert any(name.endswith(".docx") for name in names)
    assert "Tom tat trinh phien hop.pdf" in names
    plan = Plan.objects.get(number=written)
    work = Assignment.objects.get(plan=plan)
    assert (work.unit_id, work.due_on, work.task.title) == (so, dt.date(2019, 8, 15), "Bố trí kinh phí")
    answered = Difficulty.objects.get(pk=number)
    assert (answered.state, written in answered.answer) == ("answered", True)
    assert meeting.brief["tally"] == {"late": 2}
    with pytest.raises(Refusal, match="đã ban hành"):
        holding.issue(meeting.pk, head_of(case), **who(case))
    with pytest.raises(Refusal, match="đã ban hành"):
        holding.conclude(meeting.pk, Said("Thêm"), **who(case))


def test_the_next_meeting_is_told_what_came_of_the_last(case: Case) -> None:
    late(case)
    meeting = prepared(case)
    for text, unit in [("Việc một", "S1"), ("Việc hai", "S2")]:
        holding.conclude(meeting.pk, Said(text, case.units[unit].pk, dt.date(2019, 8, 15)), **who(case))
    holding.conclude(meeting.pk, Said("Lời nhắc chung"), **who(case))
    holding.issue(meeting.pk, head_of(case), **who(case))
    first = Conclusion.objects.get(position=1)
    assert first.task_id
    done(first.task_id, dt.datetime(2019, 8, 12, 10, tzinfo=ZONE))
    after = brief.brief(prepared(case, dt.date(2019, 10, 4), 3), dt.date(2019, 10, 4))
    assert after.before is not None
    assert after.before.pk == meeting.pk
    assert (after.last_given, after.last_done) == (2, 1)
    assert [line.came_of.status.value if line.came_of else None for line in after.last] == ["done", "late", None]
    assert after.standing is not None
    assert after.standing.plan_id == case.plan.pk  # the year's plan, not the plan of the conclusions


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (Said("  "), "Hãy ghi kết luận"),
        (Said("Giao việc", due_on=HELD), "cả đơn vị"),
        (Said("Giao việc", unit_id=-1), "cả đơn vị"),
        (Said("Giao việc", unit_id=0, due_on=dt.date(2019, 7, 1)), "trước ngày họp"),
    ],
)
def test_a_conclusion_that_can_not_be_is_refused(case: Case, said: Said, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        holding.conclude(prepared(case).pk, said, **who(case))
    assert not Conclusion.objects.exists()


def test_nothing_is_issued_before_the_day_or_without_a_word(case: Case) -> None:
    ahead = prepared(case, dt.date(2019, 7, 20))
    with pytest.raises(Refusal, match="chưa diễn ra"):
        holding.issue(ahead.pk, head_of(case), **who(case))
    with pytest.raises(Refusal, match="Chưa có kết luận"):
        holding.issue(prepared(case).pk, head_of(case), **who(case))
    assert not Outgoing.objects.exists()


def test_an_answer_that_fails_takes_everything_back(case: Case) -> None:
    number = stuck(case)
    meeting = prepared(case)
    holding.conclude(meeting.pk, Said("Bố trí", difficulty_id=number), **who(case))
    difficulties.answer(number, "Đã trả lời ở nơi khác", **by(case, "office"))
    with pytest.raises(Refusal, match="vừa được trả lời"):
        holding.issue(meeting.pk, head_of(case), **who(case))
    assert not Outgoing.objects.exists()
    assert Meeting.objects.get().state == "preparing"


def test_the_brief_fits_two_pages_and_its_annexes(case: Case) -> None:
    for number in range(60):
        late(case, "S1" if number % 2 else "H")
    for _ in range(12):
        stuck(case)
    content = briefing.draft(prepared(case), "pdf", HELD)
    with pdfplumber.open(io.BytesIO(content)) as document:
        pages = [page.extract_text() for page in document.pages]
    first = next(number for number, page in enumerate(pages) if re.match(r"\s*phụ lục", page, re.IGNORECASE))
    assert first <= 2
    assert "Thiếu kinh phí 50 triệu" in " ".join(pages[first:])
    assert briefing.draft(prepared(case, HELD + dt.timedelta(1)), "docx", HELD)[:2] == b"PK"


def test_the_projector_shows_a_few_large_lines_at_a_time(case: Case) -> None:
    for number in range(20):
        late(case, "S1" if number % 2 else "H")
    stuck(case)
    meeting = prepared(case)
    for number in range(8):
        holding.conclude(meeting.pk, Said(f"Kết luận {number} " + "dài " * 100), **who(case))
    shown = slides(brief.brief(meeting, HELD), meetings.lines(meeting.pk, HELD))
    assert [slide.kind for slide in shown][:3] == ["title", "figures", "bars"]
    assert all(len(slide.rows) <= 6 for slide in shown)
    assert all(len(str(row[0])) <= 170 for slide in shown if slide.kind == "list" for row in slide.rows)
    client = signed_in(case, "office")
    for number, slide in enumerate(shown, 1):
        page = client.get(f"/ban-chi-dao/{meeting.pk}/trinh-chieu/?trang={number}").content.decode()
        assert slide.title in text_of(client.get(f"/ban-chi-dao/{meeting.pk}/trinh-chieu/?trang={number}"))
        assert ('rel="next"' in page) == (number < len(shown))
        assert ('rel="prev"' in page) == (number > 1)
    assert (
        f"{len(shown)}/{len(shown)}" in client.get(f"/ban-chi-dao/{meeting.pk}/trinh-chieu/?trang=999").content.decode()
    )
    assert client.get(f"/ban-chi-dao/{meeting.pk}/trinh-chieu/?trang=x").status_code == 200


def concluded(case: Case) -> Meeting:
    """Return a meeting one of whose conclusions was done, another not yet, the third gave no work."""
    late(case)
    meeting = prepared(case)
    for text, unit in [("Việc một", "S1"), ("Việc hai", "S2")]:
        holding.conclude(meeting.pk, Said(text, case.units[unit].pk, dt.date(2019, 8, 15)), **who(case))
    holding.conclude(meeting.pk, Said("Lời nhắc chung"), **who(case))
    holding.issue(meeting.pk, head_of(case), **who(case))
    first = Conclusion.objects.get(position=1)
    done(first.task_id or 0, dt.datetime(2019, 8, 12, 10, tzinfo=ZONE))
    return meeting


def done(task_id: int, now: dt.datetime) -> None:
    """Report the work of a task as done, with its document, and let the office confirm it."""
    said = progress.Said(100, "Đã xong.", reference_number="01/BC", reference_date=now.date())
    for work in Assignment.objects.filter(task_id=task_id):
        report = progress.report(work.pk, said, actor=Actor(None, "Đơn vị", "test"), now=now)
        confirming.confirm(report, actor=Actor(None, "Văn phòng", "test"), now=now + dt.timedelta(hours=2))


def test_an_english_page_says_in_english_what_came_of_a_conclusion(case: Case) -> None:
    office, meeting = signed_in(case, "office"), concluded(case)
    address = reverse("meetings:meeting", args=[meeting.pk])
    vietnamese, english = (tight(office.get(f"{prefix}{address}").content.decode()) for prefix in ("", "/en"))
    assert [one for one in ("hạn 15/08/2019", ">đã xong<", ">chưa bắt đầu<") if one not in vietnamese] == []
    assert [one for one in ("due 15 Aug 2019", ">done<", ">not begun<") if one not in english] == []


def test_an_indicator_is_written_as_the_page_s_language_has_it() -> None:
    points = indicators.known()["par_index.index_below"]
    one, share = Measured(points, "A", (160_700, 100), (8_370, 100)), replace(points, kind="ratio")
    with translation.override("en"):
        assert (measured(one, "quarter"), measured(one, "year")) == ("1,607 points", "83.7 points")
        assert measured(replace(one, of=share, year=(41, 49)), "year") == "83.7% (41/49)"
    with translation.override("vi"):
        assert measured(replace(one, of=share, year=(41, 49)), "year") == "83,7% (41/49)"


def test_a_paper_is_vietnamese_whatever_language_its_page_was_read_in(case: Case) -> None:
    late(case)
    meeting = prepared(case)
    papers = []
    for language in ("vi", "en"):
        with translation.override(language):
            papers.append(text_of_paper(briefing.draft(meeting, "docx", HELD)))
    assert papers[0] == papers[1]
    assert "Chỉ số cải cách hành chính bình quân" in papers[0]


def text_of_paper(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def test_the_office_carries_a_meeting_through_its_pages(case: Case) -> None:
    late(case)
    number = stuck(case)
    client = signed_in(case, "office")
    header = {
        "unit": case.units["P"].pk, "year": 2019, "quarter": 2, "held_on": "5/7/2019", "chair": "Chủ tịch",
        "secretary": case.people["office"].pk,
    }  # fmt: skip
    page = client.post("/ban-chi-dao/lap/", header, follow=True)
    meeting = Meeting.objects.get()
    assert "Phiên họp quý II năm 2019, ngày 05/07/2019" in text_of(page)
    assert "Thiếu kinh phí 50 triệu" in text_of(page)
    assert client.post("/ban-chi-dao/lap/", header).status_code == 422  # the same day again
    asked = client.get(f"/ban-chi-dao/{meeting.pk}/ket-luan/?vuong-mac={number}").content.decode()
    assert f'<option value="{number}" selected>' in asked
    said = {"text": "Bố trí kinh phí", "unit": case.units["S2"].pk, "due_on": "15/08/2019", "difficulty": number}
    assert client.post(f"/ban-chi-dao/{meeting.pk}/ket-luan/", {**said, "due_on": ""}).status_code == 422
    client.post(f"/ban-chi-dao/{meeting.pk}/ket-luan/", said)
    client.post(f"/ban-chi-dao/{meeting.pk}/ket-luan/", {"text": "Bỏ đi"})
    client.post(f"/ban-chi-dao/ket-luan/{Conclusion.objects.get(text='Bỏ đi').pk}/bo/")
    assert "Chưa biết ai ký" in text_of(client.get(f"/ban-chi-dao/{meeting.pk}/"))
    stranger = {"signer": case.people["office"].pk}
    assert client.post(f"/ban-chi-dao/{meeting.pk}/", stranger).status_code == 422
    signed = {"signer": head_of(case)}
    page = text_of(client.get(f"/ban-chi-dao/{meeting.pk}/"))
    assert "Nguyễn Văn Ký, Trưởng ban" in page
    assert "Thẩm quyền" not in page
    done = text_of(client.post(f"/ban-chi-dao/{meeting.pk}/", signed, follow=True))
    assert "01/TB-" in done
    assert "chưa bắt đầu" in done
    assert "1 kết luận" in done or Conclusion.objects.count() == 1
    assert client.get("/ban-chi-dao/").status_code == 200
    assert client.get(f"/ban-chi-dao/{meeting.pk}/tom-tat.pdf").content[:5] == b"%PDF-"
    assert client.get(f"/ban-chi-dao/{meeting.pk}/tom-tat.exe").status_code == 404


def test_the_secretary_is_somebody_who_holds_the_pen_and_signs_the_brief(case: Case) -> None:
    header = Header(2019, 2, HELD, "", "Đồng chí Chủ tịch", case.people["clerk"].pk)
    with pytest.raises(Refusal, match="Thư ký phải là người của đơn vị"):
        holding.prepare(case.units["P"].pk, header, **who(case))
    number = holding.prepare(case.units["P"].pk, replace(header, secretary_id=case.people["office"].pk), **who(case))
    meeting = Meeting.objects.get(pk=number)
    name = case.people["office"].full_name
    assert secretaries.signature(meeting) == Signature((), "THƯ KÝ", name)
    assert f"thư ký {name}" in text_of(signed_in(case, "office").get(f"/ban-chi-dao/{number}/"))
    # Whoever left the office stays the secretary of this meeting until another is named.
    User.objects.filter(pk=case.people["office"].pk).update(is_active=False)
    holding.change(number, replace(header, secretary_id=case.people["office"].pk), **who(case, "office2"))
    assert secretaries.signature(prepared(case, dt.date(2019, 10, 4), 3)) == Signature((), "", "")


def test_conclusions_are_signed_by_who_heads_the_unit_and_by_nobody_else(case: Case) -> None:
    meeting = prepared(case)
    holding.conclude(meeting.pk, Said("Họp mỗi quý một lần"), **who(case))
    with pytest.raises(Refusal, match="không phải lãnh đạo đơn vị"):
        holding.issue(meeting.pk, case.people["office"].pk, **who(case))
    holding.issue(meeting.pk, head_of(case, position="Phó Chủ tịch Ủy ban nhân dân"), **who(case))
    assert Outgoing.objects.get().signer == "Nguyễn Văn Ký"
    file = StoredFile.objects.get(name__endswith=".docx")
    words = " ".join(one.text for one in docx.Document(io.BytesIO(contents.of(file.file))).tables[-1]._cells)
    assert "TM. BAN CHỈ ĐẠO" in words
    assert "KT. TRƯỞNG BAN" in words
    assert "PHÓ TRƯỞNG BAN" in words


@pytest.mark.parametrize(("name", "status"), [("clerk", 404), ("other", 404), ("district", 404), ("office", 200)])
def test_a_meeting_is_read_within_its_unit(case: Case, name: str, status: int) -> None:
    meeting = prepared(case)
    client = signed_in(case, name)
    assert client.get(f"/ban-chi-dao/{meeting.pk}/").status_code == status
    assert client.get(f"/ban-chi-dao/{meeting.pk}/trinh-chieu/").status_code == status


def test_a_meeting_costs_the_same_with_more_units(case: Case) -> None:
    client, meeting = signed_in(case, "office"), prepared(case)
    late(case)
    client.get(f"/ban-chi-dao/{meeting.pk}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/ban-chi-dao/{meeting.pk}/")
    for unit in ("S2", "H", "X1", "X2"):
        late(case, unit)
    with CaptureQueriesContext(connection) as many:
        client.get(f"/ban-chi-dao/{meeting.pk}/")
    assert len(many) <= len(few)


def test_a_table_that_is_cut_says_so_and_leads_to_the_rest(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_SHOWN", 1)
    for unit in ("S1", "S2"):
        late(case, unit)
    client, address = signed_in(case, "office"), f"/ban-chi-dao/{prepared(case).pk}/"
    page = client.get(address)
    assert "1 trong 2, trễ nhiều đứng trước" in text_of(page)
    assert 'href="?het=don-vi#don-vi"' in page.content.decode()
    assert "1 trong 2" not in text_of(client.get(f"{address}?het=don-vi"))
    assert len(client.get(f"{address}?het=don-vi").context["units"]) == 2


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("phiên họp quý II", True),
        ("Phiên họp quý II năm 2019, ngày 05/07/2019", True),  # as its page is headed
        ("phien hop quy 2", True),
        ("phiên họp ngày 5/7/2019", True),
        ("phiên họp quý I", False),
        ("phiên họp quý III", False),
        ("phiên họp ngày 15/7/2019", False),
    ],
)
def test_a_meeting_is_found_by_the_words_of_its_page(case: Case, words: str, is_found: bool) -> None:
    meeting = prepared(case)
    page = signed_in(case, "office").get("/tim-kiem/", {"q": words}).content.decode()
    assert (reverse("meetings:meeting", args=[meeting.pk]) in page) is is_found


def test_the_same_conclusion_sent_twice_is_one(case: Case) -> None:
    meeting = prepared(case)
    one, again, other = (
        holding.conclude(meeting.pk, Said(text), **who(case))
        for text in ("Họp mỗi quý", " Họp mỗi quý ", "Họp mỗi tháng")
    )
    assert one == again
    assert one != other
