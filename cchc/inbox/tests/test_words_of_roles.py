"""What roles that a province has composed may do in the inbox after the upgrade."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cchc.accounts.models import ComposedRole
from cchc.kernel import history
from cchc.kernel.history import coverage

pytestmark = pytest.mark.django_db(transaction=True)
READ, GIVE = "inbox.read", "inbox.give"


@pytest.fixture
def before() -> Iterator[None]:
    """The schema as it was before the inbox spoke to composed roles."""
    MigrationExecutor(connection).migrate([("inbox", "0001_initial")])
    yield
    upgrade()


def upgrade() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("inbox"))
    coverage.install()


@pytest.mark.parametrize(
    ("words", "decided", "held"),
    [
        (["assignment.report", "plan.read"], ["assignment.report", "plan.read"], {READ}),
        (["difficulty.answer", "plan.read"], ["difficulty.answer", "plan.read"], {READ, GIVE}),
        (["plan.read"], ["assignment.report", "difficulty.answer", "plan.read"], set()),
        (["assignment.report"], ["assignment.report", READ], set()),
    ],
    ids=["who reports", "who answers", "who reads only", "decided otherwise"],
)
def test_who_works_sees_what_waits(before: None, words: list[str], decided: list[str], held: set[str]) -> None:
    with history.attributed(history.PLATFORM):
        ComposedRole.objects.create(code="to", base="officer", name="Tổ", words=words, decided=decided)
    upgrade()
    role = ComposedRole.objects.get(code="to")
    assert set(role.words) == {*words, *held}
    assert set(role.decided) == {*decided, *held}
