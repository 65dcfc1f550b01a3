"""What the law says of official documents: ``content/law/document_layout.yaml``."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cchc.kernel import plain_yaml


def law() -> Mapping[str, Any]:
    """Return layouts and types as the file says them."""
    found: Mapping[str, Any] = plain_yaml.content("law", "document_layout.yaml")
    return found


def type_names() -> dict[str, str]:
    """Return the types of documents in their order, by symbol, as the reader's language calls them."""
    said = law()
    english = said["types_in_english"] if (get_language() or "vi").startswith("en") else {}
    return {symbol: english.get(symbol) or name or _("Công văn") for symbol, name in said["types"].items()}
