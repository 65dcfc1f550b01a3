"""Locks in one order: the rows above before a row, rows of one table by their keys; read only once they are held.

A row that another transaction has written while we waited is read as it left it, but what is joined to it is not:
PostgreSQL takes the other tables of such a query from before the wait (EvalPlanQual). So what stands above is locked
and read by itself, first. ``docs/decisions/0021-truth-under-a-lock.md`` has the order.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import QuerySet

from cchc.kernel.refusal import Refusal, marked

_Row = TypeVar("_Row", bound=models.Model)
_GONE = marked("Mục này không còn: hãy tải lại trang.")


class Gone(Refusal):
    """The row is there no longer."""

    def __init__(self) -> None:
        super().__init__(_GONE)


def locked(model: type[_Row], pk: Any, *, shared: bool = False, sharing: type[models.Model] | None = None) -> _Row:
    """Lock a row after the rows above it (``held_by`` of its model) and return it with them, as they stand now.

    Files are left in the database until somebody reads them. ``shared`` lets others read under the lock at the same
    time, and keeps only those away who write; ``sharing`` does so with the row above of that model alone, so that two
    work beside each other below it. Never ask for more later in the same transaction. ``Gone`` where there is no row.
    """
    above = {
        name: locked(parent, key, shared=shared or parent is sharing, sharing=sharing)
        for name, (parent, key) in _above(model, pk).items()
    }
    row = _held(model, pk, shared)
    for name, parent in above.items():
        setattr(row, name, parent)
    return row


def hold(model: type[models.Model], pk: Any) -> None:
    """Lock a row unread, for whoever reads it then in a way of their own."""
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT 1 FROM "{table}" WHERE "{key}" = %s FOR NO KEY UPDATE', [pk])  # noqa: S608 (our names)


def locked_all(rows: QuerySet[_Row]) -> list[_Row]:
    """Lock rows of one table in the order of their keys; return those that still fit, read after the wait."""
    keys = rows.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk", flat=True)
    return list(rows.filter(pk__in=list(keys)).order_by("pk"))


def alone(what: str, number: int = 0) -> None:
    """Let whoever else does ``what`` (of the thing ``number``) wait until this transaction ends.

    For acts that have no row to lock: the first of its kind, or a whole list.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [what, number])


def _above(model: type[models.Model], pk: Any) -> Mapping[str, tuple[type[models.Model], Any]]:
    """Return relation → model and key of what stands above; a row never changes what it hangs on."""
    fields: list[Any] = [model._meta.get_field(name) for name in getattr(model, "held_by", ())]
    if not fields:
        return {}
    keys = model._base_manager.filter(pk=pk).values_list(*(field.attname for field in fields)).first()
    if keys is None:
        raise Gone
    return {field.name: (field.related_model, key) for field, key in zip(fields, keys, strict=True) if key is not None}


def _held(model: type[_Row], pk: Any, shared: bool) -> _Row:
    files = [field.name for field in model._meta.concrete_fields if isinstance(field, models.BinaryField)]
    rows = model._base_manager.defer(*files).filter(pk=pk)
    if shared:
        _share(model, pk)
    else:
        rows = rows.select_for_update(no_key=True)  # whoever adds a row below needs only our key, and need not wait
    row = rows.first()
    if row is None:
        raise Gone
    return row


def _share(model: type[models.Model], pk: Any) -> None:
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT 1 FROM "{table}" WHERE "{key}" = %s FOR SHARE', [pk])  # noqa: S608 (our own names)
