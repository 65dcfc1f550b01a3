"""What may be allowed: surveys."""

from django.utils.translation import gettext_lazy as _

from cchc.accounts.types import DECIDERS, READERS
from cchc.kernel import rights
from cchc.kernel.rights import Right

rights.declare(
    "surveys",
    Right("survey.read", _("Xem khảo sát"), READERS),
    Right("survey.run", _("Tổ chức khảo sát"), DECIDERS),
)
