"""What may be allowed: the list of what is asked of one."""

from django.utils.translation import gettext_lazy as _

from cchc.accounts.types import DECIDERS, WORKERS
from cchc.kernel import rights
from cchc.kernel.rights import Right

rights.declare(
    "inbox",
    Right("inbox.read", _("Việc của mình và của đơn vị"), WORKERS),
    Right("inbox.give", _("Phân công việc trong đơn vị"), DECIDERS),
)
