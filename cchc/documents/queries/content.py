"""What the law says of official documents: ``content/law/document_layout.yaml``."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from cchc.kernel import places, plain_yaml

FILE = places.CONTENT / "law" / "document_layout.yaml"


@cache
def law() -> Mapping[str, Any]:
    """Return layouts and types as the file says them."""
    loaded: Mapping[str, Any] = plain_yaml.of_file(FILE)
    return loaded
