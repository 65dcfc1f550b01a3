"""Contents in a bucket of whatever speaks S3 (MinIO, Ceph, a cloud), one object each."""

import datetime as dt
import errno
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from obstore.exceptions import BaseError
from obstore.store import S3Store

from cchc.kernel.files.place import Place
from cchc.kernel.files.stores import Away, Lying
from cchc.kernel.refusal import marked

_IN_MEMORY = 2**20  # bytes of a content that is being read; the rest waits on the disk
_NO_BUCKET = marked("không có kho S3 mang tên đã đặt, hoặc không được phép xem nó")
_NO_ANSWER = marked("máy chủ S3 không trả lời, hoặc trả lời lỗi")


class Bucket:
    """Keeps each content in an object; the service checks on arrival that it has the hash that we say."""

    def __init__(self, place: Place) -> None:
        bucket, _, prefix = place.where.partition("/")
        said = {
            "endpoint": place.endpoint,
            "region": place.region or "us-east-1",  # services of one's own know none, and the protocol wants one
            "access_key_id": place.key_id,
            "secret_access_key": place.secret,
            "checksum_algorithm": "SHA256",
            "virtual_hosted_style_request": "false" if place.endpoint else "true",
        }
        whole = dt.timedelta(seconds=place.answer_seconds)
        self._store = S3Store(
            bucket,
            prefix=prefix or None,
            config={name: value for name, value in said.items() if value},  # type: ignore[arg-type]
            client_options={
                "timeout": whole,
                "connect_timeout": dt.timedelta(seconds=place.connect_seconds),
                "allow_http": place.endpoint.startswith("http://"),
            },
            retry_config={"max_retries": 2, "retry_timeout": whole / 2},  # who hangs once is not asked again
        )

    def put(self, sha256: str, content: bytes) -> None:
        with self._in_words():
            self._store.put(_key(sha256), content, use_multipart=False)

    def opened(self, sha256: str) -> IO[bytes]:
        content = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (the caller reads it, and closing removes it)
        try:
            with self._in_words():
                for piece in self._store.get(_key(sha256)).stream():
                    content.write(bytes(piece))
        except BaseException:
            content.close()
            raise
        content.seek(0)
        return cast(IO[bytes], content)

    def remove(self, sha256: str, before: dt.datetime) -> bool:
        with self._in_words():
            if self._store.head(_key(sha256))["last_modified"] >= before:
                return False
            self._store.delete(_key(sha256))
        return True

    def lying(self) -> Iterator[Lying]:
        with _away(_NO_ANSWER):
            for some in self._store.list():
                for one in some:
                    yield Lying(one["path"].rpartition("/")[2], one["last_modified"])

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Fail as a disk does: a content that is missing, or a bucket that is, which the service says alike."""
        try:
            with _away(_NO_ANSWER):
                yield
        except FileNotFoundError:
            with _away(_NO_BUCKET):
                next(iter(self._store.list(chunk_size=1)), None)
            raise


def _key(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


@contextmanager
def _away(why: str) -> Iterator[None]:
    """Fail as a store that can't be had; the service's own words may hold addresses and keys."""
    try:
        yield
    except BaseError as error:
        raise Away(errno.EIO, why) from error
