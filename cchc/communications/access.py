"""The only way from a person and a number in a URL to an item: those of units in scope."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from cchc.communications.models import Item, Norm
from cchc.kernel.permission import Subject

READ, WRITE = "communication.read", "communication.write"


def _within(subject: Subject) -> Q:
    scope = subject.scope(READ)
    return ~Q(pk__in=[]) if scope.everything else Q(unit_id__in=scope.unit_ids)


def visible_items(subject: Subject) -> QuerySet[Item]:
    """Return the items of units in the reader's scope."""
    return Item.objects.filter(_within(subject))


def visible_norms(subject: Subject) -> QuerySet[Norm]:
    """Return the norms of units in the reader's scope."""
    return Norm.objects.filter(_within(subject)).select_related("assignment__task")


def item(subject: Subject, pk: int, action: str = READ) -> Item:
    """Return an item, or raise ``Http404`` or ``PermissionDenied``."""
    return _allowed(
        subject, visible_items(subject).select_related("norm__assignment__task").filter(pk=pk).first(), action
    )


def _allowed(subject: Subject, found: Item | None, action: str) -> Item:
    if found is None:
        raise Http404
    if found.unit_id not in subject.scope(action):
        raise PermissionDenied(action)
    return found
