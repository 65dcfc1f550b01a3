"""Who may read the evidence of a sheet."""

from cchc.kernel.files import access as files
from cchc.par_index import access
from cchc.par_index.actions.scoring import KIND
from cchc.par_index.models import Evidence

files.register(KIND, files.of_record(Evidence, access.evidence))
