"""Contents in a table, for a small installation: one dump holds all, and they come and go with the transaction."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import IO

from django.db import connection

from cchc.kernel.files.models import FileContent
from cchc.kernel.files.stores import Lying


class Table:
    """Keeps each content in a row."""

    def put(self, sha256: str, content: bytes) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO kernel_filecontent (sha256, content, put_at) VALUES (%s, %s, clock_timestamp())"
                " ON CONFLICT (sha256) DO UPDATE SET content = excluded.content, put_at = excluded.put_at",
                [sha256, content],
            )

    def opened(self, sha256: str) -> IO[bytes]:
        row = FileContent.objects.filter(pk=sha256).values_list("content", flat=True).first()
        if row is None:
            raise FileNotFoundError(sha256)
        return io.BytesIO(bytes(row))

    def remove(self, sha256: str, before: dt.datetime) -> bool:
        gone, _of_each = FileContent.objects.filter(pk=sha256, put_at__lt=before).delete()
        return bool(gone)

    def lying(self) -> Iterator[Lying]:
        yield from (Lying(*row) for row in FileContent.objects.values_list("sha256", "put_at").iterator())
