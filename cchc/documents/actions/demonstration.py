"""Mark documents of a demonstration as such."""

from cchc.documents.models import Outgoing


def mark(about: str) -> None:
    """Say of the documents issued about a record that they are invented; in the caller's transaction."""
    Outgoing.objects.filter(about=about).update(is_demo=True)
