"""An edit form says what it was opened on, so that nobody overwrites what somebody else has saved meanwhile.

The form carries a digest of what it showed (a hidden field that ``c-form`` writes); ``submitted`` compares it with the
record as it stands, under the record's lock. Where they differ the form says who saved and when, keeps what was typed,
shows the other text beside it, and is saved by the next press.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _

from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.late import is_own
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal, marked
from cchc.kernel.zone import ZONE

NAME = "seen"
_UNSAID = marked(
    "Không rõ biểu mẫu vừa gửi được mở từ nội dung nào, nên chưa lưu. Những gì bạn nhập vẫn còn ở đây: hãy xem nội dung"
    " đang lưu rồi bấm lưu lần nữa."
)


@dataclass(frozen=True)
class Opened:
    """What a form was opened on: ``hold`` locks it, ``read`` then tells its fields as the form would show them.

    ``trail`` names the rows (table, key) whose trail tells who saved.
    """

    hold: Callable[[], object]
    read: Callable[[], Mapping[str, Any]]
    trail: Callable[[], Sequence[tuple[str, Any]]]


def row(model: type[Model], pk: Any, read: Callable[[], Mapping[str, Any]]) -> Opened:
    """Return what a form of one row was opened on."""
    return Opened(lambda: locked(model, pk), read, lambda: [(model._meta.db_table, pk)])


class Overtaken(Refusal):
    """It was saved since the form was opened, perhaps by oneself; nothing was written, and nothing typed is lost."""


class Watched:
    """The part of a form that knows what it was opened on; ``cchc.ui.forms.Form`` has it."""

    opened: Opened | None = None
    theirs: Sequence[tuple[str, str]] = ()
    seen: str = ""
    fields: dict[str, forms.Field]
    initial: MutableMapping[str, Any]
    data: Mapping[str, Any]
    is_bound: bool
    cleaned_data: dict[str, Any]

    def opened_on(self, opened: Opened) -> None:
        """Say what the form was opened on, which its initial values show; one that was sent brings the digest."""
        self.opened = opened
        self.seen = self.data.get(self.seen_name, "") if self.is_bound else digest(self._in_sight(self.initial))

    @property
    def seen_name(self) -> str:
        return str(self.add_prefix(NAME))  # type: ignore[attr-defined]

    def must_be_unchanged(self, actor: Actor) -> None:
        """Raise ``Overtaken`` where the record, which is locked now, is not what the form showed.

        A form that doesn't say what it showed may overwrite nothing either: it is refused where anything differs.
        """
        if self.opened is None:
            return
        now = self._in_sight(self.opened.read())
        said, self.seen = self.seen, digest(now)
        if said == self.seen:
            return
        self.theirs = [(str(self.fields[name].label), words) for name, words in self._other(now)]
        if self.theirs:
            raise _overtaken(self.opened, actor) if said else Overtaken(_UNSAID)

    def _in_sight(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return ``values`` without those of hidden fields: numbers of versions, tokens."""
        hidden = {name for name, field in self.fields.items() if field.widget.is_hidden}
        return {name: value for name, value in values.items() if name not in hidden}

    def _other(self, now: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name, value in now.items():
            if name in self.fields and _plain(value) != _plain(self.cleaned_data.get(name)):
                yield name, shown(self.fields[name], value)


@contextmanager
def held(form: forms.Form, actor: Actor) -> Iterator[None]:
    """Hold the record of an edit form while its act runs; ``Overtaken`` if somebody has saved since it was opened."""
    opened: Opened | None = getattr(form, "opened", None)
    if opened is None:
        yield
        return
    with history.attributed(actor):
        opened.hold()
        form.must_be_unchanged(actor)  # type: ignore[attr-defined]
        yield


def digest(values: Mapping[str, Any]) -> str:
    """Return a short digest of what a form shows; nothing and an empty text are the same."""
    plain = json.dumps({name: _plain(value) for name, value in values.items()}, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").strip()


def shown(field: forms.Field, value: Any) -> str:
    """Return a value in words: its choice, or a day or a sum as the box of the field writes it."""
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(field, one) for one in value) or "–"
    choices = getattr(field, "choices", None)
    if choices:
        for one, label in choices:
            inside = label if isinstance(label, (list, tuple)) else [(one, label)]
            for key, words in inside:
                if str(key) == _plain(value):
                    return str(words)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    written = field.widget.format_value(field.prepare_value(value))
    return str(written) if written not in (None, "") else "–"


def _overtaken(opened: Opened, actor: Actor) -> Overtaken:
    latest = history.last_of(opened.trail())
    if latest is None or is_own(latest, actor):
        return Overtaken(
            "Phần này đã được lưu từ khi bạn mở trang. Những gì bạn nhập vẫn còn ở đây: hãy xem nội dung đã lưu rồi bấm"
            " lưu lần nữa."
        )
    return Overtaken(
        "%(who)s đã lưu phần này lúc %(at)s. Những gì bạn nhập vẫn còn ở đây: hãy xem nội dung họ đã lưu rồi bấm"
        " lưu lần nữa.",
        None,
        who=latest.actor,
        at=latest.at.astimezone(ZONE),
    )
