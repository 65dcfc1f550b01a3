"""The log tells acts in sentences with names; details are folded; what is looked for is said in people's words."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cchc.accounts.actions import grants, people
from cchc.accounts.models import User
from cchc.accounts.rules.roles import Role
from cchc.accounts.tests.conftest import Cast, Units
from cchc.kernel import clock, history, requests
from cchc.kernel.clock import ZONE
from cchc.kernel.history import Actor, coverage, exported, sentences, shown
from cchc.kernel.history.entries import Entry
from cchc.kernel.history.kinds import MOST, modules
from cchc.ui.tests.page import tight

Enter = Callable[[User], Client]


@pytest.fixture
def acts(cast: Cast, units: Units) -> None:
    actor, now = Actor(cast.local.pk, "Nguyễn Văn Lợi (loi.nv)", "10.0.0.1"), clock.now()
    grant = grants.give(
        cast.newcomer.pk, role=Role.OFFICER, unit_id=units.commune, valid_from=dt.date(2019, 5, 7), actor=actor, now=now
    )
    grants.end(grant, actor=actor, now=now)
    people.deactivate(cast.newcomer.pk, actor=actor, now=now)
    history.settle()


def told(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/nhat-ky/?{query}").content.decode()
    found = re.findall(r"<summary>(.*?)</summary>", page, flags=re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def test_an_act_is_one_sentence_with_names(cast: Cast, acts: None, enter: Enter) -> None:
    client = enter(cast.chief)
    who = "Nguyễn Văn Lợi (loi.nv)"
    said = told(client, "ai=loi.nv")
    assert (
        f"{who} giao vai trò Cán bộ thực hiện cho Võ Thị Cúc ở Xã An Hòa (Huyện Bến Sen), từ ngày 07/05/2019"
        in " | ".join(said)
    )
    assert f"{who} kết thúc vai trò Cán bộ thực hiện của Võ Thị Cúc ở Xã An Hòa (Huyện Bến Sen)" in " | ".join(said)
    assert f"{who} ngừng hoặc mở lại tài khoản của Võ Thị Cúc" in " | ".join(said)


def test_details_are_folded_and_no_raw_code_is_shown(cast: Cast, acts: None, enter: Enter) -> None:
    page = enter(cast.chief).get("/nhat-ky/?ai=loi.nv").content.decode()
    assert "<details open" not in page
    shown = re.sub(r"<(script|style)[^>]*>.*?</\1>|<[^>]+>", " ", page, flags=re.S)
    assert not re.search(r"accounts_|\bofficer\b", shown)


def test_what_is_looked_for_is_said_in_words(cast: Cast, units: Units, acts: None, enter: Enter) -> None:
    client = enter(cast.chief)
    assert len(told(client, f"don_vi={units.district}&bang=accounts_grant")) == 2, "the district's people"
    assert told(client, f"don_vi={units.neighbour}") == []
    assert told(client, "bang=accounts_grant&thao_tac=insert&ai=loi.nv&tu=01012019") != []
    page = client.get("/nhat-ky/?tu=31/06/2020").content.decode()
    assert "Tháng 6 chỉ có 30 ngày." in page


def test_kinds_of_record_are_few_and_under_the_module_that_keeps_them(cast: Cast, acts: None, enter: Enter) -> None:
    client = enter(cast.chief)
    page = client.get("/nhat-ky/").content.decode()
    field = tight(page[page.index('name="bang"') : page.index("</select>", page.index('name="bang"'))])
    groups = dict(re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', field, flags=re.S))
    listed = {words: re.findall(r"<option[^>]*>([^<]+)<", inside) for words, inside in groups.items()}
    assert {"Kế hoạch, nhiệm vụ", "Tài khoản, phân quyền", "Văn bản"} <= listed.keys()
    assert [words for words, kinds in listed.items() if not 1 <= len(kinds) <= 1 + MOST] == []
    assert [kinds[0] for words, kinds in listed.items() if kinds[0] != f"Mọi hồ sơ: {words}"] == []
    assert not re.search(r">[^<]*(_|[a-z]+s<)", field), "names of the program"
    held = [table for one in modules() for table in one.tables]
    assert sorted(held) == sorted(coverage.attached()), "every table is found under one module"


def test_a_module_finds_all_of_its_records(cast: Cast, acts: None, enter: Enter) -> None:
    client = enter(cast.chief)
    assert len(told(client, "bang=accounts&ai=loi.nv")) == len(told(client, "ai=loi.nv")) > 0
    assert told(client, "bang=plans&ai=loi.nv") == []


def test_a_change_names_only_what_people_have_a_name_for(db: None) -> None:
    models = {table: model for table in coverage.attached() if (model := shown.model(table))}
    columns = [(table, field) for table, model in models.items() for field in model._meta.concrete_fields[1:]]
    named = [(table, f.name, shown.column(table, f.column)) for table, f in columns if shown.is_named(table, f.column)]
    assert len(named) > 200
    assert [one for one in named if one[2].casefold() == one[1].replace("_", " ")] == []
    assert shown.column("plans_report", "reported_by_id") == "Người dùng"


def test_a_page_of_the_log_costs_a_query_for_each_kind_of_record_at_most(cast: Cast, acts: None, enter: Enter) -> None:
    client = enter(cast.chief)
    client.get("/nhat-ky/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/nhat-ky/")
    assert len(queries) <= 19, [query["sql"][:100] for query in queries]


def test_what_one_request_wrote_is_one_act(cast: Cast, units: Units, enter: Enter) -> None:
    client = enter(cast.chief)
    client.post(
        "/tai-khoan/them/",
        {
            "full_name": "Hồ Văn Mới",
            "username": "moi.hv",
            "unit": units.commune,
            "position": "",
            "email": "",
            "phone": "",
        },
    )
    history.settle()
    said = [one for one in told(client, "ai=ha.tt") if "moi.hv" in one]
    assert said == ["Trần Thị Hà (ha.tt) tạo tài khoản moi.hv cho Hồ Văn Mới, Xã An Hòa (Huyện Bến Sen)"]


@pytest.mark.parametrize(
    "address", ["/tim-kiem/?q=%00", "/van-ban/?q=%00a", "/nhat-ky/?den=31/12/9999", "/nhat-ky/?ai=%00"]
)
def test_what_is_no_text_in_an_address_is_left_out(cast: Cast, enter: Enter, address: str) -> None:
    assert enter(cast.chief).get(address).status_code in {200, 403}


def test_nothing_is_at_an_address_with_a_nul(cast: Cast, enter: Enter) -> None:
    assert enter(cast.chief).get("/tai-khoan/nhap/phieu/%00/").status_code == 404


def test_an_act_of_many_changes_is_one_line_on_one_page(cast: Cast, enter: Enter) -> None:
    """However many rows one request writes: its own entry heads them, all are counted, the page before stays whole."""
    actor, now = Actor(cast.local.pk, "Nguyễn Văn Lợi (loi.nv)", "10.0.0.1"), clock.now()
    people.deactivate(cast.newcomer.pk, actor=actor, now=now)
    history.settle()
    number = requests._id.set("mot-yeu-cau")
    with history.attributed(actor):
        User.objects.bulk_create(
            User(username=f"nguoi{n}", full_name=f"Người {n}", unit_id=cast.newcomer.unit_id) for n in range(130)
        )
    history.settle()
    requests._id.reset(number)
    said = told(enter(cast.chief), "ai=loi.nv")
    assert said[0].startswith("Nguyễn Văn Lợi (loi.nv) tạo tài khoản nguoi0 ")
    assert said[0].endswith("(gồm 130 thay đổi)")
    assert "tài khoản của Võ Thị Cúc" in said[1]
    assert len(said) == 2


def test_pages_of_the_log_meet_between_acts(
    cast: Cast, acts: None, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter(cast.chief)
    whole = told(client, "ai=loi.nv")
    monkeypatch.setattr("cchc.accounts.pages.audit._PER_PAGE", 2)
    walked, page = [], "ai=loi.nv"
    for _ in range(len(whole)):
        walked += told(client, page)
        older = re.search(r'href="\?([^"]*)" rel="next"', client.get(f"/nhat-ky/?{page}").content.decode())
        if older is None:
            break
        page = older[1].replace("&amp;", "&")
    assert walked == whole


READINGS = {
    "accounts_user": ("Danh sách người dùng", "xem danh sách người dùng", "looked at the list of users"),
    "accounts_secondfactor": ("Phiếu mật khẩu dùng một lần", "xem phiếu mật khẩu", "looked at slips of one-time"),
    "kernel_auditentry": (exported.WHAT, "xem nhật ký xuất ra tệp", "looked at the log, taken away as a file"),
}


@pytest.mark.parametrize("table", READINGS)
def test_what_was_read_is_said_in_the_language_of_the_page(cast: Cast, enter: Enter, table: str) -> None:
    what, vietnamese, english = READINGS[table]
    history.record_read(Actor(cast.local.pk, "Nguyễn Văn Lợi (loi.nv)", "10.0.0.1"), table, [], what=what)
    history.settle()
    client = enter(cast.chief)
    assert vietnamese in told(client, "ai=loi.nv")[0]
    page = client.get("/en/nhat-ky/?ai=loi.nv").content.decode()
    assert english in " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_file_is_bounded_and_the_page_says_so(
    cast: Cast, acts: None, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter(cast.chief)
    assert ".xlsx tối đa 5.000, .csv tối đa 50.000" in client.get("/nhat-ky/").content.decode()
    monkeypatch.setattr(exported, "MOST", {"xlsx": 1, "csv": 2})
    sent = client.get("/nhat-ky/?xuat=csv")
    assert (sent.streaming, len(b"".join(sent.streaming_content).splitlines())) == (True, 1 + 2)
    assert sent["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("table", "action", "heads"),
    [
        ("plans_task", "insert", True),
        ("plans_taskgroup", "insert", False),  # along with its first task
        ("organisation_unitchange", "insert", True),
        ("organisation_unitversion", "insert", False),
        ("par_index_sample", "insert", False),
        ("par_index_survey", "update", True),
    ],
)
def test_what_is_written_along_has_a_sentence_and_heads_no_act(table: str, action: str, heads: bool) -> None:
    entry = Entry(1, dt.datetime(2019, 3, 18, tzinfo=ZONE), None, "", "", "", table, "1", action, {}, {})
    assert (table, action, "") in sentences.offered()
    assert sentences.has_own(entry) is heads
