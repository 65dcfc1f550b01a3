"""Who may read the files of documents; a template, whoever may fill it."""

from cchc.documents import access
from cchc.documents.actions import blanks, storing
from cchc.documents.models import Blank, StoredFile
from cchc.kernel.files import access as files

files.register(storing.KIND, files.of_record(StoredFile, access.file))
files.register(blanks.KIND, files.of_record(Blank, access.blank))
