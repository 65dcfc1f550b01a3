"""A survey as a table."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from cchc.kernel.sheets import Column
from cchc.surveys.models import Survey
from cchc.surveys.queries.standing import Line


def rows(lines: Sequence[Line], survey: Survey) -> tuple[list[Column], Iterator[list[Any]]]:
    """Return forms wanted, valid and void of each unit, and what came of them."""
    columns = [
        Column(_("Đơn vị"), width=40), Column(_("Số giao dịch"), "number"), Column(_("Cần"), "number"),
        Column(_("Hợp lệ"), "number"), Column(_("Không hợp lệ"), "number"),
        *(Column(question["code"], "number") for question in survey.questions),
    ]  # fmt: skip
    return columns, (
        [
            one.name, one.population, one.quota, one.valid, one.void,
            *(result.value if result else None for result in one.results),
        ]
        for one in lines
    )  # fmt: skip
