"""Records of tests come to a state by the way that the table of its moves allows, without the acts in between."""

from typing import Any

from django.db.models import Model


def walk(row: Any, to: str, **columns: Any) -> None:
    """Bring a row to a state by the shortest way, writing ``columns`` at each step."""
    model: type[Model] = type(row)
    field = row.moves.field
    begin = model._base_manager.values_list(field, flat=True).get(pk=row.pk)
    ways = [[begin]]
    while ways[0][-1] != to:
        way = ways.pop(0)
        ways += [[*way, after.value] for after in row.moves.after(way[-1]) if after.value not in way]
    for state in ways[0][1:]:
        model._base_manager.filter(pk=row.pk).update(**{field: state}, **columns)
