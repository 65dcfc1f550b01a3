"""Which state follows which: the tables of the code, the triggers of the database and the acts say the same.

Every pair of states is tried on the trigger as the migrations make it; every move that is allowed is made by an action
in one of the stories below, read from the trail, and no action makes another.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from itertools import product
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from cchc.inspections.actions import visiting
from cchc.kernel import clock
from cchc.kernel.history.declared import declared
from cchc.kernel.jobs import progress
from cchc.kernel.models import JobProgress
from cchc.kernel.moves import Moves
from cchc.kernel.refusal import Refusal
from cchc.notifications.actions import sending
from cchc.notifications.models import Delivery
from cchc.notifications.states import Channel
from cchc.notifications.transports import TRANSPORTS, Send, Transport
from cchc.notifications.types import Fate, Outcome
from cchc.par_index.actions import rounds
from cchc.par_index.states import Stage
from cchc.reports.actions import moving
from tests.concurrency.stories import ALL, of_reports, of_the_index
from tests.concurrency.telling import STORIES, Story
from tests.concurrency.world import City, city

assert ALL
Made = tuple[str, str, str]
"""A table, a state of it ("" where a record begins), and the state that followed."""
pytestmark = pytest.mark.django_db
NO_STATE = {"kernel_eventoutcome.state": "what came of one reaction", "reports_step.state": "a state that was come to"}
"""Columns of that name that say what happened, and are only ever added."""
NOTE = """
CREATE FUNCTION pg_temp.note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO made VALUES (TG_TABLE_NAME, CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ->> TG_ARGV[0] ELSE '' END,
        to_jsonb(NEW) ->> TG_ARGV[0]);
    RETURN NULL;
END $$;
"""


def tables() -> dict[str, Moves]:
    """Return the moves of each table that has some."""
    return {model._meta.db_table: model.moves for model in apps.get_models() if hasattr(model, "moves")}


def test_every_field_of_states_says_how_it_moves() -> None:
    fields = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        if model.__module__.startswith("cchc.")
        for field in model._meta.concrete_fields
        if re.fullmatch(r"state|stage|status", field.column) and isinstance(field, models.CharField | models.TextField)
    }
    assert fields - NO_STATE.keys() == {f"{table}.{moves.field}" for table, moves in tables().items()}


def test_a_field_offers_the_states_of_its_moves() -> None:
    for model in apps.get_models():
        if hasattr(model, "moves"):
            assert model._meta.get_field(model.moves.field).choices == model.moves.states.choices, model


@pytest.mark.parametrize("table", list(tables()))
def test_the_database_lets_a_state_follow_only_as_the_table_says(table: str) -> None:
    moves = tables()[table]
    statement, _function = declared().triggers[table, f"{table}_moves"]
    wrong = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} ({moves.field} text)")  # hides the real one
        cursor.execute(statement)
        for state, to in product(moves.states, repeat=2):
            cursor.execute(f"DELETE FROM {table}")
            cursor.execute(f"INSERT INTO {table} VALUES (%s)", [state])
            if is_taken(f"UPDATE {table} SET {moves.field} = '{to}'") != (state == to or moves.allows(state, to)):
                wrong.append((state, to))
        transaction.set_rollback(True)
    assert wrong == []


def test_the_acts_make_every_move_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-10")
    watch()
    town, made = city(), set[Made]()
    for story in STORIES:
        for place in (0, 1):
            made |= told(partial(act, story, place, town))
    for tell in MORE:
        made |= told(partial(tell, town))
    allowed = {(table, state.value, to.value) for table, moves in tables().items() for state, to in moves}
    begun = {(table, to) for table, state, to in made if not state}
    missing = allowed - made
    reached = {(table, to) for table, _state, to in allowed} | begun
    unreached = {(table, state.value) for table, moves in tables().items() for state in moves.states} - reached
    assert missing == set()
    assert {move for move in made if move[1]} <= allowed
    assert unreached == set()


def act(story: Story, place: int, town: City) -> None:
    with suppress(Refusal):  # one of the two may come too late
        story.tell(town)[place]()


def mended_at_last(town: City) -> None:
    """What is still lacking is mended again; the last finding closes the visit."""
    (number,) = of_reports.findings(town, 1)
    for is_mended in (False, True):
        visiting.mend(number, "Đã niêm yết", **town.by("clerk"))
        visiting.verify(number, "Còn thiếu", is_mended=is_mended, **town.by())


def returned(town: City) -> None:
    """What the unit above sends back is checked again."""
    number = of_reports.moved(town, "checked", "signed", "sent")
    moving.send_back(number, "Thiếu số liệu", **town.by())
    moving.check(number, **town.by("clerk"))


def given_up(town: City, stage: Stage) -> None:
    """A round is given up at a stage before it is published."""
    rounds.cancel(of_the_index.at(town, stage), "Mở nhầm", **town.by())


def in_two_passes(town: City) -> int:
    """A round of two passes comes to its second appraisal."""
    days = replace(of_the_index.DAYS, second=of_the_index.DAYS.appraisal)
    number = rounds.open_(of_the_index.scheme(town), "Đợt", days, **town.by())
    for stage in (Stage.SELF, Stage.APPRAISAL):
        rounds.advance(number, stage, **town.by())
    return number


def appraised_twice(town: City) -> None:
    rounds.advance(in_two_passes(town), Stage.SECOND, **town.by())


def given_up_after_one_pass(town: City) -> None:
    rounds.cancel(in_two_passes(town), "Mở nhầm", **town.by())


def sent(town: City) -> None:
    """A message is taken, refused, tried later or given up; what ended badly is sent again when somebody asks."""
    now = town.by()["now"]
    at_length = now - dt.timedelta(days=30)
    for place, (fate, prepared) in enumerate(
        ((Fate.ACCEPTED, now), (Fate.REFUSED, now), (Fate.LATER, now), (Fate.LATER, at_length))
    ):
        row = Delivery.objects.create(
            user_id=town.by()["actor"].user_id, channel=Channel.SMS, day=now.date() + dt.timedelta(days=place),
            address="0912345678", subject="Nhắc", text="Việc", next_try_at=prepared, prepared_at=prepared,
        )  # fmt: skip
        answering = Transport(settings=(), configured=lambda: True, open=partial(gateway, fate))
        with patch.dict(TRANSPORTS, {Channel.SMS: answering}):
            sending.send(Channel.SMS, now)
        with suppress(Refusal):
            sending.again(row.pk, **town.by())


@contextmanager
def gateway(fate: Fate) -> Iterator[Send]:
    """Be a gateway that answers every message alike."""
    yield lambda _message: Outcome(fate, "")


def at_length(_town: City) -> None:
    """A long job ends in each way, and comes round again where its worker died before it could say so."""
    for error in (None, Refusal("Không làm được."), ValueError()):
        row = JobProgress.objects.create(job="", title="Việc", started_at=clock.now(), changed_at=clock.now())
        for _time in range(2):
            with suppress(Refusal, ValueError), progress.watching(str(row.pk), aside=False) as job:
                if error:
                    raise error
                job.end("")


MORE: list[Callable[[City], None]] = [
    mended_at_last,
    returned,
    *(partial(given_up, stage=stage) for stage in (Stage.APPRAISAL, Stage.EXPLANATION, Stage.RECHECK, Stage.COUNCIL)),
    appraised_twice,
    given_up_after_one_pass,
    sent,
    at_length,
]
"""What the stories of two do not tell."""


def told(tell: Callable[[], None]) -> set[Made]:
    """Tell a story and undo it; return the moves that were made."""
    with transaction.atomic():
        tell()
        made = seen()
        transaction.set_rollback(True)
    return made


def watch() -> None:
    """Let the database write down each move and each beginning, until the test is over."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE made (of text, state text, became text)")
        cursor.execute(NOTE)
        for table, moves in tables().items():
            cursor.execute(
                f"CREATE TRIGGER noted AFTER INSERT OR UPDATE ON {table} FOR EACH ROW"
                f" EXECUTE FUNCTION pg_temp.note('{moves.field}')"
            )


def seen() -> set[Made]:
    """Return what has been written down since the last rollback."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT of, state, became FROM made WHERE state <> became")
        return set(cursor.fetchall())


def is_taken(sql: str) -> bool:
    """Tell whether the database takes a change, or refuses it for another reason than that of its moves."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except IntegrityError as error:
        return "does not go from" not in str(error)
    return True
