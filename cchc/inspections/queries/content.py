"""The checklists that come with the platform: ``content/inspections/checklists.yaml``."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from cchc.kernel import places

FILE = places.CONTENT / "inspections" / "checklists.yaml"


@cache
def checklists() -> Mapping[str, Any]:
    """Return title and items of each kind."""
    loaded: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded
