"""Read, in the background, the files that take longer than anybody should wait for a page."""

import datetime as dt
from typing import Any

from django.urls import reverse

from cchc.kernel import clock, jobs
from cchc.kernel.history import Actor
from cchc.kernel.jobs.progress import Progress
from cchc.plans.actions import reading_later


def _read(progress: Progress, token: str, unit_id: int, as_of: str, plan_id: int | None, actor: dict[str, Any]) -> str:
    day = dt.date.fromisoformat(as_of) if as_of else None
    made = reading_later.finish(
        token, unit_id, day, plan_id, actor=Actor(**actor), now=clock.now(), advanced=progress.at
    )
    return reverse("plans:review", args=[made])


jobs.define(reading_later.JOB, _read, reports=True)
