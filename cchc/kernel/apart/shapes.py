"""Dataclasses as plain lists, and back: whatever has another shape than its type says is refused."""

import datetime as dt
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin

T = TypeVar("T")
Make = Callable[[Any], Any]
_PLAIN = {str, int, float, bool, dt.date, dt.datetime, Decimal, types.NoneType}


def plain(value: Any) -> Any:
    """Return a dataclass as the list of its fields' values, tuples as lists, a mapping as it is."""
    if isinstance(value, (str, int, float)) or value is None:
        return value
    if is_dataclass(value):
        return [plain(getattr(value, name)) for name in _names(cast(Hashable, type(value)))]
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    return value


def made(kind: type[T], value: Any) -> T:
    """Return ``value`` as a ``kind``; ``ValueError`` where it has another shape."""
    found: T = _maker(cast(Hashable, kind))(value)
    return found


@lru_cache(maxsize=64)
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@lru_cache(maxsize=256)
def _maker(kind: Any) -> Make:
    origin, inside = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _dataclass(kind)
    if origin in (Union, types.UnionType):
        return _union([_maker(one) for one in inside])
    if origin is Literal:
        return _one_of(inside)
    if origin is tuple and inside[-1:] != (...,):
        return _fixed([_maker(one) for one in inside])
    if origin in (tuple, list):
        return _many(origin, _maker(inside[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(_maker(inside[1]))
    if kind in _PLAIN:
        return _exact(kind)
    raise TypeError(f"{kind} can't be sent")


def _exact(kind: type) -> Make:
    def make(value: Any) -> Any:
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        raise ValueError(f"no {kind.__name__}")

    return make


def _one_of(allowed: tuple[Any, ...]) -> Make:
    def make(value: Any) -> Any:
        if not isinstance(value, (str, int)) or value not in allowed:
            raise ValueError("none of the words")
        return value

    return make


def _union(makers: list[Make]) -> Make:
    def make(value: Any) -> Any:
        for maker in makers:
            try:
                return maker(value)
            except ValueError:
                continue
        raise ValueError("none of the kinds")

    return make


def _fixed(makers: list[Make]) -> Make:
    def make(value: Any) -> Any:
        return tuple(maker(one) for maker, one in zip(makers, _listed(value), strict=True))

    return make


def _many(origin: Any, maker: Make) -> Make:
    return lambda value: origin(map(maker, _listed(value)))


def _mapping(maker: Make) -> Make:
    def make(value: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError("no mapping")
        return {key: maker(one) for key, one in value.items()}

    return make


def _dataclass(kind: Any) -> Make:
    hints = typing.get_type_hints(kind)
    makers = [_maker(hints[field.name]) for field in fields(kind)]

    def make(value: Any) -> Any:
        return kind(*(maker(one) for maker, one in zip(makers, _listed(value), strict=True)))

    return make


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("no list")
    return value
