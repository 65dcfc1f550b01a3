"""The kinds of message about documents."""

from django.utils.translation import gettext_lazy as _

from cchc.notifications.queries import kinds
from cchc.notifications.types import Told

kinds.register(
    Told("incoming", _("Văn bản đến phải giải quyết"), "work"),
)
