"""A list ordered downwards puts last what has no value: a column that may be empty is named ``Sparse``, no other is."""

from collections.abc import Mapping

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from cchc.communications.models import Item
from cchc.communications.queries import register
from cchc.documents.models import Incoming, Outgoing
from cchc.documents.queries import registers
from cchc.inspections.models import Visit
from cchc.inspections.queries import inspections
from cchc.kernel.ordering import Sparse
from cchc.meetings.models import Meeting
from cchc.meetings.queries import meetings
from cchc.notifications.models import Delivery
from cchc.notifications.queries import lists as told
from cchc.plans.models import Assignment, Plan, Task
from cchc.plans.pages import plans
from cchc.plans.queries import lists

ORDERS: list[tuple[Mapping[str, str], type[Model]]] = [
    (lists.ASSIGNMENT_ORDER, Assignment),
    (lists.TASK_ORDER, Task),
    (plans.ORDER, Plan),
    (register.ORDER, Item),
    (meetings.ORDER, Meeting),
    (told.DELIVERY_ORDER, Delivery),
    (inspections.VISIT_ORDER, Visit),
    (registers.OUTGOING_ORDER, Outgoing),
    (registers.INCOMING_ORDER, Incoming),
]


@pytest.mark.parametrize(
    ("model", "column"), [(model, column) for order, model in ORDERS for column in order.values()], ids=str
)
def test_a_column_that_may_be_empty_says_so(model: type[Model], column: str) -> None:
    may_be_empty, found = False, model
    for name in column.split("__"):
        try:
            field = found._meta.get_field(name)
        except FieldDoesNotExist:  # a count that the query adds
            break
        may_be_empty |= field.null
        found = field.related_model or found
    assert may_be_empty == isinstance(column, Sparse)
