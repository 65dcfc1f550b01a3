"""Số liệu: every indicator of the platform over the reader's units, each unit's share in it, and the records behind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cchc.kernel import clock, indicators, reading
from cchc.kernel.indicators import Indicator, Part
from cchc.kernel.permission import Scope, permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.kernel.text import sort_key
from cchc.organisation import queries as organisation
from cchc.reports import access
from cchc.reports.documents.sheets import readings_sheet, units_sheet
from cchc.reports.pages.listed import LEVELS
from cchc.reports.queries import measured, overview
from cchc.reports.queries.measured import UnitReading
from cchc.reports.rules import spans
from cchc.reports.rules.figures import shown
from cchc.reports.rules.spans import Span
from cchc.ui import listing
from cchc.ui.charts import Bar, Bars
from cchc.ui.charts import Part as Coloured
from cchc.ui.display import quarter_of

_BY_KEY = ("index.scheme", "report.outline")
"""Whoever may one of these names figures by their keys, in files of schemes and outlines."""
ORDER: Mapping[str, Callable[[UnitReading], Any]] = {
    "ten": lambda one: sort_key(one.name),
    "phan": lambda one: one.counts[0],
    "tong": lambda one: one.counts[1],
    # Units whose share nobody can tell come last when the best stand first.
    "gia-tri": lambda one: (one.value is not None, one.value or 0, one.counts[1]),
}


@dataclass(frozen=True)
class Asked:
    """What an address asks to see: a span, and a unit with all below it."""

    scope: Scope
    span: Span
    unit_id: int | None
    unit_ids: frozenset[int]

    @classmethod
    def read(cls, request: HttpRequest) -> "Asked":
        scope, today = subject_of(request).scope(access.READ), clock.today()
        span = Span.read(request.GET.get("ky", ""), Span(today.year))
        asked = reading.whole(request.GET.get("don-vi"))
        asked = asked if asked in scope else None
        return cls(scope, span, asked, measured.within(scope, asked, span))

    def shown(self) -> dict[str, Any]:
        """Return what every page of figures shows of it: the words of the span and the choices."""
        today = clock.today()
        tops = overview.tops(self.scope, today)
        years = sorted({*overview.years(tops, today), self.span.year}, reverse=True)
        return {
            "span": self.span,
            "span_words": in_words(self.span),
            "not_begun": not measured.has_begun(self.span, today),
            "running_on": today if self.span.period.start <= today < self.span.period.last_day else None,
            "spans": [(str(one), in_words(one)) for one in spans.of_years(years)],
            "units": measured.choices(self.scope, self.span.period.last_day, today),
            "asked_id": self.unit_id,
            "query": self.query(self.span),
        }

    def query(self, span: Span) -> str:
        """Return the query of an address that asks for the same units in ``span``."""
        return urlencode({"ky": str(span)} | ({"don-vi": str(self.unit_id)} if self.unit_id else {}))


def in_words(span: Span) -> str:
    """Return the words of a span: Quý II/2019, or Năm 2019."""
    if span.quarter:
        return quarter_of(span.year, span.quarter, get_language() or "vi")
    return _("Năm %d") % span.year


def _indicator(key: str) -> Indicator:
    found = indicators.known().get(key)
    if found is None:
        raise Http404
    return found


@permission(access.READ)
@slow("xuat")
def figures(request: HttpRequest) -> HttpResponseBase:
    """Show every indicator over the units asked for, beside the span before."""
    asked = Asked.read(request)
    readings = measured.readings(asked.unit_ids, asked.span, clock.today())
    if request.GET.get("xuat"):
        return readings_sheet(in_words(asked.span), readings, request.GET["xuat"])
    context = {**asked.shown(), "readings": readings, "before_words": in_words(asked.span.before)}
    return render(request, "reports/pages/measured.html", context)


@permission(access.READ)
@slow("xuat")
def indicator(request: HttpRequest, figure_key: str) -> HttpResponseBase:
    """Show an indicator by quarter and by unit; each unit leads to its records."""
    asked, one = Asked.read(request), _indicator(figure_key)
    every = measured.by_unit(one, asked.unit_ids, asked.span, clock.today())
    level = request.GET.get("cap", "")
    order = listing.Sort.read(request.GET, ORDER, "gia-tri")
    rows = order.ordered((row for row in every if level in ("", row.level)), ORDER)
    if request.GET.get("xuat"):
        return units_sheet(one, in_words(asked.span), rows, request.GET["xuat"])
    total = indicators.total(row.counts for row in every)
    context = {
        **asked.shown(),
        "indicator": one,
        "total": total,
        "value": shown(one.kind, total) if measured.has_begun(asked.span, clock.today()) else None,
        "page": listing.page_of(rows, request.GET, per_page=200),
        "silent": measured.silent(asked.unit_ids, every, asked.span),
        "levels": LEVELS,
        "level": level,
        "quarters": _quarters(one, asked),
        "writes_keys": any(subject_of(request).may(action) for action in _BY_KEY),
    }
    return render(request, "reports/pages/indicator.html", context)


def _quarters(one: Indicator, asked: Asked) -> Bars:
    address = reverse("reports:indicator", args=[one.key])
    today = clock.today()
    bars = tuple(
        _quarter(span, value, f"{address}?{asked.query(span)}", begun=measured.has_begun(span, today))
        for span, value in measured.by_quarter(one, asked.unit_ids, asked.span.year, today)
    )
    whole: float | Literal["longest"] = 100 if one.kind == "ratio" else "longest"
    parts = (Coloured(_("Số liệu")),)
    return Bars(str(one.label), parts, bars, one.unit_of_measure, whole, _("Quý"), unit_beside=one.unit_beside)


def _quarter(span: Span, value: Decimal | None, address: str, *, begun: bool) -> Bar:
    """Return the bar of a quarter; one that has not begun has no figure, and says why."""
    known = None if value is None else float(value)
    return Bar(in_words(span), (known,), address, "" if begun else _("chưa bắt đầu"))


@permission(access.READ)
def behind(request: HttpRequest, figure_key: str, slug: str) -> HttpResponse:
    """List the records behind a part of an indicator of one unit."""
    asked, one = Asked.read(request), _indicator(figure_key)
    unit_id = next((unit for unit, name in organisation.slugs().items() if name == slug), None)
    if unit_id not in asked.scope or unit_id is None:
        raise Http404
    part: Part = "numerator" if request.GET.get("phan") == "dat" else "denominator"
    counts = one.measure([unit_id], asked.span.period).get(unit_id, (0, 0))
    page = listing.page_of(one.records(unit_id, asked.span.period, part), request.GET)
    page.object_list = one.lines(page.object_list)
    context = {
        **asked.shown(),
        "indicator": one,
        "part": part,
        "page": page,
        "unit": organisation.full_names([unit_id], asked.span.period.last_day).get(unit_id, ""),
        "counts": counts,
        "value": shown(one.kind, counts),
    }
    return render(request, "reports/pages/behind.html", context)
