"""The checklists that come with the platform: ``content/inspections/checklists.yaml``."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from cchc.kernel import places, plain_yaml

FILE = places.CONTENT / "inspections" / "checklists.yaml"


@cache
def checklists() -> Mapping[str, Any]:
    """Return title and items of each kind."""
    loaded: Mapping[str, Any] = plain_yaml.of_file(FILE)
    return loaded
