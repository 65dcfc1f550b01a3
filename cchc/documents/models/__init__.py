"""Rows of the registers of documents, and templates."""

from cchc.documents.models.blanks import Blank
from cchc.documents.models.registers import Incoming, Outgoing, Series, StoredFile

__all__ = ["Blank", "Incoming", "Outgoing", "Series", "StoredFile"]
