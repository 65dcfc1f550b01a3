"""What may be allowed: how one sees lists oneself."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel import rights
from cchc.kernel.rights import Right

rights.declare("ui", Right("list.own", _("Cột và bộ lọc của mình"), own=True))
