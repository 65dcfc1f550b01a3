"""What the lists of both registers read from their address."""

from django.http import QueryDict

from cchc.documents.queries.registers import Asked
from cchc.kernel import clock
from cchc.kernel.permission import Scope, Subject
from cchc.kernel.uploads import LARGEST
from cchc.organisation import queries as organisation
from cchc.ui.forms import Form

WRITE = "document.write"
_MOST_UNITS = 400


def asked_by(params: QueryDict) -> Asked:
    """Read the filter of a list; what can't be read narrows nothing."""
    return Asked(params.get("q", "")[:200], params.get("loai", ""), _whole(params, "nam"), _whole(params, "don-vi"))


def _whole(params: QueryDict, name: str) -> int | None:
    text = params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def writing_units(subject: Subject) -> list[tuple[int, str]]:
    """Return the units in whose registers the person writes, their own first."""
    return units_of(subject, WRITE)


def units_of(subject: Subject, action: str) -> list[tuple[int, str]]:
    """Return the units in which the person may do ``action``, their own first."""
    today = clock.today()
    scope: Scope = subject.scope(action)
    ids = set(organisation.reach(today)) if scope.everything else set(scope.unit_ids)
    names = organisation.full_names(ids, today)
    home = getattr(subject, "unit_id", None)
    return sorted(((unit, names[unit]) for unit in ids if unit in names), key=lambda one: (one[0] != home, one[1]))[
        :_MOST_UNITS
    ]


def file_of(form: Form) -> list[tuple[str, bytes]]:
    """Return the chosen file, read no further than one byte over what is accepted."""
    file = form.cleaned_data["file"]
    return [(file.name or "", file.read(LARGEST + 1))] if file else []
