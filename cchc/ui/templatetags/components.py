"""The tag behind ``<c-…>``: django-cotton's own, with what never changes about a component read once.

Cotton asks a component at every use for its template and the defaults of its parameters, and renders each attribute as
a template of its own. Read once, a use costs half: a named card 24 µs instead of 36, where the bare HTML costs 7.
"""

from functools import cached_property
from typing import Any, NamedTuple

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django_cotton.templatetags import Attrs, _component, _vars
from django_cotton.utils import get_cotton_data

register = template.Library()
_KIND = _component.AttrKind


class Part(NamedTuple):
    """A component: what it draws, its parameters when not given, and which attributes ``{{ attrs }}`` leaves out."""

    nodes: NodeList
    defaults: dict[str, Any]
    hidden: frozenset[str]


def _default(var: Any) -> Any:
    """Return what a parameter is when not given; ``:page=""`` is cotton's way to say true."""
    return var.compiled.resolve(Context()) if var.compiled else var.value


class Component(_component.CottonComponentNode):  # type: ignore[misc]
    """One use of a component."""

    @cached_property
    def part(self) -> Part:
        """Read the component's template, through the loaders' own cache."""
        nodes = self._get_cached_template(Context(), {}).nodelist
        declared = [node for node in nodes if isinstance(node, _vars.CottonVarsNode)]
        prepared = [var for node in declared for var in node._prepared_vars]
        defaults = {var.accessible_key: _default(var) for var in prepared}
        hidden = {var.exclude_key for var in prepared}.union(*(node.empty_vars for node in declared))
        return Part(NodeList(node for node in nodes if node not in declared), defaults, frozenset(hidden))

    def render(self, context: Context) -> str:
        """Draw the component with what it is given here: attributes, named slots, and what stands between its tags."""
        part = self.part
        stack = get_cotton_data(context)["stack"]
        slots: dict[str, Any] = {}
        stack.append({"slots": slots})
        given = self._given(context)
        slot = self.nodelist.render(context)
        rest = {key: value for key, value in given.items() if key not in part.hidden}
        named = {key.replace("-", "_"): value for key, value in given.items()}
        with context.push({**part.defaults, **slots, **named, "attrs": Attrs(rest) if rest else "", "slot": slot}):
            drawn = part.nodes.render(context)
        stack.pop()
        return drawn

    def _given(self, context: Context) -> dict[str, Any]:
        """Return the attributes of this use; one whose variable isn't there counts as not given."""
        given = {}
        for key, kind, value, compiled in self._prepared_attrs:
            if kind is _KIND.DYNAMIC or kind is _KIND.UNQUOTED:
                try:
                    given[key] = compiled.resolve(context)
                except _component.UnprocessableDynamicAttr:
                    if kind is _KIND.UNQUOTED:
                        given[key] = value
            else:
                given[key] = compiled.nodelist.render(context) if compiled else value
        return given


@register.tag("cotton")
def component(parser: Parser, token: Token) -> Node:
    """Draw a component: cotton's loader writes ``<c-card>`` as ``{% cotton card %}``."""
    node = _component.cotton_component(parser, token)
    return Component(node.component_name, node.nodelist, node.attrs, node.only, node.active_library)
