"""A round of the index from self-scoring to the public page: commune, district, owner of criteria, provincial office.

The demonstration stands on 30 September 2019: rounds over the first nine months are open for self-scoring at each
level. The tests are one story and run in the order of the file; the commune works on a phone without scripts.
"""

import datetime as dt
import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cchc.documents.tests.authority import PASSPHRASE, Authority
from tests.browser.conftest import OUTPUT
from tests.browser.round_steps import (
    appraisal_of,
    fill_best,
    forms,
    leaf,
    own_sheet,
    press,
    says,
    scanned,
    score_the_rest,
    the_round,
    worst,
)
from tests.browser.test_pages import sign_in
from tools import platform as platforms
from tools import screenshots
from tools.platform import Platform

pytestmark = pytest.mark.browser
COMMUNES, DISTRICTS = "Chấm điểm 9 tháng năm 2019: cấp xã của Huyện Tam Nông", "Chấm điểm 9 tháng năm 2019: cấp huyện"
PAPERS = OUTPUT.parent / "documents"
LOWERED = "Văn bản kèm theo ban hành sau thời hạn của tiêu chí."
EXPLAINED = "Đã bổ sung công văn gia hạn của Sở Tài chính."
SIGNER = "Ủy ban nhân dân tỉnh Đồng Tháp"
PROOF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
Look = Callable[[Page, str], None]
Enter = Callable[..., Page]


@pytest.fixture(scope="module")
def autumn() -> Iterator[Platform]:
    with platforms.served(demo="2019-09-30") as platform:
        yield platform


@pytest.fixture(scope="module")
def enter(autumn: Platform, chromium: Browser) -> Iterator[Enter]:
    """Open a browser for each person, once; all are closed at the end."""
    pages: dict[str, Page] = {}

    def come_in(who: str, *, width: int = 1440, scripts: bool = True) -> Page:
        if who not in pages:
            window = {"width": width, "height": 900}
            context = chromium.new_context(viewport=window, java_script_enabled=scripts, locale="vi-VN")  # type: ignore[arg-type]
            pages[who] = context.new_page()
            pages[who].set_default_timeout(15_000)
            if who:
                sign_in(pages[who], autumn, who)
        return pages[who]

    yield come_in
    for page in pages.values():
        page.context.close()


@pytest.fixture
def look(picture: Callable[[Page, str], None]) -> Look:
    def sound(page: Page, name: str) -> None:
        """Keep a picture, and let axe look where scripts run."""
        if page.evaluate("() => Boolean(window.htmx)"):
            assert screenshots.violations(page) == []
        assert screenshots.overflow(page) <= 0
        picture(page, f"round-{name}")

    return sound


# ------------------------------------------------------------------ the commune
def test_a_commune_scores_itself_on_a_phone_without_scripts(autumn: Platform, enter: Enter, look: Look) -> None:
    page = enter("hoabinh", width=360, scripts=False)
    own_sheet(page, autumn, COMMUNES)
    leaf(page, "1.3.1")
    page.get_by_label("Số đạt").fill("9")
    page.get_by_label("Trên tổng số").fill("6")
    press(page, "Lưu điểm")
    expect(page.locator(".error-summary")).to_contain_text("9/6 không phải một phần của tổng")
    expect(page.get_by_label("Số đạt")).to_have_value("9")
    page.get_by_label("Số đạt").fill("6")
    press(page, "Lưu điểm")
    says(page, "6/6 = 100%: từ 100%: đủ điểm")
    page.get_by_label("Số, ký hiệu văn bản").fill("15/KH-UBND")
    page.get_by_label("Ngày văn bản").fill("20/1/2019")
    page.get_by_label("Mục, trang").fill("mục III, trang 4")
    press(page, "Lưu điểm")
    says(page, "15/KH-UBND ngày 20/01/2019, mục III, trang 4")
    look(page, "1-commune")


def test_its_chairman_confirms_and_nobody_changes_it_any_more(autumn: Platform, enter: Enter) -> None:
    chairman = enter("cthoabinh")
    own_sheet(chairman, autumn, COMMUNES)
    press(chairman, "Xác nhận, khóa phiếu")
    says(chairman, "tiêu chí chưa tự chấm: 1.")
    clerk = enter("hoabinh")
    score_the_rest(clerk, autumn, COMMUNES)
    press(chairman, "Xác nhận, khóa phiếu")
    says(chairman, "khóa tự chấm ngày 30/09/2019")
    own_sheet(clerk, autumn, COMMUNES)
    leaf(clerk, "1.3.1")
    expect(clerk.get_by_role("button", name="Lưu điểm")).to_have_count(0)


def test_the_district_runs_the_round_of_its_communes(autumn: Platform, enter: Enter, look: Look) -> None:
    page = enter("cttamnong")
    the_round(page, autumn, COMMUNES)
    says(page, "phiếu tự chấm đã khóa")
    look(page, "2-communes")
    press(page, "Kết thúc bước “Tự chấm điểm”")
    says(page, "khóa tự động")
    page.get_by_role("row").filter(has_text="Xã Hòa Bình").get_by_role("link").first.click()
    leaf(page, "1.3.1")
    says(page, "15/KH-UBND")
    press(page, "Lưu điểm")
    says(page, "Đã lưu điểm của tiêu chí.")


# ------------------------------------------------------------------ the district is scored itself
def test_a_measured_score_leads_to_the_records_of_plan_and_reports(autumn: Platform, enter: Enter, look: Look) -> None:
    page = enter("tamnong")
    own_sheet(page, autumn, DISTRICTS)
    sheet = page.url
    for code, records in (("1.1.3", "/viec/"), ("1.2.1", "/bao-cao-dinh-ky/")):
        page.goto(sheet)
        leaf(page, code)
        says(page, "đo từ hồ sơ")
        expect(page.get_by_role("button", name="Lưu điểm")).to_have_count(0)
        page.get_by_role("link", name="Xem hồ sơ đứng sau con số").click()
        look(page, f"3-records-{code}")
        record = page.locator(f"main a[href*='{records}']").first
        name = record.inner_text()
        record.click()
        expect(page).to_have_url(re.compile(records))
        assert name


def test_a_district_proves_with_a_file_and_its_chairman_locks(autumn: Platform, enter: Enter) -> None:
    page = enter("tamnong")
    own_sheet(page, autumn, DISTRICTS)
    leaf(page, "6.1.1")
    fill_best(page)
    press(page, "Lưu điểm")
    says(page, "Đã lưu điểm của tiêu chí.")
    page.locator("details", has_text="nộp kèm").evaluate("(node) => { node.open = true }")
    file = {"name": "qd.pdf", "mimeType": "application/pdf", "buffer": PROOF}
    page.get_by_label("Tệp", exact=True).set_input_files(file)  # type: ignore[arg-type]
    press(page, "Lưu điểm")
    expect(page.get_by_role("link", name="qd.pdf")).to_be_visible()
    score_the_rest(page, autumn, DISTRICTS)
    chairman = enter("cttamnong")
    own_sheet(chairman, autumn, DISTRICTS)
    press(chairman, "Xác nhận, khóa phiếu")
    says(chairman, "khóa tự chấm ngày 30/09/2019")


# ------------------------------------------------------------------ owner of criteria, and back
def test_the_owner_of_criteria_appraises_its_own_criteria_only(autumn: Platform, enter: Enter, look: Look) -> None:
    office = enter("vanphong")
    the_round(office, autumn, DISTRICTS)
    press(office, "Kết thúc bước “Tự chấm điểm”")
    owner = enter("taichinh")
    the_round(owner, autumn, DISTRICTS)
    owner.get_by_role("link", name="Thẩm định", exact=True).click()
    offered = owner.get_by_label("Tiêu chí tôi thẩm định").locator("option")
    expect(offered.first).to_be_attached()
    codes = offered.evaluate_all("all => all.map(o => o.value)")
    assert codes
    assert {code.split(".")[0] for code in codes} == {"6"}, "finance is what the department of finance owns"
    look(owner, "4-appraisal")
    owner.get_by_role("row").filter(has_text="Huyện Tam Nông").get_by_role("link").first.click()
    expect(owner.get_by_role("heading", level=1)).to_contain_text("6.1.1")
    worst(owner)
    press(owner, "Lưu điểm")
    says(owner, "Điểm khác điểm đang có thì phải nêu lý do")
    owner.get_by_label("Giải thích").fill(LOWERED)
    press(owner, "Lưu điểm")
    says(owner, LOWERED)
    for code in codes:
        owner.goto(re.sub(r"/chi-so/.*", "", owner.url) + appraisal_of(owner, autumn, DISTRICTS) + f"?muc={code}")
        button = owner.get_by_role("button", name="Đồng ý với đơn vị đã chọn")
        if button.count():
            button.click()
            expect(owner.get_by_role("status")).to_be_visible()


def test_the_office_appraises_what_is_left(autumn: Platform, enter: Enter) -> None:
    page = enter("vanphong")
    the_round(page, autumn, DISTRICTS)
    sheets = page.locator("main table[data-rows] tbody th a").evaluate_all("all => all.map(a => a.href)")
    assert len(sheets) == 12
    for address in sheets:
        page.goto(address)
        if page.get_by_role("button", name="Đồng ý các điểm còn lại").count():
            press(page, "Đồng ý các điểm còn lại")
            says(page, "Đã đồng ý các tiêu chí còn lại.")
    the_round(page, autumn, DISTRICTS)
    expect(page.locator(".figure").filter(has_text="điểm tiêu chí chưa thẩm định")).to_contain_text("0")
    press(page, "Kết thúc bước “Thẩm định”")


def test_the_district_explains_and_the_owner_checks_again(autumn: Platform, enter: Enter, look: Look) -> None:
    page = enter("tamnong")
    own_sheet(page, autumn, DISTRICTS)
    expect(page.locator("#muc-6\\.1\\.1 .short-of")).to_be_visible()
    leaf(page, "6.1.1")
    says(page, LOWERED)
    fill_best(page)
    page.get_by_label("Giải thích").fill(EXPLAINED)
    press(page, "Lưu điểm")
    says(page, EXPLAINED)
    office = enter("vanphong")
    the_round(office, autumn, DISTRICTS)
    press(office, "Kết thúc bước “Giải trình”")
    owner = enter("taichinh")
    own = autumn.url + appraisal_of(owner, autumn, DISTRICTS)
    owner.goto(f"{own}?muc=6.1.1")
    owner.get_by_role("row").filter(has_text="Huyện Tam Nông").get_by_role("checkbox").check()
    owner.get_by_role("button", name="Chấp nhận giải trình của đơn vị đã chọn").click()
    owner.get_by_role("row").filter(has_text="Huyện Tam Nông").get_by_role("link").first.click()
    for figure in ("Tự chấm", "Thẩm định", "Giải trình", "Phúc tra"):
        expect(owner.get_by_role("rowheader", name=re.compile(f"^{figure}")).first).to_be_visible()
    look(owner, "5-three-figures")


# ------------------------------------------------------------------ survey, council, publication
def test_the_office_brings_in_the_survey_and_a_citizen_answers_online(
    autumn: Platform, enter: Enter, look: Look, tmp_path: Path
) -> None:
    page = enter("vanphong")
    the_round(page, autumn, DISTRICTS)
    page.get_by_role("link", name="Khảo sát", exact=True).click()
    page.get_by_role("button", name="Lập khảo sát").click()
    page.wait_for_url(re.compile(r"/khao-sat/\d+/$"))
    page.get_by_label("Nhận trả lời trên mạng đến hết ngày").fill("15/11/2019")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("status")).to_be_visible()
    survey = page.url
    expect(page.get_by_text("Chưa phát mã được: câu hỏi chưa sẵn sàng")).to_be_visible()
    for box in page.get_by_role("textbox", name=re.compile("^Câu hỏi cho tiêu chí")).all():
        box.fill("Ông (bà) có hài lòng không?")
    for group in page.get_by_role("group", name=re.compile("^Hỏi nhóm nào")).all():
        group.get_by_label("Mọi nhóm").check()
    page.get_by_role("button", name="Lưu câu hỏi").click()
    expect(page.get_by_text("Chưa phát mã được")).to_have_count(0)
    page.get_by_label("Số mã mỗi đơn vị").fill("1")
    page.get_by_label("In giấy mời có mã QR").check()
    page.get_by_role("button", name="Phát mã").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("12 giấy mời")
    look(page, "6-slips")
    citizen = enter("", width=360)
    citizen.goto(scanned(page, tmp_path))
    look(citizen, "6-citizen")
    for group in citizen.get_by_role("group").all():
        group.get_by_role("radio").first.check()
    citizen.get_by_role("button", name="Gửi phiếu").click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text("Cảm ơn bạn đã trả lời")
    page.goto(survey)
    page.locator("form", has=page.get_by_role("button", name="Nhập phiếu")).locator("input[type=file]").set_input_files(
        forms(page, tmp_path)
    )
    page.get_by_role("button", name="Nhập phiếu").click()
    says(page, "361 phiếu hợp lệ")
    look(page, "7-survey")


def test_the_council_publishes_and_anybody_reads_it(autumn: Platform, enter: Enter, look: Look) -> None:
    page = enter("vanphong")
    the_round(page, autumn, DISTRICTS)
    press(page, "Kết thúc bước “Phúc tra”")
    page.get_by_role("link", name="Công bố").click()
    look(page, "8-publish")
    page.get_by_label("Người ký").select_option(label="Chủ tịch Ủy ban nhân dân tỉnh (mẫu), Chủ tịch")
    press(page, "Công bố")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xếp hạng 12 đơn vị")
    look(page, "9-results")
    page.get_by_role("link", name="Bản công khai").click()
    page.wait_for_url("**/cong-khai/chi-so/**")
    address = page.url
    citizen = enter("", width=360)
    citizen.goto(address)
    expect(citizen.get_by_role("heading", level=1)).to_have_text(DISTRICTS)
    look(citizen, "10-public")
    digest = citizen.locator("p", has_text="Mã SHA-256 của tệp JSON").locator("code.hash").text_content()
    with citizen.expect_download() as snapshot:
        citizen.get_by_role("link", name="JSON", exact=True).click()
    frozen = Path(snapshot.value.path()).read_bytes()
    assert hashlib.sha256(frozen).hexdigest() == digest
    mine = next(unit for unit in json.loads(frozen)["units"] if unit["name"] == "Huyện Tam Nông")
    assert {one["file"] for one in mine["evidence"]} >= {"qd.pdf"}
    assert {one["code"]: one["figure"] for one in mine["leaves"]}["6.1.1"] == "rechecked"


def test_the_notice_of_ranking_is_on_paper_with_the_digest(autumn: Platform, enter: Enter) -> None:
    page = enter("vanphong")
    the_round(page, autumn, DISTRICTS)
    page.get_by_role("link", name="Công bố").click()
    expect(page.get_by_role("link", name=re.compile("^Thông báo .*TB-UBND"))).to_be_visible()
    with page.expect_download() as package:
        page.get_by_role("link", name="Bản 1 (.zip)").click()
    with page.expect_download() as word:
        page.get_by_role("link", name=re.compile("[.]docx$")).click()
    PAPERS.mkdir(parents=True, exist_ok=True)
    word.value.save_as(PAPERS / "thong-bao-xep-hang.docx")
    with zipfile.ZipFile(PAPERS / "thong-bao-xep-hang.docx") as book:
        text = re.sub(r"<[^>]+>", "", book.read("word/document.xml").decode())
    assert "Huyện Tam Nông" in text
    digest = re.search(r"[0-9a-f]{64}", text)
    with zipfile.ZipFile(package.value.path()) as kept:
        lines = kept.read("SHA256SUMS").decode().splitlines()
        listed = {line[66:]: line[:64] for line in lines}
        assert {name: hashlib.sha256(kept.read(name)).hexdigest() for name in listed} == listed
        assert set(kept.namelist()) == {*listed, "SHA256SUMS"}
        assert digest
        assert digest[0] == listed["ket-qua.json"]
        assert kept.read(next(name for name in listed if name.endswith("qd.pdf"))) == PROOF
        assert any(name.startswith("thong-bao/") for name in listed)


def test_the_notice_is_signed_and_with_it_the_results(autumn: Platform, enter: Enter, look: Look) -> None:
    page = enter("vanphong")
    the_round(page, autumn, DISTRICTS)
    page.get_by_role("link", name="Công bố").click()
    page.get_by_role("link", name="ký số").click()
    days = (dt.datetime(2019, 1, 1, tzinfo=dt.UTC), dt.datetime(2029, 1, 1, tzinfo=dt.UTC))
    key = {"name": "so-noi-vu.p12", "mimeType": "application/x-pkcs12", "buffer": Authority().file(SIGNER, days)}
    page.locator("[name=certificate]").set_input_files(key)  # type: ignore[arg-type]
    page.locator("[name=passphrase]").fill(PASSPHRASE)
    press(page, "Ký số")
    says(page, "Đã ký số")
    the_round(page, autumn, DISTRICTS)
    page.get_by_role("link", name="Công bố").click()
    says(page, "có tệp ký, chưa kiểm tra được")  # an authority of the test alone
    look(page, "9-published")
    citizen = enter("", width=360)
    with citizen.expect_download() as paper:
        citizen.get_by_role("link", name=re.compile("^thông báo .*PDF")).click()
    program = shutil.which("pdfsig")
    assert program, "poppler-utils is missing: run tools/install-test-programs"
    seen = subprocess.run([program, str(paper.value.path())], capture_output=True, text=True, check=False).stdout
    assert "Signature Validation: Signature is Valid." in seen
    assert SIGNER in seen


def test_the_district_sees_what_the_next_class_would_take(autumn: Platform, enter: Enter, look: Look) -> None:
    page = enter("tamnong")
    own_sheet(page, autumn, DISTRICTS)
    page.get_by_role("link", name="Cần làm gì để tăng điểm").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look(page, "11-what-if")
