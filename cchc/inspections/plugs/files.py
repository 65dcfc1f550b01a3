"""Who may read signed minutes."""

from cchc.inspections import access
from cchc.inspections.actions._written import KIND
from cchc.inspections.models import Visit
from cchc.kernel.files import access as files

files.register(KIND, files.of_record(Visit, access.visit))
