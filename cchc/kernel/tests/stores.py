"""The three kinds of store, each a real one: a directory, the tables of PostgreSQL, a server that speaks S3."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cchc.kernel.files import stores
from cchc.kernel.files.place import Place
from cchc.kernel.files.stores import Store

KINDS = ["directory", "database", "s3"]


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of a server that speaks S3, for as long as the tests run."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place of the kind that a test is parametrised with; a directory where it is not."""
    match getattr(request, "param", "directory"):
        case "database":
            request.getfixturevalue("db")
            return Place("database")
        case "s3":
            server, bucket = request.getfixturevalue("s3_server"), f"cchc-{abs(hash(tmp_path)):x}"
            urllib.request.urlopen(urllib.request.Request(f"{server}/{bucket}", method="PUT"))
            return Place("s3", f"{bucket}/tep", server, "", "khoa", "bi-mat")
        case _:
            return Place("directory", str(tmp_path / "tep"))


@pytest.fixture
def store(place: Place, settings: Any) -> Store:
    """The store of this installation for the length of a test."""
    settings.FILES = place
    return stores.of(place)
