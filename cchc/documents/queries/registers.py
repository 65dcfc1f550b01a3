"""Lists of the registers, and what was issued about a record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from cchc.documents.models import Incoming, Outgoing, StoredFile
from cchc.documents.states import OutgoingState
from cchc.kernel.files import contents
from cchc.kernel.narrowing import Columns, narrowed
from cchc.kernel.ordering import Sparse
from cchc.kernel.wanted import Wanted

OUTGOING_ORDER = {"so": "number", "ngay": "issued_on", "ten": "title", "loai": "kind"}
INCOMING_ORDER = {"so": "number", "ngay": "arrived_on", "ten": "title", "han": Sparse("due_on")}


@dataclass(frozen=True)
class Asked:
    """What a register is narrowed to; empty values narrow nothing."""

    words: str = ""
    kind: str = ""
    year: int | None = None
    unit_id: int | None = None


def outgoing(visible: QuerySet[Outgoing], asked: Asked) -> QuerySet[Outgoing]:
    """Return outgoing documents, narrowed; the caller orders and pages them."""
    found = visible.filter(kind=asked.kind) if asked.kind else visible
    if asked.words:
        found = _holding(found, asked.words)
    signed = StoredFile.objects.filter(outgoing=OuterRef("pk"), is_signed=True)
    return _common(found, asked).annotate(is_signed=Exists(signed))


def incoming(visible: QuerySet[Incoming], asked: Asked) -> QuerySet[Incoming]:
    """Return incoming documents, narrowed; the caller orders and pages them."""
    found = visible
    if asked.words:
        found = _holding(found, asked.words)
    return _common(found, asked)


Row = TypeVar("Row", Incoming, Outgoing)


def _holding(found: QuerySet[Row], words: str) -> QuerySet[Row]:
    """Return the documents that hold every word, as search finds them; the order is kept."""
    return narrowed(found, Wanted.of(words), Columns(found.model), order=())


def _common(found: QuerySet[Row], asked: Asked) -> QuerySet[Row]:
    if asked.year:
        found = found.filter(year=asked.year)
    return found.filter(unit_id=asked.unit_id) if asked.unit_id else found


@dataclass(frozen=True)
class File:
    """A file as lists show it: its content stays in the store."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    is_signed: bool
    file_id: int
    """Of the store."""


def files(*, outgoing_id: int | None = None, incoming_id: int | None = None) -> list[File]:
    """Return the files of a document without their content; 1 query."""
    of = {"outgoing_id": outgoing_id} if outgoing_id else {"incoming_id": incoming_id}
    rows = StoredFile.objects.filter(**of).order_by("pk")
    return [
        File(*row) for row in rows.values_list("pk", "name", "media_type", "size", "sha256", "is_signed", "file_id")
    ]


@dataclass(frozen=True)
class IssuedDocument:
    """A document in force that was issued about a record."""

    id: int
    written: str
    files: Sequence[File]


def issued_about(about: str) -> IssuedDocument | None:
    """Return the newest document in force that was issued about a record; 2 queries."""
    row = Outgoing.objects.filter(about=about, state=OutgoingState.ISSUED).order_by("-pk").first()
    return IssuedDocument(row.pk, str(row), files(outgoing_id=row.pk)) if row else None


def contents_about(about: str, written: str) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of the files of the document numbered ``written`` about a record, one file at a time."""
    for row in Outgoing.objects.filter(about=about).order_by("pk"):
        if str(row) == written:
            for stored in StoredFile.objects.filter(outgoing=row).select_related("file").order_by("pk"):
                yield stored.name, contents.of(stored.file)
