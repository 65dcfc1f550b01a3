"""The only way to a role: roles reach everybody, so they are for an administrator of the whole province."""

from django.http import Http404

from cchc.accounts.access.subject import Somebody
from cchc.kernel.permission import Record

WRITE = "role.write"
_ROLE = Record("role")


def whole_province(subject: Somebody) -> None:
    """Raise ``Http404`` unless ``subject`` may compose roles, which reach everybody."""
    if not subject.may(WRITE, _ROLE):
        raise Http404
