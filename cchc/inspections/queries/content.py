"""The checklists that come with the platform: ``content/inspections/checklists.yaml``."""

from collections.abc import Mapping
from typing import Any

from cchc.kernel import plain_yaml


def checklists() -> Mapping[str, Any]:
    """Return title and items of each kind."""
    found: Mapping[str, Any] = plain_yaml.content("inspections", "checklists.yaml")
    return found
