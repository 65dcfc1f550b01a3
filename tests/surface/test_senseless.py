"""Whatever stands in an address or a form, a page answers: numbers of 5 000 digits, exponents of millions, far years.

Every address, with every parameter that the source reads and every field that a form has, all holding one nonsense.
A form that was not taken is never answered as if it had been: 422, or 403 where it was not for this person.
"""

import re
from pathlib import Path
from typing import Any

import pytest

import cchc
from cchc.accounts.models import Grant
from cchc.accounts.rules.roles import Role
from tests.repo.test_dates import form_classes
from tests.surface.test_surface import client_of, declared, filled
from tests.surface.world import TODAY, made

ROOT = Path(cchc.__file__).parent
ASKED = re.compile(r"""(?:GET|POST|params|asked)(?:\.get|\.getlist)?[(\[]\s*["']([\w-]+)["']""")
SENSELESS = ("9" * 5_000, "1e-8000000", "99999", "0", "99999-01-01", "\u0661\u0662")
GALLERY = "ui/"  # shows every component, a refused form too
KEPT = {"lam", "xuat"}  # which act, which export: words, and not what this is about


def parameters() -> set[str]:
    """Return the names of all parameters that pages read."""
    sources = (path for path in ROOT.rglob("*.py") if "tests" not in path.parts)
    return {name for path in sources for name in ASKED.findall(path.read_text(encoding="utf-8"))} - KEPT


def fields() -> set[str]:
    return {name for form in form_classes() for name in form.base_fields} - KEPT


def test_the_walk_meets_parameters_and_fields() -> None:
    assert parameters() > {"nam", "don-vi", "trang", "truoc", "phieu"}
    assert len(fields()) > 100


def is_refused(answer: Any) -> bool:
    return not answer.streaming and b"data-error-summary" in answer.content


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("nonsense", SENSELESS, ids=lambda text: text[:12])
def test_pages_answer_nonsense(nonsense: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", TODAY.isoformat())
    world = made(1)
    user = world.people[0]
    Grant.objects.filter(user=user).delete()
    Grant.objects.bulk_create(Grant(user=user, role=role.value, unit_id=world.root, valid_from=TODAY) for role in Role)
    client = client_of(user)
    asked: dict[str, Any] = dict.fromkeys(parameters(), nonsense)
    typed = asked | dict.fromkeys(fields(), nonsense)
    for where, _permission in declared():
        for address, _owner in list(filled(world, where))[:1]:
            assert client.get(address, asked).status_code < 500, f"GET {address}"
            answer = client.post(address, typed)
            assert answer.status_code < 500, f"POST {address}"
            assert answer.status_code != 200 or where == GALLERY or not is_refused(answer), (
                f"POST {address} refuses with 200"
            )
