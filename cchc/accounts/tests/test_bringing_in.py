"""A list of people becomes accounts: every wrong cell named, all or none written, each password shown once."""

import io
from collections.abc import Callable

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cchc.accounts.actions import bringing_in
from cchc.accounts.models import Grant, User
from cchc.accounts.models.people import USERNAME
from cchc.accounts.rules import usernames
from cchc.accounts.tests.conftest import Cast, Units
from cchc.kernel import clock, history
from cchc.kernel.history import Actor, entries
from cchc.kernel.jobs import inline
from cchc.kernel.refusal import Refusal

Enter = Callable[[User], Client]
HEAD = ("Họ và tên", "Tên đăng nhập", "Thư điện tử", "Điện thoại", "Đơn vị", "Chức vụ", "Vai trò")
AN = ("Lê Văn An", "", "an@vi-du.vn", 912345678, "Xã An Hòa", "Chuyên viên", "Cán bộ thực hiện")
BINH = ("Trần Thị Bình", "binh.tt", "", "", "huyen-ben-sen", "", "Lãnh đạo đơn vị")


def book(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> SimpleUploadedFile:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate((head, *rows)):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("nguoi.xlsx", data.getvalue())


def shown(client: Client, *rows: tuple[object, ...]) -> tuple[int, str]:
    answer = client.post("/tai-khoan/nhap/", {"file": book(*rows)})
    return answer.status_code, answer.content.decode()


def token_in(page: str) -> str:
    return page.split('name="token" value="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("full_name", "username"),
    [
        ("Lê Văn An", "an.lv"),
        ("Nguyễn Thị Ngọc Ánh", "anh.ntn"),
        ("Đỗ Đức", "duc.d"),
        ("An", "an01"),
        ("K’Brôih", "broih.k"),
    ],
)
def test_the_name_to_sign_in_with(full_name: str, username: str) -> None:
    assert usernames.free(full_name, set()) == username


@given(st.text(min_size=1, max_size=60), st.sets(st.sampled_from(["an.lv", "an.lv02", "an01", "nguoi-dung"])))
def test_any_name_gets_one_that_is_free_and_allowed(full_name: str, taken: set[str]) -> None:
    found = usernames.free(full_name, taken)
    assert found not in taken
    USERNAME(found)


def test_a_column_that_is_none_of_the_list_is_named(cast: Cast, units: Units, enter: Enter) -> None:
    headings = tuple("Chức vị" if heading == "Chức vụ" else heading for heading in HEAD)
    answer = enter(cast.chief).post("/tai-khoan/nhap/", {"file": book(AN, head=headings)})
    assert "“Chức vị” (F), có phải “Chức vụ”?" in answer.content.decode()
    assert User.objects.filter(full_name=AN[0]).count() == 0


def test_a_list_becomes_accounts_with_roles_and_slips_that_are_shown_once(
    cast: Cast, units: Units, enter: Enter
) -> None:
    client = enter(cast.chief)
    status, page = shown(client, AN, BINH)
    assert status == 200
    assert "an.lv" in page
    assert "0912345678" in page, "a spreadsheet took the 0 away"
    assert not User.objects.filter(username="an.lv").exists(), "looking writes nothing"
    sent = client.post("/tai-khoan/nhap/tao/", {"token": token_in(page)})
    inline.run_waiting()
    ready = client.get(sent.url, follow=True)
    assert "Hiện phiếu để in" in ready.content.decode()
    assert User.objects.filter(username__in=["an.lv", "binh.tt"], must_change_password=True).count() == 2
    assert Grant.objects.get(user__username="an.lv").unit_id == units.commune
    address = ready.redirect_chain[-1][0]
    slips = client.post(address)
    text = slips.content.decode()
    assert "no-store" in slips.headers["Cache-Control"]
    password = text.split('class="slip__code">')[1].split("<")[0]
    assert text.count('class="slip__code"') == 2
    first = Client()
    assert first.post("/dang-nhap/", {"login": "an.lv", "password": password}).status_code == 302
    led = first.get("/", follow=True).redirect_chain
    assert led[-1][0] == "/tai-khoan/cua-toi/mat-khau/", "the first thing is a password of one's own"
    again = client.post(address, follow=True).content.decode()
    assert password not in again
    assert "đã được hiện một lần" in again
    history.settle()
    made = User.objects.get(username="an.lv").pk
    read = entries.search(entries.Query(table="accounts_user", action="read"))
    assert any(str(made) in entry.row.split(",") for entry in read), "who saw the slips is in the trail"
    assert all("password" not in str(entry.after or {}) or password not in str(entry.after) for entry in read)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("", *AN[1:]), "Ô A2 (Họ và tên)"),
        ((*AN[:4], "Xã Không Có", "", ""), "Ô E2 (Đơn vị): Không có đơn vị nào tên “Xã Không Có”"),
        ((*AN[:4], "", "", ""), "Ô E2 (Đơn vị): ghi mã hoặc đúng tên"),
        ((*AN[:6], "Giám đốc"), "Ô G2 (Vai trò): chỉ nhận: Cơ quan thường trực"),
        (("Lê An", "", "khong-phai-thu", "", "Xã An Hòa", "", ""), "Ô C2 (Thư điện tử)"),
        (("Lê An", "", "an.pv@vi-du.vn", "", "Xã An Hòa", "", ""), "đã có người dùng địa chỉ này"),
        (("Lê An", "", "", "123", "Xã An Hòa", "", ""), "Ô D2 (Điện thoại)"),
        (("Lê An", "an.pv", "", "", "Xã An Hòa", "", ""), "đã có người dùng tên này"),
        (("Lê An", "Tên Có Dấu", "", "", "Xã An Hòa", "", ""), "Ô B2 (Tên đăng nhập)"),
    ],
)
def test_each_wrong_cell_is_named_and_nothing_can_be_written(
    cast: Cast, enter: Enter, row: tuple[object, ...], says: str
) -> None:
    before = User.objects.count()
    status, page = shown(enter(cast.chief), row, BINH)
    assert status == 422
    assert says in page
    assert 'name="token"' not in page
    assert User.objects.count() == before


def test_a_local_administrator_brings_in_only_for_the_own_units(cast: Cast, enter: Enter) -> None:
    client = enter(cast.local)
    assert "ngoài phạm vi quản trị" in shown(client, (*AN[:4], "Huyện Cầu Tre", "", ""))[1]
    assert "chỉ người quản trị toàn tỉnh" in shown(client, (*AN[:6], "Cơ quan thường trực"))[1]
    assert shown(client, AN)[0] == 200


def test_what_may_be_a_slip_is_pointed_out_and_stops_nothing(cast: Cast, enter: Enter) -> None:
    namesake = ("Phạm Văn An", "", "", "", "Xã An Hòa", "", "")
    status, page = shown(enter(cast.chief), namesake, AN, (*AN[:2], "", "", *AN[4:]))
    assert status == 200
    assert page.count("xem lại") == 3, "a namesake, one without a role, one twice in the file"
    assert "an.pv02" in page
    assert "an.lv02" in page


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("Huyện Ben Sen", "Đơn vị ghi là “Huyện Ben Sen”"),
        ("Huyện Bến Sen", None),
        ("huyen ben sen", "Đơn vị ghi là “huyen ben sen”"),
        ("Xã An Hoa", "Đơn vị ghi là “Xã An Hoa”"),
    ],
)
def test_a_unit_whose_words_lack_tones_is_taken_and_has_to_be_looked_at(
    cast: Cast, enter: Enter, written: str, says: str | None
) -> None:
    status, page = shown(enter(cast.chief), (*AN[:4], written, *AN[5:]))
    assert status == 200
    assert (says or "</html>") in page
    assert page.count("xem lại") == (1 if says else 0)


def test_a_unit_written_with_other_tones_is_refused_with_its_likeness(cast: Cast, enter: Enter) -> None:
    status, page = shown(enter(cast.chief), (*AN[:4], "Xã An Hóa", *AN[5:]))
    assert status == 422
    assert "gần giống là Xã An Hòa" in page


def test_a_name_and_an_address_twice_in_one_file_name_the_line_before(cast: Cast, enter: Enter) -> None:
    first = ("Lê An", "le.an", "le@vi-du.vn", "", "Xã An Hòa", "", "")
    again = ("Lê Anh", "Le.An", "LE@vi-du.vn", "", "Xã An Hòa", "", "")
    status, page = shown(enter(cast.chief), first, again)
    assert status == 422
    assert "Ô B3 (Tên đăng nhập): trùng với dòng 2 của tệp" in page
    assert "Ô C3 (Thư điện tử): trùng với dòng 2 của tệp" in page
    assert "đã có người dùng" not in page, "nobody has them yet"
    assert "có 2 lỗi, chưa tạo gì" in page
    assert "1 dòng đúng; sửa lỗi rồi nộp lại" in page
    assert "sẽ tạo" not in page


def test_a_unit_merged_over_several_people_is_everybodys(cast: Cast, enter: Enter) -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate((HEAD, AN, ("Trần Thị Bình",))):
            sheet.write_row(number, 0, row)
        sheet.merge_range(1, HEAD.index("Đơn vị"), 2, HEAD.index("Đơn vị"), "Xã An Hòa")
    answer = enter(cast.chief).post("/tai-khoan/nhap/", {"file": SimpleUploadedFile("nguoi.xlsx", data.getvalue())})
    page = answer.content.decode()
    assert (answer.status_code, "binh.tt" in page) == (200, True)
    assert token_in(page)


def test_a_telephone_with_the_apostrophe_of_a_download_is_one(cast: Cast, enter: Enter) -> None:
    status, page = shown(enter(cast.chief), (*AN[:3], "'+84912345678", *AN[4:]))
    assert (status, "+84912345678" in page, "&#x27;+84" in page) == (200, True, False)


def test_what_changed_since_the_look_writes_nothing(cast: Cast, units: Units, enter: Enter) -> None:
    client = enter(cast.chief)
    token = token_in(shown(client, AN, BINH)[1])
    User.objects.create(username="binh.tt", full_name="Khác", unit_id=units.commune)
    actor = Actor(cast.chief.pk, "Hà", "")
    with pytest.raises(Refusal, match="chưa ghi gì"):
        bringing_in.write(token, actor=actor, now=clock.now())
    assert not User.objects.filter(username="an.lv").exists()


def test_a_list_is_written_once_and_by_its_owner_only(cast: Cast, enter: Enter) -> None:
    token = token_in(shown(enter(cast.chief), AN)[1])
    with pytest.raises(Refusal, match="chọn lại tệp"):
        bringing_in.write(token, actor=Actor(cast.local.pk, "Lợi", ""), now=clock.now())
    actor = Actor(cast.chief.pk, "Hà", "")
    assert bringing_in.write(token, actor=actor, now=clock.now()) == 1
    assert bringing_in.write(token, actor=actor, now=clock.now()) == 0, "its slips wait: nothing is written again"
    with pytest.raises(Refusal, match="một lần"):
        bringing_in.show_once(token, actor=Actor(cast.local.pk, "Lợi", ""), now=clock.now())


def test_four_hundred_people_are_read_in_a_fixed_number_of_queries(
    cast: Cast, enter: Enter, django_assert_max_num_queries: Callable[..., object]
) -> None:
    rows = [(f"Nguyễn Văn Số {number}", "", "", "", "Xã An Hòa", "", "Cán bộ thực hiện") for number in range(400)]
    client = enter(cast.chief)
    with django_assert_max_num_queries(25):  # type: ignore[attr-defined]
        status, page = shown(client, *rows)
    assert status == 200
    assert "Tạo 400 tài khoản" in page


def test_the_role_form_chooses_nothing_and_explains_each_role(cast: Cast, enter: Enter) -> None:
    page = enter(cast.chief).get(f"/tai-khoan/{cast.newcomer.pk}/giao-vai-tro/").content.decode()
    assert page.count('type="radio" name="role"') == 5
    assert " checked" not in page
    assert page.count("<small>") >= 5
    assert '<option value="" selected>' in page


def test_a_list_sent_twice_leads_to_the_slips_and_never_to_the_file_again(cast: Cast, enter: Enter) -> None:
    client = enter(cast.chief)
    given = {"token": token_in(shown(client, AN)[1])}
    first, second = (client.post("/tai-khoan/nhap/tao/", given) for _ in range(2))
    inline.run_waiting()
    for sent in (first, second):
        ready = client.get(sent.url, follow=True)
        assert "Hiện phiếu để in" in ready.content.decode()
    client.post(ready.redirect_chain[-1][0])
    third = client.post("/tai-khoan/nhap/tao/", given)
    inline.run_waiting()
    assert "không phải làm lại" in client.get(third.url, follow=True).content.decode()
    assert User.objects.filter(full_name=AN[0]).count() == 1
