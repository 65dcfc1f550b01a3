"""The only way to a notice or a delivery: one's own notices, the deliveries to people of units in scope."""

from django.db.models import Q, QuerySet
from django.http import Http404

from cchc.kernel.permission import Subject
from cchc.notifications.models import Delivery, Notice


def own_notices(user_id: int) -> QuerySet[Notice]:
    """Return what one person was told."""
    return Notice.objects.filter(user_id=user_id)


def visible_deliveries(subject: Subject) -> QuerySet[Delivery]:
    """Return what left for people of units in scope."""
    scope = subject.scope("delivery.read")
    return Delivery.objects.filter(~Q(pk__in=[]) if scope.everything else Q(unit_id__in=scope.unit_ids))


def delivery(subject: Subject, pk: int) -> Delivery:
    """Return a delivery in scope, or raise ``Http404``."""
    found = visible_deliveries(subject).select_related("user").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
