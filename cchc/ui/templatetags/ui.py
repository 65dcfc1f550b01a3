"""``{% load ui %}``: display filters, and tags quick enough for every row of a list."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from html import escape
from typing import Any, Protocol

from django import template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.template.base import FilterExpression, Parser, Token
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.encoding import iri_to_uri
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext as _

from cchc.kernel import clock
from cchc.ui import charts, display, listing, reader
from cchc.ui.charts.drawing import legend

register = template.Library()

MARKS = {"done": "✓", "risk": "~", "late": "!", "info": "›", "neutral": ""}
_ANSWERS = {"true": gettext_noop("có"), "false": gettext_noop("không")}
_DAY = len("2019-05-07")
_RECORDED = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?")
PARTS = ("done", "info", "open", "risk", "late")
_MAX_DRAWN = 500
"""How many values of a ``{% constant %}`` are kept, a kilobyte each."""


def _language() -> str:
    return get_language() or "vi"


def _local(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(clock.ZONE) if moment.tzinfo else moment


def _day(value: dt.date | None) -> dt.date | None:
    return _local(value).date() if isinstance(value, dt.datetime) else value


# ------------------------------------------------------------------ filters
@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """Return what ``mapping`` holds under ``key``, or nothing."""
    return mapping.get(key, "")


@register.filter
def vn_number(value: display.Number | None, places: int | None = None) -> str:
    """Return ``1.214`` or ``84,37``; ``|vn_number:2`` keeps two decimals."""
    return display.number(value, places, _language())


@register.filter
def vn_percent(value: display.Number | None, places: int | None = None) -> str:
    """Return ``51,8%`` for 51.8."""
    return display.percent(value, places, _language())


@register.filter
def vn_money(value: display.Number | None) -> SafeString | str:
    """Return ``120 triệu đồng``; the whole sum shows under the pointer."""
    if value is None:
        return display.NOTHING
    words, exact = display.money(value, _language()), display.money_exact(value, _language())
    if words == exact:
        return words
    return format_html('<data value="{}" title="{}">{}</data>', str(value), exact, words)


@register.filter
def vn_money_figure(value: display.Number | None) -> SafeString | str:
    """Return the sum for a figure in large type: ``506,34`` large, ``triệu đồng`` small."""
    if value is None:
        return display.NOTHING
    said = re.sub(r"(?<!\s)\s+(?=[-\d])|(?<=\d)\s+", "\n", display.money(value, _language())).split("\n")
    parts = ((part if part[-1].isdigit() else format_html("<small>{}</small>", part),) for part in said)
    words = format_html_join(" ", "{}", parts)
    return format_html(
        '<data value="{}" title="{}">{}</data>', str(value), display.money_exact(value, _language()), words
    )


@register.filter
def short(text: str, most: int) -> str:
    """Return ``text`` cut between words to at most ``most`` characters, without the stop at its end."""
    return display.short(text, most)


@register.filter
def vn_date(value: dt.date | None) -> str:
    """Return ``07/05/2019``."""
    return display.date(_day(value), _language())


@register.filter
def plain_day(text: str) -> str:
    """Return words of a paper; a day and nothing else is written as the page writes days."""
    return reader.plain_day(text)


@register.filter
def vn_day(value: dt.date | None) -> str:
    """Return ``07/05``, where the year is plain."""
    return display.day_month(_day(value), _language())


@register.filter
def vn_quarter(number: int) -> str:
    """Return the number of a quarter as people write it: ``III``, in English ``3``."""
    return str(number) if _language() == "en" else display.QUARTERS[number - 1]


@register.filter
def vn_date_long(value: dt.date | None) -> str:
    """Return ``thứ Ba 07/05/2019``."""
    return display.date_long(_day(value), _language())


@register.filter
def vn_moment(value: dt.datetime | None) -> SafeString | str:
    """Return ``15 giờ 30, 07/05/2019`` as a ``<time>``."""
    if value is None:
        return display.NOTHING
    local = _local(value)
    words = display.moment(local, _language())
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), words)


@register.filter
def vn_recorded(text: str) -> SafeString | str:
    """Return a value of the log as people write it: a moment, a day, yes or no; anything else as it stands."""
    if text in _ANSWERS:
        return _(_ANSWERS[text])
    if not _RECORDED.fullmatch(text):
        return text
    with suppress(ValueError):
        return vn_date(dt.date.fromisoformat(text)) if len(text) == _DAY else vn_moment(dt.datetime.fromisoformat(text))
    return text


@register.filter
def vn_distance(value: dt.date | None, today: dt.date) -> str:
    """Return ``còn 16 ngày`` or ``trễ 76 ngày``; write it beside the date, never alone."""
    day = _day(value)
    return "" if day is None else display.distance(day, today, _language())


@register.filter
def page_numbers(page: Page[Any]) -> list[int | str]:
    """Return the numbers to offer around ``page``, with gaps."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def menu_group(name: str) -> str:
    """Return the heading of a group of menu entries."""
    return {"work": _("Điều hành"), "figures": _("Số liệu"), "system": _("Hệ thống")}.get(name, name)


# ------------------------------------------------------------------ tags for rows
def escaped(value: Any) -> str:
    """Return what ``{{ value }}`` shows; Django's own ``escape`` costs a row more than all the rest of it."""
    return str(value) if hasattr(value, "__html__") else escape(str(value))


@register.simple_tag
def options(groups: Iterable[tuple[Any, Iterable[Mapping[str, Any]], int]]) -> SafeString:
    """Return the options of a ``<select>``: a list of units has hundreds, and a template for each is slow."""
    lines = []
    for heading, some, _place in groups:
        lines += [f'\n  <optgroup label="{escaped(heading)}">'] if heading else []
        for option in some:
            given = ((name, value) for name, value in option["attrs"].items() if value is not False)
            attributes = [f" {name}" if value is True else f' {name}="{escaped(value)}"' for name, value in given]
            label = escaped(option["label"])
            lines.append(f'\n  <option value="{escaped(option["value"])}"{"".join(attributes)}>{label}</option>')
        lines += ["\n  </optgroup>"] if heading else []
    return mark_safe("".join(lines))  # noqa: S308


@register.simple_tag
def chosen_options(pairs: Iterable[tuple[Any, Any]], chosen: Any) -> SafeString:
    """Return the options of a ``<select>`` from values and their words; a filter may have dozens."""
    now = str(chosen)
    lines = (
        f'<option value="{escaped(value)}"{" selected" if str(value) == now else ""}>{escaped(words)}</option>'
        for value, words in pairs
    )
    return mark_safe("\n".join(lines))  # noqa: S308


class Recorded(Protocol):
    """One value of the log before and after; ``kernel.history.shown`` makes them."""

    @property
    def label(self) -> str: ...
    @property
    def old(self) -> str: ...
    @property
    def new(self) -> str: ...


@register.simple_tag
def recorded_changes(changes: Iterable[Recorded]) -> SafeString:
    """Return a line for each changed value, as the log shows them by the hundred."""
    lines = []
    for change in changes:
        old = f"<del>{escaped(vn_recorded(change.old))}</del> " if change.old else ""
        new = f"<ins>{escaped(vn_recorded(change.new))}</ins>" if change.new else ""
        lines.append(f"<div>{escaped(change.label)}: {old}{new}</div>")
    return mark_safe("".join(lines))  # noqa: S308


@register.simple_tag
def tag(status: str, word: Any, mark: str | None = None) -> SafeString:
    """Return a status as colour, mark and word; ``status`` is one of done, risk, late, info, neutral."""
    if status not in MARKS:
        raise template.TemplateSyntaxError(f"tag: unknown status {status!r}, expected one of {', '.join(MARKS)}")
    sign = conditional_escape(MARKS[status] if mark is None else mark)
    attribute = f' data-mark="{sign}"' if sign else ""
    return mark_safe(f'<span class="tag tag--{status}"{attribute}>{conditional_escape(word)}</span>')  # noqa: S308


@register.simple_tag
def look(state: str, otherwise: str = "", **states: str) -> str:
    """Return the look under which ``state`` is named: ``{% look one.state done="granted" late="refused lost" %}``."""
    return next((look for look, words in states.items() if state in words.split()), otherwise)


@register.simple_tag
def modified(name: str, also: str = "", **modifiers: Any) -> str:
    """Return the classes of a component: ``table scores table--phone`` of ``table``, ``scores`` and ``phone=True``."""
    return " ".join(filter(None, [name, also, *(f"{name}--{key}" for key, is_on in modifiers.items() if is_on)]))


@register.simple_tag
def stack_bar(done: int = 0, open: int = 0, risk: int = 0, late: int = 0, waiting: int = 0) -> SafeString:
    """Return a bar of five parts, read aloud as percentages; widths are SVG attributes, so CSP needs no styles.

    ``waiting`` is handed in and waits for a confirmation: neither done, nor still in time, nor late. The percentages
    are rounded as the figures beside a bar are.
    """
    return _bar((done, waiting, open, risk, late), get_language())


@lru_cache(2048)
def _bar(counts: tuple[int, ...], _language: str | None) -> SafeString:
    """Draw a bar in the language now active; one is drawn twice where a phone shows it in another place."""
    total = sum(counts)
    words = _part_words()
    if not total:
        label = _("chưa có việc")
        return format_html('<svg class="stack-bar" viewBox="0 0 100 10" role="img" aria-label="{}"></svg>', label)
    shares = [vn_percent(round(100 * n / total, 1)) for n in counts]
    spoken = ", ".join(f"{word} {share}" for word, share, n in zip(words, shares, counts, strict=True) if n)
    drawn, left = [], 0.0
    for part, count in zip(PARTS, counts, strict=True):
        width = 100 * count / total
        if count:
            gap = 0.8 if left + width < 99.9 and width > 2 else 0
            drawn.append(f'<rect class="is-{part}" x="{left:.2f}" width="{width - gap:.2f}" height="10"/>')
        left += width
    opening = '<svg class="stack-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="'
    return mark_safe(f'{opening}{conditional_escape(spoken)}">{"".join(drawn)}</svg>')  # noqa: S308


@register.simple_tag(takes_context=True)
def demo_mark(context: Context, is_demo: bool) -> SafeString:
    """Mark a record as a sample where the page does not say so already: its banner does, once, for all it shows."""
    return mark_safe("") if context.get("demo_date") or not is_demo else tag("neutral", _("dữ liệu mẫu"))


@register.simple_tag
def stack_legend() -> SafeString:
    """Return what the colours of ``stack_bar`` mean, for the head of a table of bars."""
    return mark_safe(legend([(f"is-{part}", word) for part, word in zip(PARTS, _part_words(), strict=True)]))  # noqa: S308


def _part_words() -> tuple[str, str, str, str, str]:
    return _("xong"), _("chờ xác nhận"), _("còn hạn"), _("có nguy cơ"), _("trễ")


# ------------------------------------------------------------------ tags of a page
@register.simple_tag(takes_context=True)
def sort_header(context: Context, key: str, label: Any, numeric: bool = False, default: str = "") -> SafeString:
    """Return a ``<th>`` whose link orders the list by ``key`` and keeps the filters of the address."""
    params: QueryDict = context["request"].GET
    now = params.get(listing.SORT) or default
    state = {key: "ascending", f"-{key}": "descending"}.get(now)
    link = params.copy()
    link[listing.SORT] = f"-{key}" if now == key else key
    link.pop(listing.PAGE, None)
    return format_html(
        '<th scope="col"{}{}><a data-sort href="?{}">{}</a></th>',
        mark_safe(' class="num"') if numeric else "",
        format_html(' aria-sort="{}"', state) if state else "",
        link.urlencode(),
        label,
    )


@register.simple_tag(takes_context=True)
def export_links(context: Context, *kinds: str) -> SafeString:
    """Return the links that send this list as files, in the same words on every page; .xlsx and .csv unless told.

    A kind is the word in the address, which is also the ending of the file; "tien-do=xlsx" where they differ.
    """
    links = []
    for kind in kinds or ("xlsx", "csv"):
        word, _sign, ending = kind.partition("=")
        params: QueryDict = context["request"].GET.copy()
        for place in (listing.PAGE, "truoc"):
            params.pop(place, None)
        params["xuat"] = word
        links.append((params.urlencode(), _("Xuất .%(ending)s") % {"ending": ending or word}))
    return format_html_join(" ", '<a href="?{}">{}</a>', links)


@register.simple_tag(takes_context=True)
def with_query(context: Context, name: str, value: Any) -> str:
    """Return this page's query with ``name`` set; ``{% querystring %}`` when the name is known while writing."""
    params: QueryDict = context["request"].GET.copy()
    params[name] = value
    return f"?{params.urlencode()}"


@register.simple_tag(takes_context=True)
def unfiltered(context: Context) -> str:
    """Return the address of this list without its conditions; nothing where it has none."""
    request: HttpRequest | None = context.get("request")
    return request.path if request and listing.is_narrowed(request.GET) else ""


@register.simple_tag(takes_context=True)
def keep_query(context: Context, *names: str) -> SafeString:
    """Return hidden boxes that carry this page's query through a GET form, but for ``names`` and the page number."""
    params: QueryDict = context["request"].GET
    kept = [(k, v) for k, values in params.lists() for v in values if k not in {*names, listing.PAGE}]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', kept)


@register.simple_tag
def chart(drawing: charts.Chart) -> SafeString:
    """Return a chart as a ``<figure>``: the drawing, and the same figures as a table."""
    return charts.figure(drawing, _language())


@register.simple_tag(takes_context=True)
def other_language(context: Context, code: str) -> str:
    """Return the address of this page in the language ``code``."""
    request: HttpRequest | None = context.get("request")
    match = request.resolver_match if request else None
    if request is None or match is None or not match.url_name:
        return translate_url(request.get_full_path(), code) if request else "/"
    query = request.META.get("QUERY_STRING", "")
    with suppress(NoReverseMatch), override(code):  # what the address means is known: it isn't looked up once more
        path = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        return f"{path}?{iri_to_uri(query)}" if query else path
    return request.get_full_path()


class _Constant(template.Node):
    """What depends on nothing but the language and a few values, drawn once for each."""

    def __init__(self, nodelist: template.NodeList, values: Mapping[str, FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values
        self._drawn: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        key = (get_language(), *values.values())
        drawn = self._drawn.get(key)
        if drawn is None:
            if len(self._drawn) >= _MAX_DRAWN:
                self._drawn.clear()
            drawn = self._drawn[key] = self.nodelist.render(context.new(values) if values else context)
        return drawn


@register.tag
def constant(parser: Parser, token: Token) -> _Constant:
    """Draw what stands up to ``{% endconstant %}`` once in each language: links to styles, the table of keys.

    ``{% constant row list_url %}``: once for each of these values, and nothing else is known in it. They must have a
    hash, and be written alike where they are equal: a row of figures, not 1 here and 1.0 there.
    """
    nodelist = parser.parse(("endconstant",))
    parser.delete_first_token()
    names = token.split_contents()[1:]
    return _Constant(nodelist, {name: parser.compile_filter(name) for name in names})
