"""``{% load review %}``: many units to tick, in groups that open where something is ticked."""

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
    ticked = {str(value) for value in field.value() or ()}
    return [
        Group(
            str(name),
            tuple(Option(f"{field.auto_id}_{code}", code, label, code in ticked) for code, label in options),
        )
        for name, options in field.field.choices  # type: ignore[attr-defined]
    ]
