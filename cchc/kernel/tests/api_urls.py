"""A small API with everything that the base deals with."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from ninja import Query, Router, Schema
from pydantic import Field

from cchc.kernel import api
from cchc.kernel.api import door
from cchc.kernel.permission import Asker, Record, Scope
from cchc.kernel.refusal import Refusal


class Token:
    """Somebody with the permissions that the token lists."""

    is_authenticated, asker, name = True, Asker.PROGRAM, "Máy"
    user_id = unit_id = None

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words

    def may(self, action: str, record: Record | None = None) -> bool:
        return action in self.words

    def scope(self, action: str) -> Scope:
        return Scope(everything=action in self.words)


def authenticate(token: str, now: dt.datetime) -> Token | None:
    return Token(frozenset(token.split("+"))) if token.startswith("probe") else None


class Thing(Schema):
    id: int
    name: str


class NewThing(Schema):
    name: Annotated[str, Field(min_length=2, max_length=10)]
    count: Annotated[int, Field(ge=1, le=9)] = 1


router = Router(tags=["thử"])


@router.get("/things", response=api.page_of(Thing))
@api.needs("probe.read")
def things(request: HttpRequest, paging: Query[api.Paging]) -> HttpResponse:
    """List them."""
    return api.listed(
        request,
        paging,
        120,
        lambda start, size: [{"id": i, "name": f"Tên {i}"} for i in range(start, min(start + size, 120))],
    )


@router.get("/things/{pk}", response=Thing)
@api.needs("probe.read")
def thing(request: HttpRequest, pk: api.BigId) -> HttpResponse:
    """Get one."""
    if pk == 404:
        raise Http404
    if pk == 500:
        raise ZeroDivisionError("bí mật trong lỗi")
    return api.answer({"id": pk, "name": "Một", "amount": Decimal("1.50")})


@router.post("/things", response={201: Thing})
@api.needs("probe.write")
def add(request: HttpRequest, new: NewThing) -> HttpResponse:
    """Add one."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO probe (name, count) VALUES (%s, %s) RETURNING id", [new.name, new.count])
        (number,) = cursor.fetchone()
    if new.name == "từ chối":
        raise Refusal("Tên này đã có.", "name")
    return api.answer({"id": number, "name": new.name}, 201)


built = door.build([("/probe", router)], namespace="api-probe")
urlpatterns = [path("api/v1/", door.urls(built))]
