"""Every operation answers whatever is sent to it as its OpenAPI document says: a status named there, in its schema."""

import uuid
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks

from cchc.accounts.actions import tokens
from cchc.kernel import rights
from cchc.kernel.history import attributed
from cchc.plans.models import Assignment, Difficulty, Report
from cchc.plans.tests.work_cases import MARCH, SETUP, Case, actor, at
from cchc.plans.tests.work_door import with_roles

CHECKS = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
    openapi_checks.response_headers_conformance,
]
SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    made = with_roles()
    for unit in ("S1", "H", "X1"):
        made.assignment(unit)
    signals = (request_started, request_finished)
    for signal in signals:  # a request over WSGI would close the connection that holds the test's transaction
        signal.disconnect(close_old_connections)
    yield made
    for signal in signals:
        signal.connect(close_old_connections)


def test_the_document_names_operations_that_read_and_that_write() -> None:
    assert len(OPERATIONS) >= 19
    assert {operation.method for operation in OPERATIONS} >= {"get", "post"}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_an_operation_keeps_its_contract(case: Case, operation: schemathesis.schemas.APIOperation) -> None:
    who = case.people["office"]
    work = Assignment.objects.get(unit=case.units["X1"])
    with attributed(SETUP):
        report = Report.objects.create(assignment=work, percent=1, done_text="Đang làm", reported_at=at(MARCH))
        stuck = Difficulty.objects.create(assignment=work, text="Khó", raised_at=at(MARCH), at_unit=case.units["P"])
    there = {"plan_id": case.plan.pk, "task_id": work.task_id, "assignment_id": work.pk}
    there |= {"report_id": report.pk, "difficulty_id": stuck.pk}
    raw = tokens.issue(who.pk, name="thử", scopes=rights.of_tokens(), days=9, actor=actor(who), now=at(MARCH)).raw

    @settings(
        max_examples=20,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(sent=operation.as_strategy(), real=st.booleans())
    def holds(sent: schemathesis.Case, real: bool) -> None:
        if real:
            sent.path_parameters |= {name: there[name] for name in sent.path_parameters if name in there}
        headers = {"Authorization": f"Bearer {raw}", "Idempotency-Key": uuid.uuid4().hex}
        sent.call_and_validate(headers=headers, checks=CHECKS)

    holds()
