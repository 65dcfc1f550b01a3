"""A field that holds a secret says so by its name: whatever shows or keeps what was typed goes by that."""

import pytest
from django import forms

from cchc.kernel.session_over import SECRET
from tests.repo.test_dates import form_classes

SECRETS = [
    pytest.param(name, id=f"{form.__module__}.{form.__name__}.{name}")
    for form in sorted(form_classes(), key=lambda one: (one.__module__, one.__name__))
    for name, field in form.base_fields.items()
    if isinstance(field.widget, forms.PasswordInput)
    or field.widget.attrs.get("autocomplete") in {"one-time-code", "new-password", "current-password"}
]


def test_the_walk_meets_the_forms() -> None:
    assert len(SECRETS) >= 6


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_named_as_one(name: str) -> None:
    assert SECRET.search(name)
