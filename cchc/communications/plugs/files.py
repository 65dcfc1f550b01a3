"""Who may read what proves an item."""

from cchc.communications import access
from cchc.communications.actions.recording import KIND
from cchc.communications.models import Item
from cchc.kernel.files import access as files

files.register(KIND, files.of_record(Item, access.item))
