"""The kinds of subject: a citizen, whom no module knows yet, meets every door that the kernel keeps."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from cchc.kernel import navigation, searching
from cchc.kernel.permission import Asker, Record, Scope, Subject, permission, subject_of
from cchc.kernel.wanted import Wanted


@dataclass(frozen=True)
class Citizen:
    """A module above would bring one: signed in, with a file of their own and no account of officials."""

    name: str = "Trần Văn Dân"
    asker: Asker = Asker.CITIZEN
    is_authenticated: bool = True
    user_id: int | None = None
    unit_id: int | None = None

    def may(self, action: str, record: Record | None = None) -> bool:
        return action == "own_file"

    def scope(self, action: str) -> Scope:
        return Scope()


def _asked(subject: Subject) -> HttpRequest:
    request = HttpRequest()
    request.subject = subject  # type: ignore[attr-defined]
    return request


@permission("own_file")
def _own(request: HttpRequest) -> HttpResponse:
    return HttpResponse(subject_of(request).name)


@permission("assignment.read")
def _of_officials(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def test_a_citizen_opens_what_is_for_citizens_and_nothing_else() -> None:
    assert _own(_asked(Citizen())).content.decode() == "Trần Văn Dân"
    with pytest.raises(PermissionDenied):
        _of_officials(_asked(Citizen()))


@pytest.mark.django_db
def test_nothing_of_the_workplace_is_offered_to_a_citizen() -> None:
    assert navigation.menu(Citizen(), "/") == []
    assert navigation.bells(Citizen()) == []
    assert searching.search(Citizen(), Wanted.of("kế hoạch")).groups == []
