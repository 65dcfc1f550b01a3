"""Chỉ số CCHC, công khai: published rankings for anybody, and the same as open data."""

import json
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cchc.documents.queries import registers
from cchc.kernel import sheets
from cchc.kernel.permission import public
from cchc.kernel.sealing import Verdict
from cchc.kernel.slow_lane import slow
from cchc.organisation import queries as organisation
from cchc.par_index.actions import publishing
from cchc.par_index.models import Publication
from cchc.par_index.queries import results
from cchc.par_index.queries.schemes import read
from cchc.par_index.rules.numbers import rounded
from cchc.par_index.states import SEALS
from cchc.ui import listing
from cchc.ui.sending import attachment

REASON = "published results are public"


@public(REASON)
def publications(request: HttpRequest) -> HttpResponse:
    """List every published ranking."""
    rows = results.newest()
    names = {
        row.pk: organisation.names([row.round.unit_id], row.round.last_on).get(row.round.unit_id, "") for row in rows
    }
    page = listing.page_of(rows, request.GET)
    return render(request, "par_index/pages/publications.html", {"page": page, "names": names})


def _found(publication_id: int) -> Publication:
    rows = Publication.objects.select_related("round__scheme", "round__unit")
    return get_object_or_404(rows, pk=publication_id)


@public(REASON)
def publication(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Show one published ranking as it was frozen."""
    found = _found(publication_id)
    said, scheme = results.content(found), read(found.round.scheme)
    versions = results.versions(found.round)
    context = {
        "found": found, "said": said, "scheme": scheme, "versions": versions,
        "newest": versions[0], **_sealed(found),
        "name": _name(found), "page": listing.page_of(said["units"], request.GET, per_page=200),
        "operator": organisation.names([found.round.unit_id], found.round.last_on).get(found.round.unit_id, ""),
    }  # fmt: skip
    return render(request, "par_index/pages/publication.html", context)


def _sealed(found: Publication) -> dict[str, Any]:
    verdict, seal = results.verdict(found), results.seal_of(found)
    ours = seal if verdict in {Verdict.WHOLE, Verdict.ALTERED} else None
    return {"seal": ours, "verdict": verdict, "tone": SEALS[verdict][0], "words": SEALS[verdict][1]}


def _name(found: Publication) -> str:
    return f"chi-so-cchc-{found.round.year}-{found.pk}"


@public(REASON)
@slow()
def data(request: HttpRequest, publication_id: int, data_format: str) -> HttpResponse:
    """Send the frozen results: as JSON the very bytes that were sealed, as CSV a row a unit; our seal, or our key."""
    found = _found(publication_id)
    name, sealed = _name(found), _sealed(found)["seal"]
    if data_format == "json":
        response = HttpResponse(found.content, content_type="application/json; charset=utf-8")
    elif data_format == "csv":
        response = HttpResponse(_csv(found), content_type="text/csv; charset=utf-8")
    elif data_format == "sig" and sealed:
        response = HttpResponse(sealed.signature, content_type="application/octet-stream")
    elif data_format == "pem" and sealed:
        response = HttpResponse(sealed.pem, content_type="application/x-pem-file")
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}.{data_format}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@public(REASON)
@slow()
def notice(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Send the notice of ranking as PDF, the signed one once it is signed."""
    found = _found(publication_id)
    files = registers.contents_about(publishing.about(found.round_id), found.number)
    papers = [content for name, content in files if name.lower().endswith(".pdf")]
    if not papers:
        raise Http404
    return attachment(papers[-1], f"{found.number.replace('/', '-')}.pdf", "application/pdf")


def _csv(found: Publication) -> bytes:
    scheme = read(found.round.scheme)
    fields = [node.code for node in scheme.fields]
    heads = ["rank", "unit", "name", "points", "max", "index", "class", *(f"field_{code}" for code in fields)]
    rows = (_row(one, fields, scheme) for one in json.loads(found.content)["units"])
    with sheets.write("csv", [sheets.Column(head) for head in heads], rows) as file:
        return file.read()


def _row(one: dict[str, Any], fields: list[str], scheme: Any) -> list[Any]:
    def shown(value: str) -> Decimal:
        return rounded(Decimal(value), scheme.places, scheme.mode)

    parts = [shown(one["nodes"].get(code, ["0"])[0]) for code in fields]
    return [
        one["rank"],
        one["unit"],
        one["name"],
        *map(shown, (one["points"], one["max"], one["index"])),
        one["class"],
        *parts,
    ]
