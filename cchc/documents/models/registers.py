"""Registers of outgoing and incoming documents (phụ lục IV Nghị định 30/2020), their numbers and files."""

from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from cchc.documents.states import INCOMING_MOVES, OUTGOING_MOVES, IncomingState, OutgoingState
from cchc.kernel.folding import FoldedField


class Series(models.Model):
    """The last number given in one series: of a unit, in a year, for a type of document; "đến" counts arrivals."""

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    year = models.PositiveSmallIntegerField(_("Năm"))
    kind = models.CharField(_("Loại văn bản"), max_length=10)
    last = models.PositiveIntegerField(_("Số cuối"), default=0)

    class Meta:
        verbose_name = _("Dãy số văn bản")
        constraints = [models.UniqueConstraint("unit", "year", "kind", name="series_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Outgoing(models.Model):
    """A line of the register of outgoing documents."""

    moves = OUTGOING_MOVES

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    year = models.PositiveSmallIntegerField(_("Năm"))
    kind = models.CharField(_("Loại"), max_length=10)
    number = models.PositiveIntegerField(_("Số"))
    symbol = models.CharField(_("Ký hiệu"), max_length=60)
    issued_on = models.DateField(_("Ngày ban hành"))
    title = models.CharField(_("Trích yếu"), max_length=500)
    signer = models.CharField(_("Người ký"), max_length=120)
    recipients = models.TextField(_("Nơi nhận"), blank=True)
    copies = models.PositiveSmallIntegerField(_("Số bản"), default=1)
    token = models.UUIDField(null=True, unique=True)  # of the form: the same form sent twice takes one number
    note = models.CharField(_("Ghi chú"), max_length=500, blank=True)
    order_reason = models.CharField(_("Lý do cấp số ngoài thứ tự ngày"), max_length=300, blank=True, default="")
    about = models.CharField(_("Lập từ"), max_length=100, blank=True)
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=OutgoingState.choices, default=OutgoingState.ISSUED
    )
    reason = models.TextField(_("Lý do thu hồi"), blank=True)
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(_("Vào sổ lúc"))
    is_demo = models.BooleanField(_("Dữ liệu mẫu"), default=False)
    folded = FoldedField(
        Concat("number", Value("/"), "symbol", output_field=models.TextField()), "title", "signer", "recipients"
    )

    class Meta:
        verbose_name = _("Văn bản đi")
        constraints = [
            models.UniqueConstraint("unit", "year", "kind", "number", name="outgoing_number_once"),
            models.CheckConstraint(
                condition=~models.Q(state="withdrawn") | ~models.Q(reason=""), name="withdrawal_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-issued_on"], name="outgoing_register"),
            models.Index(fields=["about"], condition=~models.Q(about=""), name="outgoing_about"),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d}/{self.symbol}"


class Incoming(models.Model):
    """A line of the register of incoming documents, and how far its answer is."""

    moves = INCOMING_MOVES

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    year = models.PositiveSmallIntegerField(_("Năm"))
    number = models.PositiveIntegerField(_("Số đến"))
    arrived_on = models.DateField(_("Ngày đến"))
    author = models.CharField(_("Cơ quan ban hành"), max_length=200)
    code = models.CharField(_("Số, ký hiệu"), max_length=60)
    dated_on = models.DateField(_("Ngày văn bản"))
    title = models.CharField(_("Trích yếu"), max_length=500)
    handler = models.CharField(_("Đơn vị hoặc người nhận"), max_length=200, blank=True)
    due_on = models.DateField(_("Hạn giải quyết"), null=True, blank=True)
    state = models.CharField(_("Tiến độ"), max_length=10, choices=IncomingState.choices, default=IncomingState.OPEN)
    answer = models.ForeignKey(
        Outgoing, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Văn bản trả lời")
    )
    note = models.CharField(_("Ghi chú"), max_length=500, blank=True)
    order_reason = models.CharField(_("Lý do cấp số ngoài thứ tự ngày"), max_length=300, blank=True, default="")
    registered_at = models.DateTimeField(_("Vào sổ lúc"))
    is_demo = models.BooleanField(_("Dữ liệu mẫu"), default=False)
    folded = FoldedField("code", "title", "author", "handler")

    class Meta:
        verbose_name = _("Văn bản đến")
        constraints = [models.UniqueConstraint("unit", "year", "number", name="incoming_number_once")]
        indexes = [models.Index(fields=["unit", "-arrived_on"], name="incoming_register")]

    def __str__(self) -> str:
        return f"{self.number}: {self.code}"


class StoredFile(models.Model):
    """A file of a document, kept once and proven by its hash."""

    held_by = (
        "outgoing",
        "incoming",
    )

    outgoing = models.ForeignKey(
        Outgoing, models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("Văn bản đi")
    )
    incoming = models.ForeignKey(
        Incoming, models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("Văn bản đến")
    )
    name = models.CharField(_("Tên tệp"), max_length=200)
    media_type = models.CharField(_("Loại tệp"), max_length=120)
    size = models.PositiveIntegerField(_("Dung lượng"))
    sha256 = models.CharField(_("Mã băm SHA-256"), max_length=64)
    file = models.ForeignKey("kernel.File", models.PROTECT, related_name="+", verbose_name=_("Tệp trong kho"))
    is_signed = models.BooleanField(_("Có chữ ký số"), default=False)
    stored_at = models.DateTimeField(_("Lưu lúc"))

    class Meta:
        verbose_name = _("Tệp của văn bản")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outgoing__isnull=False) ^ models.Q(incoming__isnull=False), name="file_of_one"
            )
        ]

    def __str__(self) -> str:
        return self.name
