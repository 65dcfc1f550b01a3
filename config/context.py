"""What every page shows around its own content."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from cchc.kernel import clock, navigation
from cchc.kernel.permission import Asker, subject_of
from cchc.organisation import queries as organisation


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the menu that the reader may open and the day of a demonstration."""
    subject = getattr(request, "subject", None)
    is_official = subject is not None and subject.asker is Asker.OFFICIAL
    groups = navigation.menu(subject_of(request), request.path) if is_official else []
    return {
        "navigation": groups,
        "subject": subject,
        "bells": SimpleLazyObject(lambda: navigation.bells(subject) if subject is not None and groups else []),
        "demo_date": clock.demo_date(),
        "today": clock.today(),
        "error_frame": "ui/office.html" if groups else "ui/blank.html",  # whoever is inside stays inside
        "site_name": SimpleLazyObject(_site_name),
    }


def _site_name() -> str:
    """Return the name of the province of today, as its units file has it."""
    roots = organisation.tree(clock.today())
    return _("CCHC %(province)s") % {"province": roots[0].short} if roots else _("Cải cách hành chính")
