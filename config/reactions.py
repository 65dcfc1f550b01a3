"""Who reacts to what, in order. Read this page to see every jump between modules."""

from collections.abc import Callable
from typing import Any

from cchc.kernel.events import Event

REACTIONS: dict[type[Event], list[Callable[[Any], None]]] = {}
