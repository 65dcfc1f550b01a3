"""What the pages of both registers ask in common: the units in which one writes, and the file."""

import datetime as dt

from cchc.kernel.permission import Subject
from cchc.kernel.uploads import LARGEST
from cchc.organisation import queries as organisation
from cchc.organisation.types import Offer
from cchc.ui.forms import Form

WRITE = "document.write"


def writing_units(subject: Subject, day: dt.date) -> Offer:
    """Return the units of ``day`` in whose registers the person writes, their own first."""
    return units_of(subject, WRITE, day)


def units_of(subject: Subject, action: str, day: dt.date) -> Offer:
    """Return the units of ``day`` in which the person may do ``action``, their own first."""
    return organisation.offered(day, subject.scope(action), first=subject.unit_id)


def file_of(form: Form) -> list[tuple[str, bytes]]:
    """Return the chosen file, read no further than one byte over what is accepted."""
    file = form.cleaned_data["file"]
    return [(file.name or "", file.read(LARGEST + 1))] if file else []
