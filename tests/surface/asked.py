"""The surveys of the world: one of each unit, about itself."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from cchc.surveys.models import RatedUnit, Survey

QUESTION = {"key": "c1", "code": "1.1", "about": "Việc", "title": "Ông, bà có hài lòng?", "options": ["có", "không"]}


def surveys(unit_ids: Iterable[int], secret: Callable[[int], str]) -> Iterator[tuple[int, int]]:
    """Make them; yield the number of each and the unit that runs it."""
    for unit_id in unit_ids:
        row = Survey.objects.create(
            operator_id=unit_id,
            title=f"Khảo sát {secret(unit_id)}",
            questions=[QUESTION],
            last_on=dt.date(2019, 5, 31),
        )
        RatedUnit.objects.create(survey=row, unit_id=unit_id)
        yield row.pk, unit_id
