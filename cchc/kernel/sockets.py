"""The sockets a module may plug into: one file name under ``<module>/plugs/`` per socket."""

from django.utils.module_loading import autodiscover_modules

from cchc.kernel import navigation, panels, rights, searching

SOCKETS = (
    "rights",
    "indicators",
    "messages",
    "navigation",
    "front",
    "searching",
    "history",
    "inbox",
    "panels",
    "exchange",
    "commands",
    "jobs",
    "files",
    "purposes",
    "seed",
)


def fill() -> None:
    """Import every ``plugs/<socket>.py`` of the installed modules, and refuse a start on words that nobody declares."""
    autodiscover_modules(*(f"plugs.{name}" for name in SOCKETS))
    rights.check([*navigation.asked(), *searching.asked(), *panels.asked()])
