"""Việc của tôi, and Chờ tôi duyệt: everything that is asked of the reader, in the order of its days."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.accounts.queries import people
from cchc.inbox.queries import handlings, lists, sources
from cchc.inbox.rules import merging
from cchc.inbox.types import Counts
from cchc.kernel import clock
from cchc.kernel.permission import Record, Subject, permission, subject_of
from cchc.organisation import queries as organisation

STATES = {
    "tre": (_("Quá hạn"), "late"),
    "sap": (_("Trong 7 ngày tới"), "soon"),
    "sau": (_("Còn xa"), "later"),
    "khong": (_("Không có hạn"), "undated"),
}
"""The word of each state in the address: what it is called, and its field of ``Counts``."""


GIVE = "inbox.give"


@permission("inbox.read")
def work(request: HttpRequest) -> HttpResponse:
    """Show what the reader's unit has to do."""
    return _page(request, is_decision=False)


@permission("inbox.read")
def decisions(request: HttpRequest) -> HttpResponse:
    """Show what waits for a word of the reader."""
    return _page(request, is_decision=True)


def _page(request: HttpRequest, *, is_decision: bool) -> HttpResponse:
    subject, today = subject_of(request), clock.today()
    word, state = request.GET.get("nguon", ""), request.GET.get("han", "")
    is_own = request.GET.get("ai") == "toi"
    wanted = lists.Wanted(
        is_decision, word if word in sources.known() else "", merging.window(state, today),
        handlings.records_of(subject.user_id) if is_own else None,
    )  # fmt: skip
    after = merging.read(request.GET.get("sau", ""))
    found = lists.page(subject, today, wanted, after)
    beside = lists.counts(subject, today, is_decision=not is_decision)
    units = {item.unit_id for item in found.items} | ({subject.unit_id} if subject.unit_id else set())
    here, there = found.total, beside
    context = {
        "items": found.items,
        "handled": handlings.people_of([item.record for item in found.items], subject.unit_id),
        "people": _people(subject) if not is_decision else [],
        "is_own": is_own,
        "user_id": subject.user_id,
        "more": merging.written(found.after) if found.after else "",
        "is_further": after is not None,
        "is_decision": is_decision,
        "total": here,
        "work_count": (there if is_decision else here).total,
        "decision_count": (here if is_decision else there).total,
        "sources": _offered(found.counts, wanted.source),
        "source": wanted.source,
        "whole": _whole(wanted.source or ("" if is_decision else "assignment")),
        "states": [(key, label, getattr(here, name)) for key, (label, name) in STATES.items()],
        "state": state if state in STATES else "",
        "labels": {key: source.label for key, source in sources.known().items()},
        "names": organisation.names(units, today),
        "home": subject.unit_id,
        "today": today,
    }  # fmt: skip
    return render(request, "inbox/pages/listing.html", context)


def _people(subject: Subject) -> list[tuple[int, str]]:
    """Return to whom the reader may give work of the unit; nobody where that is not theirs to do."""
    home = subject.unit_id
    return people.of_unit(home) if home is not None and subject.may(GIVE, Record("unit", home)) else []


def _offered(counts: Mapping[str, Counts], chosen: str) -> list[tuple[str, object, int]]:
    """Return the sources that have something, and the chosen one: word, name, how much."""
    known = sources.known()
    return [(word, known[word].label, count.total) for word, count in counts.items() if count.total or word == chosen]


def _whole(word: str) -> tuple[str, object] | None:
    """Return the page with all of a source, done or not: its address and its name."""
    source = sources.known().get(word)
    return (reverse(source.whole), source.label) if source and source.whole else None
