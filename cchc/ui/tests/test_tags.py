"""The tags and filters of ``{% load ui %}``."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

from cchc.kernel import clock
from cchc.kernel.history.shown import Change
from cchc.ui.templatetags import ui
from cchc.ui.templatetags.ui import _Constant


def _shown(source: str, query: str = "", **context: object) -> str:
    request = RequestFactory().get(f"/ke-hoach/?{query}")
    return Template("{% load ui %}" + source).render(Context({"request": request, **context}))


def test_a_status_is_colour_mark_and_word_and_escapes() -> None:
    shown = _shown('{% tag "late" word %}', word="<Trễ>")
    assert shown == '<span class="tag tag--late" data-mark="!">&lt;Trễ&gt;</span>'
    assert _shown('{% tag "risk" "Nghi ngờ" "?" %}').count('data-mark="?"') == 1


@pytest.mark.parametrize(
    ("state", "look"), [("granted", "done"), ("lost", "late"), ("refused", "late"), ("asked", "info")]
)
def test_a_state_has_the_look_it_is_named_under(state: str, look: str) -> None:
    shown = _shown('{% look state done="granted" late="refused lost" otherwise="info" %}', state=state)
    assert shown == look


@pytest.mark.parametrize(
    ("given", "classes"),
    [
        ({}, "table"),
        ({"phone": True}, "table table--phone"),
        ({"kind": "scores", "tight": True}, "table scores table--tight"),
    ],
)
def test_a_component_has_its_name_and_its_modifiers(given: dict[str, object], classes: str) -> None:
    assert _shown("{% modified 'table' kind tight=tight phone=phone %}", **given) == classes


def test_an_unknown_status_is_a_mistake_of_the_page() -> None:
    with pytest.raises(TemplateSyntaxError):
        _shown('{% tag "red" "Trễ" %}')


def test_a_stack_bar_is_read_as_percentages_and_fills_its_width() -> None:
    shown = _shown("{% stack_bar done=3 late=1 %}")
    assert 'aria-label="xong 75%, trễ 25%"' in shown
    assert 'x="75.00" width="25.00"' in shown
    assert "chưa có việc" in _shown("{% stack_bar %}")
    waiting = _shown("{% stack_bar done=3 waiting=2 open=2 %}")
    assert 'aria-label="xong 42,9%, chờ xác nhận 28,6%, còn hạn 28,6%"' in waiting
    assert waiting.count('class="is-info"') == 1


@pytest.mark.parametrize(
    ("now", "sort", "link"),
    [
        ("", None, "q=a&amp;sap=due"),
        ("&sap=due", "ascending", "q=a&amp;sap=-due"),
        ("&sap=-due&trang=3", "descending", "q=a&amp;sap=due"),
    ],
)
def test_a_sorted_header_keeps_filters_and_forgets_the_page(now: str, sort: str | None, link: str) -> None:
    shown = _shown('{% sort_header "due" "Hạn" %}', f"q=a{now}")
    assert f'href="?{link}"' in shown
    assert ("aria-sort" in shown) == (sort is not None)
    assert sort is None or f'aria-sort="{sort}"' in shown


def test_filters_speak_the_language_of_the_page() -> None:
    source = "{{ n|vn_number }} {{ day|vn_date }} {{ money|vn_money }}"
    values = {"n": 1214.5, "day": dt.date(2019, 5, 7), "money": 1_234_567}
    exact = '<data value="1234567" title="{}">{}</data>'
    said = exact.format("1.234.567 đồng", "1,23 triệu đồng")
    assert _shown(source, **values) == f"1.214,5 07/05/2019 {said}"
    with translation.override("en"):
        said = exact.format("VND 1,234,567", "VND 1.23 million")
        assert _shown(source, **values) == f"1,214.5 7 May 2019 {said}"


def test_a_sum_in_large_type_has_its_unit_small() -> None:
    exact = '<data value="506340000" title="506.340.000 đồng">506,34 <small>triệu đồng</small></data>'
    assert _shown("{{ sum|vn_money_figure }}", sum=506_340_000) == exact
    with translation.override("en"):
        assert "<small>VND</small> 506.34 <small>million</small>" in _shown(
            "{{ sum|vn_money_figure }}", sum=506_340_000
        )
    assert _shown("{{ sum|vn_money_figure }}", sum=None) == "–"


@pytest.mark.parametrize(
    ("recorded", "shown"),
    [
        ("2019-09-30", "30/09/2019"),
        ("2019-09-30T08:33:16.903687+00:00", "15 giờ 33, 30/09/2019"),
        ("2019-09-31", "2019-09-31"),
        ("2019-09-30 là hạn", "2019-09-30 là hạn"),
        ("true", "có"),
        ("false", "không"),
        ("733", "733"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_a_recorded_value_is_shown_as_people_write_it(recorded: str, shown: str) -> None:
    assert shown in _shown("{{ value|vn_recorded }}", value=recorded)


def test_a_moment_is_told_in_local_time() -> None:
    moment = dt.datetime(2019, 5, 6, 18, 30, tzinfo=dt.UTC)
    assert _shown("{{ at|vn_moment }}", at=moment) == (
        '<time datetime="2019-05-07T01:30+07:00">1 giờ 30, 07/05/2019</time>'
    )
    assert _shown("{{ at|vn_date }}", at=moment) == "07/05/2019"
    assert _shown("{{ at|vn_date }}", at=moment.astimezone(clock.ZONE)) == "07/05/2019"


def test_a_year_stays_a_year() -> None:
    assert _shown("{{ year }}", year=2019) == "2019"


def test_a_form_that_asks_anew_keeps_the_other_filters() -> None:
    shown = _shown('{% keep_query "ky" %}', "ky=2019&trang=3&don_vi=1&don_vi=2&q=%3Cb%3E")
    assert shown == (
        '<input type="hidden" name="don_vi" value="1"><input type="hidden" name="don_vi" value="2">'
        '<input type="hidden" name="q" value="&lt;b&gt;">'
    )


class _Levels(forms.Form):
    level = forms.ChoiceField(
        choices=[("", "Mọi cấp"), ("Tỉnh", [("1", "Sở <Nội vụ>"), ("2", "Sở Tài chính")]), ("x&y", "Khác")]
    )


def test_a_select_is_one_template_however_many_options_it_has() -> None:
    shown = str(_Levels({"level": "2"})["level"])
    assert [" ".join(line.split()) for line in shown.splitlines() if line.strip()] == [
        '<select name="level" required id="id_level">',
        '<option value="">Mọi cấp</option>',
        '<optgroup label="Tỉnh">',
        '<option value="1">Sở &lt;Nội vụ&gt;</option>',
        '<option value="2" selected>Sở Tài chính</option>',
        "</optgroup>",
        '<option value="x&amp;y">Khác</option>',
        "</select>",
    ]


def test_changed_values_are_escaped_and_written_as_people_write_them() -> None:
    changes = [Change("Hạn", "2019-05-07", "2019-06-01"), Change("Tên", "", "<b>"), Change("Đã xong", "false", "true")]
    assert _shown("{% recorded_changes changes %}", changes=changes) == (
        "<div>Hạn: <del>07/05/2019</del> <ins>01/06/2019</ins></div>"
        "<div>Tên: <ins>&lt;b&gt;</ins></div>"
        "<div>Đã xong: <del>không</del> <ins>có</ins></div>"
    )


_HOSTILE = "\"<&'"
_ESCAPED = "&quot;&lt;&amp;&#x27;"
_WRITTEN_BY_HAND: dict[str, tuple[str, Callable[[str], object]]] = {
    "optgroup": ("{% options slot %}", lambda text: [(text, [], 0)]),
    "value": ("{% options slot %}", lambda text: [(None, [{"value": text, "label": "", "attrs": {}}], 0)]),
    "label": ("{% options slot %}", lambda text: [(None, [{"value": "", "label": text, "attrs": {}}], 0)]),
    "attribute": (
        "{% options slot %}",
        lambda text: [(None, [{"value": "", "label": "", "attrs": {"title": text}}], 0)],
    ),
    "column": ("{% recorded_changes slot %}", lambda text: [Change(text, "", "")]),
    "old": ("{% recorded_changes slot %}", lambda text: [Change("", text, "")]),
    "new": ("{% recorded_changes slot %}", lambda text: [Change("", "", text)]),
    "word of a tag": ('{% tag "late" slot %}', str),
    "mark of a tag": ('{% tag "late" "" slot %}', str),
}


@pytest.mark.parametrize("slot", _WRITTEN_BY_HAND)
def test_every_slot_of_html_written_by_hand_is_escaped(slot: str) -> None:
    source, around = _WRITTEN_BY_HAND[slot]
    shown = _shown(source, slot=around(_HOSTILE)).replace("&#39;", "&#x27;")
    assert shown.count(_ESCAPED) == 1
    assert _HOSTILE not in shown


def test_a_bar_is_drawn_in_the_language_of_the_page_whichever_came_first() -> None:
    source = "{% stack_bar done=5 late=2 %}"
    assert "xong 71,4%" in _shown(source)
    with translation.override("en"):
        assert 'aria-label="done 71.4%' in _shown(source)
    assert "xong 71,4%" in _shown(source)


def test_what_depends_on_the_language_alone_is_drawn_once_in_each() -> None:
    page = Template("{% load i18n ui %}{% constant %}{% translate 'Đóng' %}{{ n }}{% endconstant %} {{ n }}")
    assert page.render(Context({"n": 1})) == "Đóng1 1"
    assert page.render(Context({"n": 2})) == "Đóng1 2"
    with translation.override("en"):
        assert page.render(Context({"n": 3})) == "Close3 3"


def test_what_depends_on_a_few_values_is_drawn_once_for_each_and_knows_nothing_else() -> None:
    page = Template(
        "{% load i18n ui %}{% for n in all %}{% constant n beside %}{% translate 'Đóng' %}{{ n }}{{ beside }}"
        "{{ other }}{{ forloop.counter }}{% endconstant %} {% endfor %}"
    )
    assert page.render(Context({"all": [1, 2, 1], "beside": "<", "other": "x"})) == "Đóng1&lt; Đóng2&lt; Đóng1&lt; "
    assert page.render(Context({"all": [1], "beside": ">", "other": "y"})) == "Đóng1&gt; "
    with translation.override("en"):
        assert page.render(Context({"all": [1], "beside": "<"})) == "Close1&lt; "
    [node] = page.nodelist.get_nodes_by_type(_Constant)
    assert len(node._drawn) == 4


def test_values_of_long_ago_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui, "_MAX_DRAWN", 3)
    page = Template("{% load ui %}{% for n in all %}{% constant n %}{{ n }}{% endconstant %}{% endfor %}")
    assert page.render(Context({"all": [1, 2, 3, 4, 1, 4]})) == "123414"
    [node] = page.nodelist.get_nodes_by_type(_Constant)
    assert len(node._drawn) <= 3


@pytest.mark.parametrize(
    ("path", "other"),
    [("/hien-thi/?a=%C3%A1", "/en/hien-thi/?a=%C3%A1"), ("/en/hien-thi/", "/hien-thi/"), ("/no/", "/no/")],
)
def test_the_other_language_is_the_same_page(path: str, other: str) -> None:
    request = RequestFactory().get(path)
    code = "vi" if path.startswith("/en/") else "en"
    with suppress(Resolver404), translation.override("en" if code == "vi" else "vi"):
        request.resolver_match = resolve(request.path)
    shown = Template("{% load ui %}{% other_language code %}").render(Context({"request": request, "code": code}))
    assert shown == other


def test_a_page_that_the_other_language_has_not_links_to_itself() -> None:
    request = RequestFactory().get("/hien-thi/?a=1")
    request.resolver_match = ResolverMatch(_shown, (), {}, url_name="gone")
    assert Template("{% load ui %}{% other_language 'en' %}").render(Context({"request": request})) == "/hien-thi/?a=1"
