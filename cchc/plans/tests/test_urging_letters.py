"""Units that nobody can be told in are written to; who signs is somebody who heads the unit that day."""

import datetime as dt
import io

import docx
import pytest

from cchc.accounts.models import Grant, User
from cchc.accounts.queries import subject_for_user
from cchc.documents.actions import urging as letters
from cchc.documents.models import Outgoing, StoredFile
from cchc.documents.queries.signers import signers, usual
from cchc.kernel.permission import Subject
from cchc.kernel.refusal import Refusal
from cchc.notifications.models import Urged
from cchc.plans.tests.work_cases import MARCH, Case
from cchc.plans.tests.work_door import by, signed_in, text_of, with_roles


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-01")
    return with_roles()


def test_signers_are_the_heads_of_the_day(case: Case) -> None:
    unit = case.units["H"].pk
    deputy = User.objects.create(username="pho", full_name="Lê Văn Phó", unit_id=unit, position="Phó Chủ tịch")
    Grant.objects.create(
        user=deputy, role="head", unit_id=unit, valid_from=dt.date(2019, 2, 1), valid_to=dt.date(2019, 3, 15)
    )
    assert [one.name for one in signers(unit, MARCH)] == ["District", "Lê Văn Phó"]
    assert [one.name for one in signers(unit, dt.date(2019, 1, 31))] == ["District"]
    assert [one.name for one in signers(unit, dt.date(2019, 3, 15))] == ["District"]
    assert signers(case.units["X2"].pk, MARCH) == []
    assert usual(unit, MARCH).post == "CHỦ TỊCH"
    assert usual(case.units["S1"].pk, MARCH).post == "GIÁM ĐỐC"


def test_a_unit_without_an_account_is_written_to_once_with_a_number(case: Case) -> None:
    case.assignment("X2", end_on=dt.date(2019, 2, 1), schedule_kind="deadline")
    head = signed_in(case, "district")
    head.post(f"/don-doc/kehoach-{case.plan.pk}/", {"words": "Làm ngay"})
    row = Urged.objects.get()
    assert (row.told, row.letter) == (0, "")
    page = f"/van-ban/don-doc/{row.urging_id}/"
    assert "gửi 1 đơn vị chưa có tài khoản" in text_of(head.get(page))
    posted = head.post(page, {"signer": case.people["district"].pk}, follow=True)
    assert "Đã cấp số công văn" in text_of(posted)
    issued, row = Outgoing.objects.get(), Urged.objects.get()
    assert (issued.number, issued.signer, row.letter) == (1, "District", str(issued))
    assert StoredFile.objects.filter(outgoing=issued).count() == 2
    assert "1 lần" in text_of(head.get(f"/viec/{row.path.strip('/').split('/')[1]}/"))
    with pytest.raises(Refusal, match="Không còn đơn vị nào"):
        letters.write(
            row.urging_id, case.units["H"].pk, case.people["district"].pk, subject(case), **by(case, "district")
        )
    with pytest.raises(Refusal, match="không phải lãnh đạo"):
        letters.write(row.urging_id, case.units["H"].pk, case.people["clerk"].pk, subject(case), **by(case, "district"))


def subject(case: Case) -> Subject:
    found = subject_for_user(case.people["district"].pk, MARCH)
    assert found
    return found


def test_another_district_finds_no_act_that_does_not_reach_it(case: Case) -> None:
    case.assignment("X2", end_on=dt.date(2019, 2, 1), schedule_kind="deadline")
    signed_in(case, "office").post(f"/don-doc/kehoach-{case.plan.pk}/")
    act = Urged.objects.get().urging_id
    assert signed_in(case, "head").get(f"/don-doc/luot/{act}/").status_code == 404
    assert signed_in(case, "head").get(f"/van-ban/don-doc/{act}/").status_code == 404
    assert signed_in(case, "district").get(f"/don-doc/luot/{act}/").status_code == 200


def test_units_that_nobody_can_be_told_in_are_a_list(case: Case) -> None:
    Grant.objects.create(
        user=case.people["office2"], role="administrator", unit=case.units["P"], valid_from=dt.date(2018, 1, 1)
    )
    page = text_of(signed_in(case, "office2").get("/don-doc/chua-co-tai-khoan/"))
    assert "Xã Hai" in page
    assert "Xã Một" not in page
    assert "Tạo tài khoản" in page
    assert "Tạo tài khoản" not in text_of(signed_in(case, "office").get("/don-doc/chua-co-tai-khoan/"))


def test_whoever_watches_prints_a_letter_that_asks_those_units_for_people(case: Case) -> None:
    office = signed_in(case, "office")
    page = office.get("/don-doc/chua-co-tai-khoan/").content.decode()
    assert 'href="/van-ban/don-doc/cu-nguoi-dung.docx"' in page
    assert "chuyển cho quản trị viên hệ thống" in page, "who can, where the reader can't"
    answer = office.get("/van-ban/don-doc/cu-nguoi-dung.docx")
    paper = docx.Document(io.BytesIO(answer.getvalue()))
    [table] = [one for one in paper.tables if one.cell(0, 0).text == "STT"]
    units = [row.cells[1].text for row in table.rows][1:]
    assert any("Hai" in unit for unit in units)
    assert not any("Một" in unit for unit in units), "it has somebody"
    assert [cell.text for cell in table.rows[1].cells][2:] == ["", "", "", ""], "for the unit to fill in"
    assert not Outgoing.objects.exists(), "a draft takes no number"
    assert office.get("/van-ban/don-doc/cu-nguoi-dung.pdf").getvalue()[:4] == b"%PDF"
    assert office.get("/van-ban/don-doc/cu-nguoi-dung.exe").status_code == 404
    assert signed_in(case, "district").get("/van-ban/don-doc/cu-nguoi-dung.docx").status_code in {403, 404}
