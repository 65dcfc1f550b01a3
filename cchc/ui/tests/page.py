"""Finds elements by the short selectors that tests need: tag, #id, .class, [attribute], descendants."""

import re

from lxml import html

_PART = re.compile(r"([#.]?)([\w-]+)|\[([\w-]+)(?:=\"?([^\]\"]*)\"?)?\]")


def parse(markup: str) -> html.HtmlElement:
    """Return the tree of a page, or of a fragment under one ``<div>``."""
    return html.fromstring(markup if "<html" in markup else f"<div>{markup}</div>")


def tight(markup: str) -> str:
    """Return ``markup`` on one line, without whitespace beside its tags: what a page says, not how it is laid out."""
    return re.sub(r" ?(<[^>]*?) ?(/?>) ?", r"\1\2", " ".join(markup.split()))


def pick(tree: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    """Return the elements that ``selector`` describes, in the order of the page."""
    return tree.xpath(".//" + "//".join(_step(step) for step in selector.split()))


def _step(step: str) -> str:
    tag, tests = "*", ""
    for sign, name, attribute, value in _PART.findall(step):
        if attribute:
            tests += f"[@{attribute}='{value}']" if value else f"[@{attribute}]"
        elif sign == "#":
            tests += f"[@id='{name}']"
        elif sign == ".":
            tests += f"[contains(concat(' ',normalize-space(@class),' '),' {name} ')]"
        else:
            tag = name
    return tag + tests
