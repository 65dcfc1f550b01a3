"""Who may read a product of a task or the document of a plan."""

from cchc.kernel.files import access as files
from cchc.plans import access
from cchc.plans.actions.attaching import KIND
from cchc.plans.models import Attachment

files.register(KIND, files.of_record(Attachment, access.attachment))
