"""Several people at once: the database lets one of them win, and the sums stay right."""

import datetime as dt
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from cchc.accounts.models import Grant, User
from cchc.accounts.queries import subject_for_user
from cchc.documents.actions import urging as letters
from cchc.documents.models import Outgoing
from cchc.inbox.types import Urgent
from cchc.kernel.refusal import Refusal
from cchc.notifications.actions import urging
from cchc.notifications.models import Urged, Urging
from cchc.notifications.queries import urgings
from cchc.plans.actions import confirming, difficulties, extensions, own_plans, own_tasks, progress
from cchc.plans.actions.own_plans import Signed
from cchc.plans.actions.progress import Sending
from cchc.plans.models import Assignment, Difficulty, Extension, Report, Task
from cchc.plans.queries.due import due
from cchc.plans.rules.own_task import OwnTask
from cchc.plans.rules.reporting import Said
from cchc.plans.tests.work_cases import MARCH, Case, actor, at
from cchc.plans.tests.work_door import with_roles

pytestmark = pytest.mark.django_db(transaction=True)

JUNE = dt.date(2019, 6, 30)
WHOLE = Said(100, "Đã ban hành", reference_number="45/KH-SNV", reference_date=MARCH)


def by(case: Case, name: str) -> Any:
    return {"actor": actor(case.people[name]), "now": at(MARCH)}


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads that start together; return what each gave, or its refusal."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            gate.wait(timeout=10)
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def case(transactional_db: None) -> Case:
    return Case.make()


def test_a_form_sent_four_times_at_once_is_one_report(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    sending = Sending(token=uuid.uuid4())
    gave = at_once(*[lambda: progress.report(one.pk, WHOLE, sending, **by(case, "clerk"))] * 4)
    assert len(set(gave)) == 1
    assert Report.objects.count() == 1


def test_two_products_at_once_leave_one_waiting(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    gave = at_once(*[lambda: progress.report(one.pk, WHOLE, **by(case, "clerk"))] * 3)
    assert sum(isinstance(result, Refusal) for result in gave) == 2
    assert Report.objects.filter(state="sent").count() == 1


def test_confirming_and_sending_back_at_once_is_decided_once(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    report = progress.report(one.pk, WHOLE, **by(case, "clerk"))
    gave = at_once(
        lambda: confirming.confirm(report, **by(case, "office")),
        lambda: confirming.send_back(report, "Thiếu", **by(case, "office2")),
        lambda: progress.take_back(report, **by(case, "clerk")),
    )
    assert sum(isinstance(result, Refusal) for result in gave) == 2
    row, said = Assignment.objects.get(pk=one.pk), Report.objects.get(pk=report)
    assert (row.done_on is not None) == (said.state == "confirmed")
    assert not row.is_pending


def test_the_same_difficulty_and_request_at_once_are_one(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    at_once(*[lambda: difficulties.raise_one(one.pk, "Thiếu người", **by(case, "clerk"))] * 3)
    assert Difficulty.objects.count() == 1
    at_once(*[lambda: extensions.ask(one.pk, dt.date(2019, 8, 1), "Bận", **by(case, "clerk"))] * 3)
    assert Extension.objects.count() == 1


def test_communes_reporting_at_once_roll_up_to_the_right_mean(case: Case) -> None:
    above = case.assignment("H", end_on=JUNE)
    plan = own_plans.draw_up(case.plan.pk, case.units["H"].pk, "Huyện", [above.pk], **by(case, "district"))
    task = Task.objects.get(plan=plan)
    leads = tuple(case.units[key].pk for key in ("H", "X1", "X2"))
    own = OwnTask("Tuyên truyền", "Tập huấn", ("Hội nghị",), leads, end_on=JUNE)
    own_tasks.change(task.pk, own, **by(case, "district"))
    made = own_plans.adopt(plan, Signed("1/KH", MARCH), **by(case, "district"))
    said = [Said(percent, "Đã làm") for percent in (30, 60, 90)]
    pairs = zip(made, said, strict=True)
    at_once(*[lambda pk=pk, one=one: progress.report(pk, one, **by(case, "commune")) for pk, one in pairs])
    assert Assignment.objects.get(pk=above.pk).percent == 60


def test_urging_four_times_at_once_is_one_act(transactional_db: None) -> None:
    case = with_roles()
    works = [case.assignment(key, end_on=dt.date(2019, 2, 1)) for key in ("S1", "X2")]  # nobody has an account in X2
    urgent = Urgent("Kế hoạch", "/", [due(work) for work in works])
    gave = at_once(*[lambda: urging.urge(urgent, **by(case, "office"))] * 4)
    assert sum(isinstance(result, Refusal) for result in gave) == 3
    assert (Urging.objects.count(), Urged.objects.count()) == (1, 2)
    reached, unreached = (due(work).key for work in works)
    assert urgings.urged_on([reached, unreached], MARCH) == {reached}  # what reached nobody is no urging
    with pytest.raises(Refusal, match="chưa có tài khoản"):
        urging.urge(urgent, **by(case, "office"))
    somebody = User.objects.create(username="moi", full_name="Moi", unit=case.units["X2"])
    Grant.objects.create(user=somebody, role="officer", unit=case.units["X2"], valid_from=dt.date(2018, 1, 1))
    urging.urge(urgent, **by(case, "office"))
    assert urgings.urged_on([reached, unreached], MARCH) == {reached, unreached}


def test_two_letters_at_once_are_one_number(transactional_db: None) -> None:
    case = with_roles()
    act = urging.urge(
        Urgent("Kế hoạch", "/", [due(case.assignment("X2", end_on=dt.date(2019, 2, 1)))]), **by(case, "office")
    )
    signer = case.people["district"].pk
    subject = subject_for_user(signer, MARCH)
    assert subject
    unit = case.units["H"].pk
    gave = at_once(*[lambda: letters.write(act, unit, signer, subject, **by(case, "district"))] * 3)
    assert sum(isinstance(result, Refusal) for result in gave) == 2
    assert Outgoing.objects.count() == 1
