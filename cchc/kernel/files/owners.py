"""Which records point to files: found in the models, so that a new module need not say so."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

from cchc.kernel.files.models import File


def fields() -> Iterator[models.ForeignKey[Any, Any]]:
    """Yield the foreign keys of all modules that point to a file."""
    for relation in File._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ForeignObjectRel) and isinstance(relation.field, models.ForeignKey):
            yield relation.field


def unowned() -> QuerySet[File]:
    """Return the files to which no record points any more: evidence that was withdrawn."""
    found = File.objects.all()
    for field in fields():
        found = found.exclude(Exists(field.model._base_manager.filter(**{field.name: OuterRef("pk")})))
    return found


def bent() -> Iterator[tuple[str, Any]]:
    """Yield table and key of the records that say another hash than the file that they point to."""
    for field in fields():
        if any(column.name == "sha256" for column in field.model._meta.concrete_fields):
            elsewhere = field.model._base_manager.filter(**{f"{field.name}__isnull": False})
            rows = elsewhere.exclude(**{f"{field.name}__sha256": models.F("sha256")})
            yield from ((field.model._meta.db_table, pk) for pk in rows.values_list("pk", flat=True).order_by("pk"))
