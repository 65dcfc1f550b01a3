"""What stands in a cell, made quickly: a list draws hundreds of them, and a template for each is slow."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cchc.kernel import clock
from cchc.kernel.addresses import address
from cchc.ui import display
from cchc.ui.templatetags.ui import escaped, tag

NOTHING = mark_safe('<span class="faint">–</span>')


def link(name: str, number: int, said: Any, letters: int | None = 140) -> SafeString:
    """Return a link to the page called ``name`` of the record ``number``; its words are cut to ``letters``, if any."""
    words = str(said) if letters is None else display.short(str(said), letters)
    return mark_safe(f'<a href="{address(name, number)}">{escaped(words)}</a>')  # noqa: S308


def faint(said: Any) -> SafeString:
    """Return what matters less: the second line of a cell."""
    return mark_safe(f'<span class="faint">{escaped(said)}</span>' if said else "")  # noqa: S308


def joined(*parts: Any) -> SafeString:
    """Return parts of one line, empty ones left out."""
    return mark_safe(" ".join(escaped(part) for part in parts if part))  # noqa: S308


def stacked(*lines: Any) -> SafeString:
    """Return lines below one another, empty ones left out."""
    return mark_safe("<br>".join(escaped(line) for line in lines if line))  # noqa: S308


def struck(said: Any) -> SafeString:
    """Return what counts no more."""
    return mark_safe(f"<del>{escaped(said)}</del>")  # noqa: S308


def sample(is_demo: bool) -> SafeString:
    """Mark a record as a sample, where the banner of the page does not say it of all it shows."""
    return tag("neutral", _("dữ liệu mẫu")) if is_demo and clock.demo_date() is None else mark_safe("")
