"""What is due: findings to be mended."""

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils import translation

from cchc.inspections.queries.inspections import due_findings
from cchc.notifications.queries import sources
from cchc.notifications.types import Due


def _due(today: dt.date, until: dt.date) -> Sequence[Due]:
    with translation.override("vi"):
        return [
            Due(
                f"inspections.finding:{one.pk}",
                "finding",
                one.unit_id,
                one.visit.unit_id,
                one.due_on,
                f"Khắc phục sau kiểm tra: {one.text[:200]}",
                reverse("inspections:finding", args=[one.pk]),
            )
            for one in due_findings(until)
        ]


sources.register("finding", _due)
