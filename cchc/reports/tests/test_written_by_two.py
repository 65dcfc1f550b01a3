"""Two people write the same place of a report: whoever saves second is told, and neither text is lost."""

import re
from typing import Any

import pytest
from django.test import Client

from cchc.kernel import history
from cchc.reports.actions import outlines
from cchc.reports.models import Outline, Section
from cchc.reports.tests.year import WHO, begun, signed_in, units

SEEN = re.compile(r'name="((?:\w+-)?seen)" value="(\w+)"')


@pytest.fixture
def made(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-15")
    return units()


def opened(client: Client, page: str) -> dict[str, str]:
    """Open a form and return what it carries."""
    return dict(SEEN.findall(client.get(page).content.decode()))


def sent(client: Client, page: str, **data: Any) -> tuple[int, str]:
    answer = client.post(page, data)
    return answer.status_code, answer.content.decode()


def test_a_section_written_by_two_loses_neither_text(made: dict[str, int]) -> None:
    report = begun(made["so"])
    key = Section.objects.filter(report=report).order_by("pk").values_list("key", flat=True)[0]
    page = f"/bao-cao-dinh-ky/{report.pk}/muc/{key}/"
    one, other = (signed_in(role, "so", made["so"]) for role in ("officer", "head"))
    mine, theirs = opened(one, page), opened(other, page)
    assert sent(other, page, text="Lời của người kia", owner="", **theirs)[0] == 302
    history.settle()
    status, shown = sent(one, page, text="Lời của tôi", owner="", **mine)
    assert status == 422
    assert re.search(r"head-so[^<]* đã lưu phần này lúc", shown)
    assert "Lời của tôi" in shown
    assert "Lời của người kia" in shown
    assert Section.objects.get(report=report, key=key).text == "Lời của người kia"
    again = dict(SEEN.findall(shown))
    assert sent(one, page, text="Lời của cả hai", owner="", **again)[0] == 302
    assert Section.objects.get(report=report, key=key).text == "Lời của cả hai"


def test_who_saves_the_same_is_not_held_up(made: dict[str, int]) -> None:
    report = begun(made["so"])
    key = Section.objects.filter(report=report).order_by("pk").values_list("key", flat=True)[0]
    page = f"/bao-cao-dinh-ky/{report.pk}/muc/{key}/"
    client = signed_in("officer", "so", made["so"])
    first = opened(client, page)
    assert [sent(client, page, text="Như nhau", owner="", **first)[0] for _press in range(2)] == [302, 302]


def test_a_form_that_does_not_say_what_it_was_opened_on_overwrites_nothing(made: dict[str, int]) -> None:
    report = begun(made["so"])
    key = Section.objects.filter(report=report).order_by("pk").values_list("key", flat=True)[0]
    client = signed_in("officer", "so", made["so"])
    page = f"/bao-cao-dinh-ky/{report.pk}/muc/{key}/"
    assert sent(client, page, text="Lời", owner="", **opened(client, page))[0] == 302
    status, shown = sent(client, page, text="Lời khác", owner="")
    assert (status, "Không rõ biểu mẫu vừa gửi được mở từ nội dung nào" in shown, "Lời khác" in shown) == (
        422,
        True,
        True,
    )
    assert Section.objects.get(report=report, key=key).text == "Lời"
    assert sent(client, page, text="Lời khác", owner="", **dict(SEEN.findall(shown)))[0] == 302


def test_an_outline_edited_by_two(made: dict[str, int]) -> None:
    page = "/bao-cao-dinh-ky/de-cuong/sua/"
    office = signed_in("office", "tinh", made["tinh"])
    mine = opened(office, page)
    outlines.save("Tên người kia đặt", "I | Mở đầu | lời văn", **WHO)
    history.settle()
    status, shown = sent(office, page, title="Tên tôi đặt", text="I | Chung | lời văn", **mine)
    assert (status, "Tên người kia đặt" in shown, "I | Chung | lời văn" in shown) == (422, True, True)
    assert Outline.objects.get(published_at=None).title == "Tên người kia đặt"
    assert sent(office, page, title="Tên chung", text="I | Chung | lời văn", **dict(SEEN.findall(shown)))[0] == 302
    assert Outline.objects.get(published_at=None).title == "Tên chung"
