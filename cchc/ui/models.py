"""The design system's one table: how people like to see lists."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptView(models.Model):
    """What a person keeps of a list: under a name its filters and order, under none its columns.

    ``owner_id`` is no foreign key: accounts lies above. Who has an account keeps it, so nothing is left behind.
    """

    owner_id = models.BigIntegerField()
    listing = models.CharField(_("Danh sách"), max_length=60)
    name = models.CharField(_("Tên bộ lọc"), max_length=60, blank=True)
    query = models.CharField(max_length=2000, blank=True)
    columns = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        verbose_name = _("Cách xem danh sách")
        verbose_name_plural = _("Cách xem danh sách")
        constraints = [models.UniqueConstraint("owner_id", "listing", "name", name="kept_view_once")]

    def __str__(self) -> str:
        return f"{self.listing} {self.name}"
