"""Which way a list is ordered where some rows have no value: these come last, not as if they were the newest."""

from django.db.models import F
from django.db.models.expressions import OrderBy


class Sparse(str):
    """A column that may be empty; PostgreSQL puts empty ones first where it orders downwards."""

    __slots__ = ()


def directed(column: str, descending: bool) -> "str | OrderBy":
    """Return what ``order_by`` takes; a column that is never empty keeps its index."""
    if descending and isinstance(column, Sparse):
        return F(column).desc(nulls_last=True)
    return f"-{column}" if descending else column
