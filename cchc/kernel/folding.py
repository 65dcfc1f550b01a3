"""What a register is searched by: a column that the database itself keeps folded, Latin letters as ``text.fold`` folds
them, dashes as hyphens. Capitals of other scripts stay capital, and so are not found.

Folding when asked took a register of 1,604 rows 270 ms; a column that is written with its row costs a look-up only,
and can't be forgotten where a row is written. The function behind it is made by the kernel's migration ``0006_fold``;
another one needs a migration that fills the columns afresh.
"""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import F, Func
from django.db.models.expressions import Combinable

BAR = "|"
"""Stands between columns, in no number and in no word that is looked for."""


class Day(Func):
    """A day as pages write it, with zeros and without: 05/04/2019 5/4/2019."""

    function = "kernel_day"
    output_field = models.TextField()


class _Text(Func):
    template = "coalesce((%(expressions)s)::text, '')"
    output_field = models.TextField()


class _Folded(Func):
    function = "kernel_fold"
    arg_joiner = f" || ' {BAR} ' || "
    output_field = models.TextField()


class FoldedField(models.GeneratedField):
    """Columns of the row one after another, folded; a number that stands first is told by ``narrowing.narrowed``.

    Left out of the audit trail, as every column that the database works out.
    """

    def __init__(self, *columns: str | Combinable, **options: Any) -> None:
        self.columns = columns
        texts = [_Text(F(column) if isinstance(column, str) else column) for column in columns]
        super().__init__(expression=_Folded(*texts), output_field=models.TextField(), db_persist=True, **options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Return what a migration says of it: the columns."""
        name, path, _args, options = super().deconstruct()
        for given in ("expression", "output_field", "db_persist"):
            del options[given]
        return name, path, self.columns, options
