"""The only way from a person and a number in a URL to a document: those of units in scope."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from cchc.documents.models import Blank, Incoming, Outgoing, StoredFile
from cchc.kernel import clock
from cchc.kernel.permission import Scope, Subject
from cchc.organisation import queries as organisation

READ = "document.read"
FILL = "document.fill"
"""To use templates; whoever keeps them (``document.template``) may, and need not read documents."""


def _within(scope: Scope, path: str = "unit_id") -> Q:
    return ~Q(pk__in=[]) if scope.everything else Q(**{f"{path}__in": scope.unit_ids})


def visible_outgoing(subject: Subject) -> QuerySet[Outgoing]:
    """Return the outgoing documents of units in the reader's scope."""
    return Outgoing.objects.filter(_within(subject.scope(READ)))


def visible_incoming(subject: Subject) -> QuerySet[Incoming]:
    """Return the incoming documents of units in the reader's scope."""
    return Incoming.objects.filter(_within(subject.scope(READ)))


def outgoing(subject: Subject, pk: int, action: str = READ) -> Outgoing:
    """Return an outgoing document, or raise ``Http404`` or ``PermissionDenied``."""
    found = visible_outgoing(subject).select_related("issued_by").filter(pk=pk).first()
    return _allowed(subject, found, action)


def incoming(subject: Subject, pk: int, action: str = READ) -> Incoming:
    """Return an incoming document, or raise ``Http404`` or ``PermissionDenied``."""
    found = visible_incoming(subject).select_related("answer").filter(pk=pk).first()
    return _allowed(subject, found, action)


Document = TypeVar("Document", Outgoing, Incoming)


def _allowed(subject: Subject, found: Document | None, action: str) -> Document:
    if found is None:
        raise Http404
    if found.unit_id not in subject.scope(action):
        raise PermissionDenied(action)
    return found


def file(subject: Subject, pk: int, action: str = READ) -> StoredFile:
    """Return a file of a document in scope, or raise ``Http404`` or ``PermissionDenied``."""
    scope = subject.scope(READ)
    of_visible = _within(scope, "outgoing__unit_id") | _within(scope, "incoming__unit_id")
    found = StoredFile.objects.select_related("outgoing", "incoming", "file").filter(of_visible, pk=pk).first()
    if found is None:
        raise Http404
    document = found.outgoing or found.incoming
    if action != READ and (document is None or document.unit_id not in subject.scope(action)):
        raise PermissionDenied(action)
    return found


def visible_blanks(subject: Subject) -> QuerySet[Blank]:
    """Return the templates in use of the reader's units and of those above them: a template is for all below."""
    scope = subject.scope(FILL)
    if scope.everything:
        return Blank.objects.filter(is_active=True)
    above = {unit for unit, below in organisation.reach(clock.today()).items() if scope.unit_ids & below}
    return Blank.objects.filter(is_active=True, unit_id__in=above | scope.unit_ids)


def blank(subject: Subject, pk: int, action: str = FILL) -> Blank:
    """Return a template, or raise ``Http404`` or ``PermissionDenied``."""
    found = visible_blanks(subject).filter(pk=pk).first()
    if found is None:
        raise Http404
    if action != FILL and found.unit_id not in subject.scope(action):
        raise PermissionDenied(action)
    return found
