"""What a browser calls itself, in words that tell one's own from a stranger's."""

from collections.abc import Sequence

_BROWSERS = (
    ("Edg/", "Edge"),
    ("coc_coc_browser", "Cốc Cốc"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)  # in this order: each also names those that come after it
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_in_words(agent: str) -> str:
    """Return ``Chrome, Windows``; what is not known stays as it called itself, shortened."""
    known = [name for name in (_first(agent, _BROWSERS), _first(agent, _SYSTEMS)) if name]
    return ", ".join(known) or agent[:60]


def _first(agent: str, names: Sequence[tuple[str, str]]) -> str | None:
    return next((name for mark, name in names if mark in agent), None)
