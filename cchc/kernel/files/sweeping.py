"""Forget what nobody needs: rows that nothing points to, contents that no row names, once they are a day old."""

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import islice

from django.db import connection, transaction

from cchc.kernel import history
from cchc.kernel.files import owners
from cchc.kernel.files.models import File, Preview
from cchc.kernel.files.stores import Lying, Store, store

log = logging.getLogger("cchc.files")
KEPT = dt.timedelta(days=1)
"""Longer than any transaction: content is put before the row that will name it is committed."""
_BATCH = 500
_LOCK = "hashtext('kernel_files')"


@contextmanager
def kept_off() -> Iterator[None]:
    """Put a content without the sweep removing it between a look at its age and its renewal."""
    with nullcontext() if connection.in_atomic_block else transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock_shared({_LOCK})")
        yield


def sweep() -> None:
    """Do it; a job of every night. What somebody is putting just then is left for the next one."""
    before = dt.datetime.now(dt.UTC) - KEPT  # the true time, also in a demonstration: the store goes by it
    with history.attributed(history.PLATFORM):
        owners.unowned().filter(kept_at__lt=before).delete()
        Preview.objects.filter(made_at__lt=before).exclude(sha256__in=File.objects.values("sha256")).delete()
    there, gone = store(), 0
    lying = (one for one in there.lying() if one.put_at < before)
    while some := list(islice(lying, _BATCH)):
        gone += _removed(there, some, before)
    if gone:
        log.warning("%s contents that no row named were swept", gone)


def _removed(there: Store, some: Sequence[Lying], before: dt.datetime) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_xact_lock({_LOCK})")
        if cursor.fetchone() == (False,):
            return 0
        names = [one.sha256 for one in some]
        named = {
            *File.objects.filter(sha256__in=names).values_list("sha256", flat=True),
            *Preview.objects.filter(picture__in=names).values_list("picture", flat=True),
        }
        return sum(there.remove(name, before) for name in names if name not in named)
