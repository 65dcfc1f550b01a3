"""The one ``NinjaAPI``: who may come in, what it offers, and its OpenAPI document."""

import hashlib
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.module_loading import autodiscover_modules, import_string
from ninja import NinjaAPI, Router
from ninja.parser import Parser
from ninja.security import HttpBearer

from cchc.kernel import clock, requests
from cchc.kernel.api import idempotency, problems
from cchc.kernel.api.idempotency import Replayed
from cchc.kernel.api.pace import PACE
from cchc.kernel.permission import Subject, public, subject_of
from cchc.kernel.text import MOST_LETTERS, clean

ROOT = f"{requests.API.lstrip('/')}v1/"
View = TypeVar("View", bound=Callable[..., Any])
_mounted: list[tuple[str, Router]] = []


@dataclass(frozen=True)
class Operation:
    """One operation: its ``permission``, or the reason why it is open to all."""

    method: str
    path: str
    name: str
    permission: str | None
    open_reason: str | None
    view: Callable[..., Any]


class _Token(HttpBearer):
    """A bearer token; accounts, which lies above, knows whose it is (``settings.API_AUTHENTICATE``)."""

    def authenticate(self, request: HttpRequest, token: str) -> Subject | None:
        subject = cast("Subject | None", import_string(settings.API_AUTHENTICATE)(token, clock.now()))
        if subject is not None:
            request.subject = subject  # type: ignore[attr-defined]
            if wait := PACE.wait(hashlib.sha256(token.encode()).digest(), time.time()):
                raise problems.TooMany(wait)
        return subject


class _Parser(Parser):
    """What a caller sends, its letters as they should be (see ``cchc.kernel.text.clean``)."""

    def parse_body(self, request: HttpRequest) -> Any:
        return _cleaned(super().parse_body(request))

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> Any:
        return _cleaned(super().parse_querydict(data, list_fields, request))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        if len(value) > MOST_LETTERS:
            raise ValueError(f"a text of {len(value)} letters")
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return {name: _cleaned(each) for name, each in value.items()} if isinstance(value, dict) else value


class _Api(NinjaAPI):
    """Adds to the document what every operation shares."""

    def get_openapi_schema(self, **options: Any) -> Any:
        schema = super().get_openapi_schema(**options)
        parts = schema.setdefault("components", {}).setdefault("schemas", {})
        described = problems.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        parts.update({**described.pop("$defs", {}), "Problem": described})
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                operation["responses"]["default"] = _ERROR
                if method == "post":
                    operation.setdefault("parameters", []).append(_KEY)
        return schema


_ERROR = {
    "description": "Lỗi (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_KEY = {
    "name": idempotency.HEADER,
    "in": "header",
    "required": True,
    "schema": {"type": "string", "minLength": 8, "maxLength": 128},
    "description": "Mới cho mỗi việc; gửi lại cùng khóa thì nhận lại câu trả lời cũ.",
}


def mount(prefix: str, router: Router) -> None:
    """Offer ``router`` under ``/api/v1/<prefix>/``; call it in ``plugs/api.py``."""
    _mounted.append((f"/{prefix.strip('/')}", router))


def needs(action: str) -> Callable[[View], View]:
    """Open an operation to those who hold ``action`` somewhere; the record itself is checked in ``access``."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not subject_of(request).may(action):
                raise PermissionDenied(action)
            return view(request, *args, **kwargs)

        guarded.permission = action  # type: ignore[attr-defined]
        return cast(View, guarded)

    return declare


def open_to_all(reason: str) -> Callable[[View], View]:
    """Say why an operation asks for no permission (it must then pass ``auth=None`` to be open without a token)."""

    def declare(view: View) -> View:
        view.public = reason  # type: ignore[attr-defined]
        return view

    return declare


@cache
def built() -> NinjaAPI:
    """Return the API with everything that the modules offer."""
    autodiscover_modules("plugs.api")
    return build(_mounted)


def build(mounted: Iterable[tuple[str, Router]], namespace: str = "api") -> NinjaAPI:
    """Return an API with ``mounted`` routers, by their prefixes."""
    api = _Api(
        title="CCHC",
        version="1",
        description="API của nền tảng cải cách hành chính. Lỗi theo RFC 9457; mọi POST cần Idempotency-Key.",
        docs_url=None,
        openapi_url="/openapi.json",
        urls_namespace=namespace,
        auth=_Token(),
        parser=_Parser(),
    )
    problems.install(api)
    api.add_exception_handler(Replayed, _replay)
    api.add_decorator(idempotency.claimed, mode="operation")
    api.add_decorator(idempotency.transaction_of_post, mode="view")
    for prefix, router in mounted:
        api.add_router(prefix, router)
    return api


def _replay(request: HttpRequest, replayed: Any) -> HttpResponse:
    response: HttpResponse = replayed.response
    return response


def operations(api: NinjaAPI | None = None) -> list[Operation]:
    """Return every operation of the API."""
    found, api = [], api or built()
    for bound in api._get_bound_routers():
        for pattern, view in bound.path_operations.items():
            for one in view.operations:
                where = "/" + "/".join(part for part in (ROOT, bound.prefix, pattern) if part.strip("/"))
                where = re.sub("/+", "/", where).rstrip("/")
                declared = getattr(one.view_func, "permission", None), getattr(one.view_func, "public", None)
                name = one.operation_id or api.get_openapi_operation_id(one)
                found += [Operation(method, where, name, *declared, one.view_func) for method in one.methods]
    return found


def urls(api: NinjaAPI | None = None) -> tuple[list[URLPattern], str, str]:
    """Return what ``path`` takes: the addresses, with an answer in the API's own words for those it does not have."""
    listed, app, namespace = (api or built()).urls
    patterns = cast("list[URLPattern]", listed)
    for pattern in patterns:
        pattern.callback = _in_own_words(pattern.callback)
    return [*patterns, path("<path:rest>", _missing)], app, namespace


def _in_own_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        worded = problems.of_status(405)
        worded["Allow"] = response.headers.get("Allow", "")
        return worded

    return public("Each operation of the API declares its own permission; see cchc.kernel.api.operations")(answered)


@public("Tells only that the address does not exist")
def _missing(request: HttpRequest, rest: str) -> HttpResponse:
    return problems.of_status(404)
