"""What the law says of official documents: ``content/law/document_layout.yaml``."""

from collections.abc import Mapping
from typing import Any

from cchc.kernel import plain_yaml


def law() -> Mapping[str, Any]:
    """Return layouts and types as the file says them."""
    found: Mapping[str, Any] = plain_yaml.content("law", "document_layout.yaml")
    return found
