"""The components as their YAML files describe them: documentation, gallery and test in one."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template import RequestContext, Template
from django.utils.safestring import SafeString
from django_cotton.compiler_regex import CottonCompiler

from cchc.kernel import plain_yaml

FOLDER = Path(__file__).parent / "components"


@dataclass(frozen=True)
class Parameter:
    name: str
    about: str
    default: str = ""


@dataclass(frozen=True)
class Example:
    title: str
    code: str

    def render(self, context: RequestContext) -> SafeString:
        """Return the example's HTML, made as a page would make it."""
        return Template(CottonCompiler().process(self.code)).render(context)


@dataclass(frozen=True)
class Component:
    key: str
    name: str
    about: str
    parameters: tuple[Parameter, ...]
    examples: tuple[Example, ...]


@cache
def components() -> tuple[Component, ...]:
    """Return every component in the order of its file's name."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.yaml")))


def _read(path: Path) -> Component:
    described = plain_yaml.of_file(path)
    return Component(
        key=path.stem.split("-", 1)[1],
        name=described["name"],
        about=described["about"],
        parameters=tuple(Parameter(**parameter) for parameter in described.get("parameters", [])),
        examples=tuple(Example(example["title"], example["code"].strip()) for example in described["examples"]),
    )
