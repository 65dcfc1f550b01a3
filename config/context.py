"""What every page shows around its own content."""

from typing import Any

from django.http import HttpRequest

from cchc.kernel import clock, navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the menu that the reader may open and the day of a demonstration."""
    subject = getattr(request, "subject", None)
    groups = navigation.menu(subject, request.path) if subject is not None and subject.is_authenticated else []
    return {"navigation": groups, "subject": subject, "demo_date": clock.demo_date(), "today": clock.today()}
