"""Shared by the formats of Office: XML without entities, network or huge trees."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tree(content: bytes) -> Any:
    """Return the root of a part, parsed whole."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def children(content: bytes, of: str) -> Iterator[Any]:
    """Yield each child of the element ``of`` and forget it afterwards, so that a long document needs little memory."""
    events = etree.iterparse(
        io.BytesIO(content), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for _, element in events:
        above = element.getparent()
        if above is not None and above.tag == of:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del above[0]


def elements(content: bytes, names: Sequence[str]) -> Iterator[Any]:
    """Yield each element of one of the ``names``, in whatever namespace, once it has ended; then forget it."""
    tags = [f"{{*}}{name}" for name in names]
    events = etree.iterparse(
        io.BytesIO(content), events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
    )
    for _, element in events:
        yield element
        element.clear()
