"""How other modules read what people have written."""

from cchc.documents.rules.prose import paragraphs as paragraphs
from cchc.documents.rules.prose import runs as runs
