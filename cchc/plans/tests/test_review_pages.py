"""The pages from a file to a plan: what they say, what they refuse, who may open them, how many queries they make."""

import datetime as dt
import re
from typing import Any

import pytest

from cchc.plans.models import Reading
from cchc.plans.pages.review import wording
from cchc.plans.queries.review import review
from cchc.plans.rules.draft import find
from cchc.plans.tests.drafts import bearers, schedule
from cchc.plans.tests.reading_cases import RADIO, VIDEO, Readings, clear
from cchc.plans.tests.review_pages import fields, saved, seen, signed_in, url
from cchc.plans.types import Task
from cchc.ui.tests.page import tight

pytestmark = pytest.mark.django_db


# ------------------------------------------------------------------ the review
def test_the_first_line_counts_tasks_and_doubts_and_what_must_be_mended(readings: Readings, waiting: Reading) -> None:
    page = seen(signed_in(readings).get(url("review", waiting.pk)))
    assert "Duyệt bản bóc tách: 3 nhiệm vụ, 3 điểm cần kiểm tra" in page
    assert "2 chỗ phải sửa thì mới phê duyệt được" in page
    assert "Sở Nội vụ" in page
    assert "40 triệu đồng" in page


def test_every_doubt_has_a_place_and_each_leads_to_the_next(readings: Readings, waiting: Reading) -> None:
    body = tight(signed_in(readings).get(url("review", waiting.pk)).content.decode())
    places = re.findall(r'id="(cho-[0-9a-f]{12})"', body)
    assert len(places) == 3
    first = re.search(r'href="\?trang=1#(cho-[0-9a-f]{12})">Điểm cần kiểm tra tiếp theo', body)
    following = re.findall(r'href="\?trang=1#(cho-[0-9a-f]{12})">Chỗ tiếp theo', body)
    assert first is not None
    assert [first[1], *following] == places


def test_the_filter_shows_only_what_is_doubtful(readings: Readings, waiting: Reading) -> None:
    some = readings.waiting(clear("1.a", title=RADIO), clear("1.b", title=VIDEO, lead=bearers()))
    page = seen(signed_in(readings).get(url("review", some.pk) + "?chi=nghi-ngo"))
    assert VIDEO in page
    assert RADIO not in page


def test_agreeing_with_the_reader_takes_the_doubt_away_and_goes_on(readings: Readings, waiting: Reading) -> None:
    client = signed_in(readings)
    key = re.search(r'name="doubt" value="([0-9a-f]{12})"', client.get(url("review", waiting.pk)).content.decode())
    assert key is not None
    answer = client.post(url("settle", waiting.pk), {"doubt": key[1]})
    assert "#cho-" in answer["Location"]
    assert "2 điểm cần kiểm tra" in seen(client.get(url("review", waiting.pk)))


def test_a_condition_is_left_to_the_units_with_one_button(readings: Readings, waiting: Reading) -> None:
    signed_in(readings).post(url("leave_open", waiting.pk, 2), {"version": 1})
    waiting.refresh_from_db()
    assert find(waiting.opened, "2")[1].lead.optional is True


# ------------------------------------------------------------------ mending
def test_the_form_sent_as_it_opens_changes_nothing(readings: Readings, waiting: Reading) -> None:
    for key in ("1", "2", "3"):
        answer = saved(signed_in(readings), url("mend_task", waiting.pk, key), fields(waiting, key))
        assert answer.status_code == 302
        before = waiting.draft
        waiting.refresh_from_db()
        assert waiting.draft == before


def test_everything_of_a_task_can_be_mended(readings: Readings, waiting: Reading) -> None:
    changed = fields(
        waiting,
        "1",
        code="1.đ",
        title="Tên mới",
        products="Kế hoạch\nBáo cáo",
        group="g2",
        lead_units=["TS1", "TH"],
        partner_units=["TX1"],
        schedule_kind="recurring",
        every="month",
        day="-1",
        budget_kind="money",
        amount="5 triệu",
        per="kỳ",
        count="12",
        funding="NS tỉnh",
        note="Sửa",
    )
    assert saved(signed_in(readings), url("mend_task", waiting.pk, 1), changed).status_code == 302
    waiting.refresh_from_db()
    group, row = find(waiting.opened, "1")
    assert (group.no, row.code, row.title, row.products) == ("2", "1.đ", "Tên mới", ("Kế hoạch", "Báo cáo"))
    assert (row.lead.units, row.partners.units) == (("TS1", "TH"), ("TX1",))
    assert (row.schedule.kind, row.schedule.rrule) == ("recurring", "FREQ=MONTHLY;BYMONTHDAY=-1")
    assert (row.budget.total, row.budget.text) == (60_000_000, "40 tr")
    assert (row.funding, row.note) == ("NS tỉnh", "Sửa")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "1.b"}, "Mã 1.b đã dùng cho nhiệm vụ khác."),
        ({"schedule_kind": "deadline"}, "Có hạn cụ thể thì cần ngày phải hoàn thành."),
        ({"schedule_kind": "deadline", "end": "31/02/2019"}, "Tháng 2 năm 2019 chỉ có 28 ngày"),
        ({"schedule_kind": "recurring", "every": ""}, "Hãy chọn chu kỳ."),
        ({"schedule_kind": "recurring", "every": "quarter", "month": "5"}, "Chu kỳ này không có tháng đã chọn"),
        ({"schedule_kind": "event", "event": "khi có", "offset_days": "9999"}, "3650"),
        ({"budget_kind": "money", "amount": ""}, "Hãy ghi số tiền bằng đồng"),
        ({"amount": "nhiều lắm"}, "Ghi số tiền bằng đồng"),
        ({"lead_units": ["KHÔNG-CÓ"]}, "KHÔNG-CÓ"),
    ],
)
def test_what_can_not_be_is_said_at_its_field_and_kept(
    readings: Readings, waiting: Reading, changed: dict[str, Any], said: str
) -> None:
    answer = saved(
        signed_in(readings), url("mend_task", waiting.pk, 1), fields(waiting, "1", title="Đang gõ", **changed)
    )
    assert answer.status_code == 422
    assert said in seen(answer)
    assert "Đang gõ" in answer.content.decode()
    assert "data-error-summary" in answer.content.decode()


def test_saving_without_a_change_leaves_nothing_marked_as_mended(readings: Readings) -> None:
    """What the form shows in another order, or doesn't show, is no change; a rule that can't be chosen is kept."""
    weeks = schedule("recurring", text="2 tuần một lần", rrule="FREQ=WEEKLY;INTERVAL=2")
    quarterly = schedule("recurring", text="Hàng quý", rrule="FREQ=MONTHLY;INTERVAL=3")
    both = schedule("deadline", text="Trước 30/6 và khi có yêu cầu", end="2019-06-30", event="khi có yêu cầu")
    counted = schedule("event", text="…", event="sau khi ký", offset_days=10, offset_unit="working_days")
    times = (weeks, quarterly, both, counted)
    some = readings.waiting(*(clear(f"1.{n}", "S2", "S1", "H", schedule=time) for n, time in enumerate(times)))
    client = signed_in(readings)
    assert "Giữ nguyên: 2 tuần một lần" in seen(client.get(url("mend_task", some.pk, 1)))
    for key in "1234":
        some.refresh_from_db()
        sent = fields(some, key, lead_units=["TS1", "TS2", "TH"])  # as the page lists them, not the document
        assert saved(client, url("mend_task", some.pk, key), sent).status_code == 302
    some.refresh_from_db()
    assert [one.mended for one in review(some).tasks] == [frozenset()] * 4
    assert "Văn phòng đã sửa" not in seen(client.get(url("review", some.pk)))
    saved(client, url("mend_task", some.pk, 1), fields(some, "1", every="week", weekday="MO"))
    some.refresh_from_db()
    assert find(some.opened, "1")[1].schedule.rrule == "FREQ=WEEKLY;BYDAY=MO"
    assert seen(client.get(url("review", some.pk))).count("Văn phòng đã sửa") == 1


def test_doubts_that_ask_the_same_are_settled_at_once(readings: Readings) -> None:
    asks = [{"where": code, "field": "products", "why": "Không nêu sản phẩm phải có."} for code in ("1.a", "1.c")]
    other = {"where": "1.b", "field": "products", "why": "Khác."}
    some = readings.waiting(clear("1.a"), clear("1.b"), clear("1.c"), doubts=[*asks, other])
    client = signed_in(readings)
    page = seen(client.get(url("review", some.pk)))
    assert "Áp dụng cho 2 chỗ giống nhau" in page
    assert "Chỗ giống nhau ở nhiệm vụ: 1.c" in page
    first = review(some).doubts[0].key
    said = {"doubt": first, "giong-nhau": "1", "chi": "nghi-ngo"}
    answer = client.post(url("settle", some.pk), said)
    some.refresh_from_db()
    (left,) = review(some).doubts
    assert left.where == "1.b"
    assert answer["Location"].endswith(f"?chi=nghi-ngo&trang=1#cho-{left.key}")


def test_whoever_works_through_the_doubts_stays_in_their_list(readings: Readings, waiting: Reading) -> None:
    client = signed_in(readings)
    bound = {**fields(waiting, "2", condition="bound"), "chi": "nghi-ngo"}
    mended = saved(client, url("mend_task", waiting.pk, 2), bound)
    waiting.refresh_from_db()
    following = next(doubt for doubt in review(waiting).doubts if doubt.task == "3")
    assert mended["Location"].endswith(f"?chi=nghi-ngo&trang=1#cho-{following.key}")
    form = client.get(url("mend_task", waiting.pk, 3) + "?chi=nghi-ngo").content.decode()
    assert 'name="chi" value="nghi-ngo"' in form


def test_a_mended_year_is_no_mended_schedule(readings: Readings) -> None:
    quarter = schedule("window", text="Quý I", start="2018-01-01", end="2018-03-31")
    some = readings.waiting(clear("1.a", schedule=quarter), year=2018)
    client = signed_in(readings)
    frame = {"number": "9/KH-UBND", "issued_on": "6/12/2018", "place": "Nơi", "issuer": "UBND tỉnh", "title": "CCHC"}
    assert saved(client, url("mend_frame", some.pk), {**frame, "year": 2019, "version": 1}).status_code == 302
    some.refresh_from_db()
    (one,) = review(some).tasks
    assert one.task.schedule.end == dt.date(2019, 3, 31)
    assert "schedule" not in one.mended


def test_naming_units_instead_of_a_class_decides_the_condition(readings: Readings, waiting: Reading) -> None:
    chosen = fields(waiting, "2", lead_units=["TX1", "TX2"], condition="")
    assert saved(signed_in(readings), url("mend_task", waiting.pk, 2), chosen).status_code == 302
    waiting.refresh_from_db()
    lead = find(waiting.opened, "2")[1].lead
    assert (lead.units, lead.optional) == (("TX1", "TX2"), False)


def test_an_unknown_name_is_dropped_only_when_the_office_says_so(readings: Readings, waiting: Reading) -> None:
    client = signed_in(readings)
    chosen = fields(waiting, "3", lead_units=["TS2"])
    refused = saved(client, url("mend_task", waiting.pk, 3), chosen)
    assert "Còn “Sở Lạ” chưa rõ là ai" in seen(refused)
    assert saved(client, url("mend_task", waiting.pk, 3), {**chosen, "lead_complete": "on"}).status_code == 302
    waiting.refresh_from_db()
    assert find(waiting.opened, "3")[1].lead.unresolved == ()


def test_when_somebody_else_was_quicker_what_was_typed_is_kept_and_can_be_sent_again(
    readings: Readings, waiting: Reading
) -> None:
    client = signed_in(readings)
    saved(client, url("mend_task", waiting.pk, 2), fields(waiting, "2", note="người khác"))
    late = fields(waiting, "1", note="của tôi")
    answer = saved(client, url("mend_task", waiting.pk, 1), late)
    assert answer.status_code == 422
    assert "Bản bóc tách này đã được sửa từ khi bạn mở trang." in seen(answer)
    assert "của tôi" in answer.content.decode()
    version = re.search(r'name="version" value="(\d+)"', answer.content.decode())
    assert version is not None
    assert saved(client, url("mend_task", waiting.pk, 1), {**late, "version": version[1]}).status_code == 302
    waiting.refresh_from_db()
    assert (find(waiting.opened, "1")[1].note, find(waiting.opened, "2")[1].note) == ("của tôi", "người khác")


def test_htmx_gets_the_form_alone_and_then_a_fresh_page(readings: Readings, waiting: Reading) -> None:
    client, address = signed_in(readings), url("mend_task", waiting.pk, 1)
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'hx-post="' in part
    done = saved(client, address, fields(waiting, "1", note="x"), headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"


@pytest.mark.parametrize("field", ["lead", "partners", "schedule", "budget", "funding", "note", "products"])
def test_an_empty_cell_is_said_to_be_empty(field: str) -> None:
    assert wording.text_of(Task("1", "Việc thêm bằng tay"), field) == ""


def test_a_form_in_place_for_a_task_that_is_not_there_yet_is_sent_where_it_came_from(
    readings: Readings, waiting: Reading
) -> None:
    address = url("add_task", waiting.pk)
    part = signed_in(readings).get(address, headers={"HX-Request": "true"}).content.decode()
    assert f'hx-post="{address}"' in part


def test_the_frame_a_group_and_a_missed_task(readings: Readings, waiting: Reading) -> None:
    client = signed_in(readings)
    frame = {"number": "272/KH-UBND", "issued_on": "6/12/2018", "place": "Nơi", "issuer": "UBND tỉnh", "title": "CCHC"}
    assert saved(client, url("mend_frame", waiting.pk), {**frame, "year": 2019, "version": 1}).status_code == 302
    assert (
        client.post(url("add_group", waiting.pk), {"no": "3", "title": "Tài chính công", "version": 2}).status_code
        == 302
    )
    twice = saved(client, url("mend_group", waiting.pk, "g3"), {"no": "1", "title": "Tài chính công", "version": 3})
    assert "Đã có lĩnh vực mang số 1" in seen(twice)
    waiting.refresh_from_db()
    new = {"code": "3.a", "title": "Sót", "group": "g3", "schedule_kind": "undetermined", "budget_kind": "none"}
    assert client.post(url("add_task", waiting.pk), {**new, "lead_units": ["TS1"], "version": 3}).status_code == 302
    assert client.post(url("remove_task", waiting.pk, 3), {"version": 4}).status_code == 302
    waiting.refresh_from_db()
    assert [row.code for row in waiting.opened.tasks] == ["1.a", "1.b", "3.a"]
    assert client.get(url("mend_task", waiting.pk, 3)).status_code == 404


def test_dropping_asks_first_and_then_says_what_became_of_it(readings: Readings, waiting: Reading) -> None:
    client = signed_in(readings)
    assert "Bỏ bản bóc tách này?" in seen(client.get(url("drop_reading", waiting.pk)))
    client.post(url("drop_reading", waiting.pk), {"version": 1})
    assert "đã bỏ" in seen(client.get(url("review", waiting.pk)))


def test_a_blank_number_is_asked_where_it_stands_and_answered_in_one_form(readings: Readings) -> None:
    why = "Dòng “Số: /KH-UBND” ở phần đầu văn bản chưa ghi đủ số: hãy xem bản đã ký rồi ghi số, ký hiệu."
    asked = {"where": "", "field": "number", "why": why, "blocks": True}
    waiting, client = readings.waiting(clear("1.a"), number="", doubts=[asked]), signed_in(readings)
    page = client.get(url("review", waiting.pk))
    assert f"(phải sửa): {why}" in seen(page)
    assert f"{url('mend_frame', waiting.pk)}#id_number" in page.content.decode()
    assert "Đúng, giữ nguyên" not in seen(page), "nothing was read that could be right"
    form = client.get(url("mend_frame", waiting.pk))
    assert why in seen(form)
    answer = {**form.context["form"].initial, "number": "9/KH-UBND"}
    assert saved(client, url("mend_frame", waiting.pk), answer).status_code == 302
    assert why not in seen(client.get(url("review", waiting.pk)))
    assert client.post(url("adopt", waiting.pk), {"version": 2}).status_code == 302


def test_a_number_that_may_be_right_is_answered_by_one_button(readings: Readings) -> None:
    asked = {"where": "", "field": "number", "why": "“9/QĐ-UBND” không phải ký hiệu của kế hoạch.", "blocks": True}
    waiting, client = readings.waiting(clear("1.a"), number="9/QĐ-UBND", doubts=[asked]), signed_in(readings)
    assert "(phải trả lời)" in seen(client.get(url("review", waiting.pk)))
    page = client.get(url("adopt", waiting.pk))
    assert "Phải trả lời" in seen(page)
    assert client.post(url("adopt", waiting.pk), {"version": 1}).status_code == 422
    (doubt,) = page.context["doubts"]
    assert client.post(url("settle", waiting.pk), {"doubt": doubt.doubt.key}).status_code == 302
    assert client.post(url("adopt", waiting.pk), {"version": 2}).status_code == 302
