"""A page with forms is answered 422 where one of them was sent and is refused."""

import pytest
from django import forms
from django.test import RequestFactory

from cchc.ui import answering
from cchc.ui.answering import form_page


class Named(forms.Form):
    name = forms.CharField()


@pytest.mark.parametrize(
    ("context", "refused", "status"),
    [
        ({}, None, 200),
        ({"form": Named()}, None, 200),
        ({"form": Named({"name": "A"})}, None, 200),
        ({"form": Named({"name": ""})}, None, 422),
        ({"words": "A", "first": Named(), "second": Named({})}, None, 422),  # a page of several acts
        ({"form": Named({"name": "A"})}, True, 422),  # what stands at no field: a line of a file
        ({"form": Named({})}, False, 200),  # a part of a page: no script puts an error in its place
    ],
)
def test_a_refused_form_is_no_success(
    context: dict[str, object], refused: bool | None, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = []
    monkeypatch.setattr(answering, "render", lambda *_args, **options: given.append(options["status"]))
    form_page(RequestFactory().post("/"), "any.html", context, refused=refused)
    assert given == [status]
