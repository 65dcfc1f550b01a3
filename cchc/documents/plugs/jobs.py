"""Look, in the background, at the signatures of files that take longer than anybody should wait for a page."""

from django.urls import reverse

from cchc.documents.actions import looking
from cchc.kernel.history import Actor
from cchc.kernel.jobs import later


def _look(name: str, data: bytes, *, actor: Actor) -> str:
    return reverse("documents:looked_at", args=[looking.looked_at(name, data, actor=actor)])


later.define(looking.JOB, _look)
