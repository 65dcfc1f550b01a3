"""Errors as RFC 9457 problem details: a stable ``type``, and one sentence that says what to do."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from cchc.kernel import collisions, outages, requests
from cchc.kernel.api.json import dump
from cchc.kernel.api.words import sentence
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say

log = logging.getLogger("cchc.api")
TYPE = "application/problem+json; charset=utf-8"
PREFIX = "urn:cchc:problem:"

_KINDS: dict[str, tuple[int, Promise]] = {
    "malformed": (400, gettext_lazy("Yêu cầu không đọc được")),
    "unauthenticated": (401, gettext_lazy("Chưa xác thực")),
    "forbidden": (403, gettext_lazy("Không có quyền")),
    "not-found": (404, gettext_lazy("Không tìm thấy")),
    "method-not-allowed": (405, gettext_lazy("Không dùng được phương thức này")),
    "too-slow": (408, gettext_lazy("Gửi quá chậm")),
    "conflict": (409, gettext_lazy("Dữ liệu đã thay đổi")),
    "too-large": (413, gettext_lazy("Yêu cầu quá lớn")),
    "invalid": (422, gettext_lazy("Dữ liệu chưa hợp lệ")),
    "refused": (422, gettext_lazy("Không thực hiện được")),
    "idempotency-key-missing": (400, gettext_lazy("Thiếu Idempotency-Key")),
    "idempotency-key-reused": (422, gettext_lazy("Idempotency-Key đã dùng cho yêu cầu khác")),
    "too-many-requests": (429, gettext_lazy("Gửi quá nhiều yêu cầu")),
    "internal": (500, gettext_lazy("Lỗi của hệ thống")),
    "unavailable": (503, gettext_lazy("Cơ sở dữ liệu đang bận")),
    "busy": (503, gettext_lazy("Quá nhiều yêu cầu đang chờ")),
}
_BY_STATUS = {400: "malformed", 401: "unauthenticated", 403: "forbidden", 404: "not-found", 405: "method-not-allowed"}
_BY_STATUS |= {409: "conflict", 413: "too-large", 422: "refused", 429: "too-many-requests"}


class Problem(Schema):
    """The form of every error."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    errors: list["FieldProblem"] = []


class FieldProblem(Schema):
    """What is wrong with one field; ``in`` is body, query or path."""

    field: str
    detail: str


class ProblemRaised(Exception):
    """An operation ends with this problem."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind, self.detail = kind, detail


def refuse(kind: str, detail: str) -> ProblemRaised:
    """Return the exception to raise for a problem of ``kind`` (a word of the list in this file)."""
    if kind not in _KINDS:
        raise KeyError(kind)
    return ProblemRaised(kind, detail)


class TooMany(Exception):
    """One token sends more than its share; ``wait`` is in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def _too_many(error: TooMany) -> HttpResponse:
    response = problem("too-many-requests", _("Chờ %(count)s giây rồi gửi lại.") % {"count": error.wait})
    response["Retry-After"] = str(error.wait)
    return response


def problem(kind: str, detail: str, errors: Sequence[dict[str, str]] = ()) -> HttpResponse:
    """Return the answer for a problem of ``kind``."""
    status, title = _KINDS[kind]
    content: dict[str, Any] = {"type": PREFIX + kind, "title": title, "status": status, "detail": detail}
    if requests.current_id():
        content["instance"] = f"urn:cchc:request:{requests.current_id()}"
    if errors:
        content["errors"] = errors
    response = HttpResponse(dump(content), status=status, content_type=TYPE)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="cchc"'
    return response


def install(api: NinjaAPI) -> None:
    """Answer every exception of an operation with a problem."""
    handlers: dict[type[Exception], Callable[[Any], HttpResponse]] = {
        ProblemRaised: lambda error: problem(error.kind, error.detail),
        TooMany: _too_many,
        AuthenticationError: lambda error: problem(
            "unauthenticated", _("Gửi khóa API ở đầu mục Authorization: Bearer.")
        ),
        PermissionDenied: lambda error: problem("forbidden", _("Khóa API này không có quyền làm việc đó.")),
        Http404: lambda error: problem("not-found", _("Không có bản ghi này, hoặc khóa API không được xem.")),
        collisions.Collision: _again,
        collisions.Collided: collided,
        DatabaseError: _of_the_database,
        InterfaceError: _of_the_database,
        Refusal: _refused,
        ValidationError: _invalid,
        RequestDataTooBig: lambda error: problem("too-large", _("Giảm dung lượng của yêu cầu rồi gửi lại.")),
        HttpError: _from_status,
        Exception: _crashed,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, _ignoring_request(handler))


def _ignoring_request(handler: Callable[[Any], HttpResponse]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda request, error: handler(error)


def _refused(error: Refusal) -> HttpResponse:
    why = say(error)
    return problem("refused", why, [{"field": error.field, "detail": why}] if error.field else [])


def collided(error: Refusal) -> HttpResponse:
    """Return the answer where another act stood in the way to the last."""
    return problem("conflict", say(error))


def _again(error: Exception) -> HttpResponse:
    raise error  # the whole request is answered again


def unavailable() -> HttpResponse:
    """Return the answer where the database could not do it now; its key makes it safe to send a POST again."""
    detail = _("Gửi lại sau ít giây (POST thì giữ nguyên Idempotency-Key); nếu vẫn vậy thì hỏi ít dữ liệu hơn.")
    response = problem("unavailable", detail)
    response["Retry-After"] = str(outages.RETRY_AFTER)
    return response


def _of_the_database(error: DatabaseError | InterfaceError) -> HttpResponse:
    if not collisions.collided(error):
        if outages.of(error) is None:
            return _crashed(error)
        log.warning("request %s: %s", requests.current_id(), error)
        return unavailable()
    found = collisions.met(error)
    if isinstance(found, Refusal):
        return collided(found)
    raise found from error


def _invalid(error: ValidationError) -> HttpResponse:
    fields = [{"field": _field(one["loc"]), "detail": sentence(one)} for one in error.errors]
    return problem("invalid", _("Sửa các mục được nêu ở “errors” rồi gửi lại."), fields)


def _field(place: Sequence[Any]) -> str:
    """Name a field as the client does: an operation takes one body, whose name in our code is not theirs."""
    inside = place[2:] if place[0] == "body" and len(place) > 2 else place[1:]
    return ".".join(str(part) for part in inside)


def _from_status(error: HttpError) -> HttpResponse:
    return of_status(error.status_code)


def of_status(status: int) -> HttpResponse:
    """Return the problem for an answer that something below has given without words of ours."""
    details = {
        400: _("Thân yêu cầu phải là JSON hợp lệ, mã hóa UTF-8."),
        404: _("Địa chỉ này không có trong API; xem /api/v1/openapi.json."),
        405: _("Địa chỉ này không nhận phương thức đó; xem /api/v1/openapi.json."),
    }
    return problem(_BY_STATUS.get(status, "internal"), details.get(status, _("Yêu cầu không thực hiện được.")))


def _crashed(error: Exception) -> HttpResponse:
    log.exception("request %s", requests.current_id(), exc_info=error)
    return problem("internal", _("Hệ thống gặp lỗi khi xử lý; gửi mã ở “instance” cho người quản trị."))
