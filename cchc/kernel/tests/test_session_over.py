"""A session that ended, a stale form, an address that only takes forms: nothing typed is lost, nobody is stuck."""

import re
import tracemalloc

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel import session_over, way_back

TYPED = {"note": "Đã tập huấn cho 45 cán bộ", "percent": "70", "token": "bí mật của tôi", "csrfmiddlewaretoken": "x"}
LIST = "/nhat-ky/"


@pytest.mark.django_db
def test_what_a_visitor_without_session_sends_is_shown_back(client: Client) -> None:
    answer = client.post(LIST, TYPED, headers={"referer": f"http://testserver{LIST}?ai=ha"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Phiên làm việc đã hết" in page
    assert "Đã tập huấn cho 45 cán bộ" in page
    assert "bí mật" not in page
    assert "next=%2Fnhat-ky%2F%3Fai%3Dha" in page, "back to the page of the form"


@pytest.mark.django_db
def test_what_was_typed_stands_under_the_name_of_its_field(client: Client) -> None:
    page = client.post("/viec/5/bao-cao/", {"done_text": "Đã tập huấn cho 45 cán bộ", "percent": "70"}).content.decode()
    assert not re.search(r">\s*Ô 1\s*</label>", page)
    label = page[page.index('<label for="chu-1">') :].partition(">")[2].partition("<")[0]
    assert label == "Đã làm được gì"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent", [{}, {"percent": "70", "lam": "diem-tiep", "token": "01234567-89ab-cdef-0123-456789abcdef"}]
)
def test_a_button_without_words_goes_to_the_door(client: Client, sent: dict[str, str]) -> None:
    answer = client.post(LIST, sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/dang-nhap/?next=%2Fnhat-ky%2F")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("referer", "shown"), [("http://testserver/viec/5/bao-cao/", True), ("http://xau.vn/", False), ("", False)]
)
def test_a_stale_form_is_shown_back_only_to_whoever_came_from_here(referer: str, shown: bool) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(LIST, TYPED, headers={"referer": referer})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert ("Đã tập huấn cho 45 cán bộ" in page) is shown
    assert ('href="/viec/5/bao-cao/"' in page) is shown


def test_a_text_is_cut_before_it_is_looked_at() -> None:
    """28 MB of "a-" took a pattern 1.9 GB and 11 seconds."""
    request = RequestFactory().post("/", {f"o{place}": "a-" * 40_000 + "!" for place in range(40)})
    assert [len(text) for text in session_over.typed(request)] == [20_000] * 30
    request = RequestFactory().post("/", {"o": "a-" * 1_500_000 + "!"})
    request.POST  # noqa: B018 – read before the memory is looked at
    tracemalloc.start()
    try:
        session_over.typed(request)
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


def test_nothing_of_a_form_with_a_password_is_shown() -> None:
    sent = {
        "new_password": "mot cau bi mat rat dai",
        "new_password_again": "mot cau bi mat rat dai",
        "note": "một câu bí mật",
    }
    assert session_over.typed(RequestFactory().post("/", sent)) == []


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.text(max_size=60), max_size=8))
def test_no_secret_is_shown_whatever_is_sent(sent: dict[str, str]) -> None:
    request = RequestFactory().post("/")
    request.POST = QueryDict(mutable=True)  # type: ignore[misc]
    request.POST.update({**sent, "new_password": "một mật khẩu dài", "recovery": "một mã khôi phục"})
    shown = session_over.typed(request)
    assert "một mật khẩu dài" not in shown
    assert "một mã khôi phục" not in shown
    assert len(shown) <= 30


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/tai-khoan/5/vai-tro/3/thu-hoi/", "/tai-khoan/5/"),
        ("/tai-khoan/5/ngung/", "/tai-khoan/5/"),
        ("/khong/co/gi/", "/"),
        ("/x/", "/"),
    ],
)
def test_the_nearest_page_above_an_address(address: str, page: str) -> None:
    assert way_back.above(address, lambda _permission: True) == page
    assert way_back.above(address, lambda _permission: False) == "/"
