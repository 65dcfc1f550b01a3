"""What two acts at once come to where no lock keeps them in a row: done again, and at last a sentence."""

import threading
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from cchc.kernel import collisions, history
from cchc.kernel.collisions import Collided, Collision, Middleware, whole
from cchc.kernel.history import PLATFORM

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def table() -> None:
    run("CREATE TABLE pair (id int PRIMARY KEY, n int)")
    run("INSERT INTO pair VALUES (1, 0), (2, 0)")
    yield
    run("DROP TABLE pair")


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def both(first: int, second: int, barrier: threading.Barrier) -> Callable[[], None]:
    """Return an act that writes two rows; the first try of each waits until the other has its first row."""
    tries: list[int] = []

    def act() -> None:
        tries.append(1)
        with history.attributed(PLATFORM):
            run(f"UPDATE pair SET n = n + 1 WHERE id = {first}")
            if len(tries) == 1:
                barrier.wait(10)
            run(f"UPDATE pair SET n = n + 1 WHERE id = {second}")

    return act


def test_a_deadlock_is_done_again(table: None) -> None:
    barrier, errors = threading.Barrier(2), []

    def one(act: Callable[[], None]) -> None:
        try:
            whole(act)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[both(*order, barrier)]) for order in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM pair ORDER BY id")
        assert cursor.fetchall() == [(2,), (2,)]


def clash() -> None:
    with history.attributed(PLATFORM):
        run("INSERT INTO pair VALUES (1, 0)")


def test_a_clash_that_stays_is_a_sentence_and_writes_nothing(table: None) -> None:
    with pytest.raises(Collided, match="cùng lúc"):
        whole(clash)


def test_without_a_whole_act_the_error_comes_through(table: None) -> None:
    with pytest.raises(IntegrityError):
        clash()


def test_what_is_committed_in_part_is_not_done_again(table: None) -> None:
    done: list[int] = []

    def act() -> None:
        done.append(1)
        with history.attributed(PLATFORM):
            run("UPDATE pair SET n = n + 1 WHERE id = 1")
        clash()

    with pytest.raises(Collided):
        whole(act)
    assert done == [1]


def test_another_error_is_none_of_this(table: None) -> None:
    def act() -> None:
        with history.attributed(PLATFORM):
            run("INSERT INTO pair VALUES (NULL, 0)")

    with pytest.raises(IntegrityError):
        whole(act)


def test_inside_a_transaction_it_is_done_once(table: None) -> None:
    with pytest.raises(OperationalError), transaction.atomic():
        whole(lambda: raised(OperationalError("deadlock")))


def raised(error: Exception) -> None:
    raise error


class Match:
    """What the resolver has found."""

    def __init__(self, view: Callable[..., HttpResponse]) -> None:
        self.func, self.args, self.kwargs = view, (), {}


def test_each_try_reads_the_files_from_their_beginning(table: None) -> None:
    read: list[bytes] = []

    def view(request: HttpRequest) -> HttpResponse:
        read.append(request.FILES["file"].read())  # type: ignore[union-attr]
        if len(read) < 4:
            clash()
        return HttpResponse("xong")

    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.csv", b"1,2")})
    request.resolver_match = Match(view)  # type: ignore[assignment]

    def handler(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except collisions.Collision as error:
            answered = middleware.process_exception(request, error)
            assert answered is not None
            return answered

    middleware = Middleware(handler)
    assert middleware(request).content == b"xong"
    assert read == [b"1,2"] * 4


def test_a_request_is_answered_again_and_shows_the_sentence_at_last(table: None) -> None:
    tries: list[int] = []

    def view(request: HttpRequest) -> HttpResponse:
        tries.append(1)
        if len(tries) < 3:
            clash()
        return HttpResponse(request.POST["text"])

    request = RequestFactory().post("/", {"text": "như đã gửi"})
    request.resolver_match = Match(view)  # type: ignore[assignment]

    def handler(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except Exception as error:
            answered = middleware.process_exception(request, error)
            assert answered is not None
            return answered

    middleware = Middleware(handler)
    assert middleware(request).content.decode() == "như đã gửi"
    assert len(tries) == 3
    assert middleware.process_exception(request, ValueError()) is None


def test_a_collision_is_no_refusal() -> None:
    assert not issubclass(Collision, collisions.Refusal), "a page must not show it as its own refusal"
