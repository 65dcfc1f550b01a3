"""What the law says of official documents: ``content/law/document_layout.yaml``."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from cchc.kernel import places

FILE = places.CONTENT / "law" / "document_layout.yaml"


@cache
def law() -> Mapping[str, Any]:
    """Return layouts and types as the file says them."""
    loaded: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded
