"""``{% load review %}``: many units to tick, in groups that open where something is ticked."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.forms import BoundField

register = template.Library()


@dataclass(frozen=True)
class Option:
    id: str
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    name: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> int:
        return sum(option.is_chosen for option in self.options)


@register.filter
def grouped(field: BoundField) -> list[Group]:
    """Return the grouped choices of a multiple choice field with what is ticked."""
    choices = field.field.choices  # type: ignore[attr-defined]
    return [Group(str(name), _options(field, options)) for name, options in choices]


@register.filter
def listed(field: BoundField) -> tuple[Option, ...]:
    """Return the choices of a multiple choice field with what is ticked."""
    return _options(field, field.field.choices)  # type: ignore[attr-defined]


def _options(field: BoundField, choices: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    ticked = {str(value) for value in field.value() or ()}
    return tuple(Option(f"{field.auto_id}_{code}", code, label, code in ticked) for code, label in choices)
