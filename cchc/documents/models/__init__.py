"""Rows of the registers of documents."""

from cchc.documents.models.registers import Incoming, Outgoing, Series, StoredFile

__all__ = ["Incoming", "Outgoing", "Series", "StoredFile"]
