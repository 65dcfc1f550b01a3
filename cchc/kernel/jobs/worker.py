"""The process that runs the jobs: ``cchc worker``. Only it loads the asynchronous machinery of the queue."""

import functools
from argparse import ArgumentParser, Namespace
from typing import Any

from cchc.kernel import commands, history, jobs
from cchc.kernel.frames import roomy
from cchc.kernel.jobs import progress
from cchc.kernel.refusal import Refusal

_CONCURRENCY = 2
_PATIENCE = 30.0  # seconds that a running job gets to end when the worker is told to stop


def arguments(parser: ArgumentParser) -> None:
    """Describe what ``cchc worker`` takes."""
    parser.add_argument("--concurrency", type=commands.whole(1, 64), default=_CONCURRENCY, help="số việc chạy cùng lúc")
    parser.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi dừng")


def run(options: Namespace) -> int:
    """Run jobs until told to stop (SIGTERM, Ctrl-C); the ones under way are finished first."""
    app = application()
    app.run_worker(
        concurrency=options.concurrency,
        wait=not options.once,
        shutdown_graceful_timeout=_PATIENCE,
        fetch_job_polling_interval=5.0,
        delete_jobs="never",  # kernel.housekeeping does, after the operators could look at them
    )
    return 0


def application() -> Any:
    """Return the queue's application with every job and schedule, on connections of its own."""
    from procrastinate import RetryStrategy
    from procrastinate.contrib.django import DjangoApp
    from procrastinate.contrib.django.utils import connector_params
    from procrastinate.psycopg_connector import PsycopgConnector

    app = DjangoApp(connector=PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4))
    tasks = {}
    for job in jobs.known().values():
        strategy = RetryStrategy(max_attempts=job.retries, exponential_wait=4) if job.retries else False
        tasks[job.name] = app.task(name=job.name, retry=strategy)(functools.partial(roomy(execute), job))
        for number, schedule in enumerate(s for s in jobs.schedules() if s.name == job.name):
            app.periodic(cron=schedule.cron, periodic_id=str(number))(tasks[job.name])
    return app


def execute(job: jobs.Job, *, aside: bool = True, timestamp: int | None = None, **given: Any) -> None:
    """Run ``job``; ``timestamp`` comes from a schedule and means nothing to it.

    ``aside`` writes the progress through a connection of its own, so that it shows before the work is committed.
    """
    with history.acting(history.Actor(None, history.PLATFORM.label, f"job {job.name}")):
        if job.reports:
            number, language = given.pop("progress"), given.pop("language", "vi")
            with progress.watching(number, language, aside=aside) as watched:
                watched.end(job.run(watched, **given))
            return
        try:
            job.run(**given)
        except Refusal as refusal:
            progress.log.warning("%s: %s", job.name, refusal.message)
