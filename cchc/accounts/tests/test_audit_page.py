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
from cchc.kernel import clock, history
from cchc.kernel.history import Actor

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


def test_a_page_of_the_log_costs_a_query_for_each_kind_of_record_at_most(cast: Cast, acts: None, enter: Enter) -> None:
    client = enter(cast.chief)
    client.get("/nhat-ky/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/nhat-ky/")
    assert len(queries) <= 22, [query["sql"][:100] for query in queries]


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
