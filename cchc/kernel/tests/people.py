"""Somebody at the door, without the module that knows people: kernel lies below it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from cchc.kernel.history import Actor
from cchc.kernel.permission import Asker, Record, Scope


@dataclass
class Somebody:
    """Holds ``words``; over the whole province, or (``local``) over one unit only."""

    words: frozenset[str] = frozenset()
    user_id: int = 7
    local: bool = False
    name: str = "Nguyễn Thị Lan"
    role_label: str = "Văn phòng"
    unit_id: int | None = None

    @property
    def asker(self) -> Asker:
        return Asker.OFFICIAL if self.is_authenticated else Asker.NOBODY

    @property
    def is_authenticated(self) -> bool:
        return bool(self.words)

    def may(self, action: str, record: Record | None = None) -> bool:
        if action == "own_account":
            return self.is_authenticated and (record is None or record.owner_id == self.user_id)
        return action in self.words and not (self.local and record is not None and record.unit_id is None)

    def scope(self, action: str) -> Scope:
        return Scope(everything=action in self.words and not self.local)


present = Somebody()


def middleware(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def with_somebody(request: HttpRequest) -> HttpResponse:
        request.subject = present
        request.actor = Actor(present.user_id, present.name, "10.0.0.7")
        return answer(request)

    return with_somebody
