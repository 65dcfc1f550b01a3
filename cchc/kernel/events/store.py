"""Events as JSON and back, by the types of their fields."""

from typing import TYPE_CHECKING, Any

from cchc.kernel.events import Event

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_adapters: dict[type[Event], "TypeAdapter[Any]"] = {}


def _adapter(event: type[Event]) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    if event not in _adapters:
        _adapters[event] = TypeAdapter(event)
    return _adapters[event]


def pack(event: Event) -> dict[str, Any]:
    """Return the fields of ``event`` as JSON values."""
    packed = _adapter(type(event)).dump_python(event, mode="json")
    return dict(packed)


def unpack(event: type[Event], payload: dict[str, Any]) -> Event:
    """Return the event whose fields ``pack`` gave; ``ValueError`` if the class has changed since."""
    restored: Event = _adapter(event).validate_python(payload)
    return restored
