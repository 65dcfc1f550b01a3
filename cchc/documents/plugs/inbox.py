"""What waits: incoming documents to be dealt with; and where letters to units that nothing reaches are written."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.documents.queries import due
from cchc.inbox.queries import sources
from cchc.inbox.queries.streams import Stream
from cchc.inbox.types import Source
from cchc.notifications.queries import letters


def _of_urging(urging_id: int) -> str:
    return reverse("documents:urging_letter", args=[urging_id])


def _for_people() -> tuple[tuple[str, str], ...]:
    return tuple((kind, reverse("documents:accounts_letter", args=[kind])) for kind in ("docx", "pdf"))


letters.register(letters.Letters(_of_urging, _for_people))
sources.register(
    Source(
        "incoming", _("Văn bản đến"),
        [Stream("incoming", due.open_rows, due.due, needs="document.write", due="due_on")],
        still={"documents.incoming": due.still},
    )
)  # fmt: skip
