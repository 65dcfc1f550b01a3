"""The kernel's own tables; the rows of the audit trail are written by the database (``history/functions.sql``)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.kernel.files.models import File as File
from cchc.kernel.files.models import FileContent as FileContent
from cchc.kernel.files.models import Preview as Preview
from cchc.kernel.moves import Moves


class AuditEntry(models.Model):
    """One change of one row, or one reading of personal data; appended at commit, never changed."""

    seq = models.BigIntegerField(_("Số thứ tự"), primary_key=True)
    at = models.DateTimeField(_("Thời điểm"))
    actor_id = models.BigIntegerField(null=True)
    actor = models.TextField(_("Người thực hiện"))
    source = models.TextField(_("Từ đâu"))
    request = models.TextField(_("Mã yêu cầu"))
    table_name = models.TextField(_("Bảng"))
    row_pk = models.TextField(_("Bản ghi"))
    action = models.TextField(_("Thao tác"))
    before = models.JSONField(_("Trước"), null=True)
    after = models.JSONField(_("Sau"), null=True)
    previous = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        verbose_name = verbose_name_plural = _("Nhật ký")
        indexes = [
            models.Index("table_name", "row_pk", "seq", name="audit_of_record"),
            models.Index("actor_id", "seq", name="audit_of_actor"),
            models.Index("at", name="audit_at"),
            models.Index("seq", condition=models.Q(actor=""), name="audit_unattributed"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.table_name} {self.row_pk}"


class AuditHead(models.Model):
    """The end of the chain: one row, which every writing transaction locks at its commit."""

    seq = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return str(self.seq)


class AuditRoot(models.Model):
    """What the chain had come to when a day was sealed; published, so that anyone may keep a copy."""

    day = models.DateField(_("Ngày"), primary_key=True)
    last_seq = models.BigIntegerField(_("Đến số"))
    root = models.BinaryField(_("Mã đối chiếu"))
    published_at = models.DateTimeField(_("Lúc công bố"))
    signature = models.BinaryField(max_length=64, default=b"")
    sealing_key = models.BinaryField(max_length=32, default=b"")

    class Meta:
        verbose_name = verbose_name_plural = _("Mã đối chiếu của ngày")

    def __str__(self) -> str:
        return f"{self.day} {self.last_seq}"


class JobState(models.TextChoices):
    WAITING = "waiting", _("Đang chờ")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Xong")
    REFUSED = "refused", _("Không làm được")
    FAILED = "failed", _("Bị lỗi")


JOB_MOVES = Moves(
    JobState,
    {
        JobState.WAITING: {JobState.RUNNING: ""},
        JobState.RUNNING: {JobState.DONE: "", JobState.REFUSED: "", JobState.FAILED: ""},
        JobState.FAILED: {JobState.RUNNING: "the queue tries again"},
        JobState.DONE: {JobState.RUNNING: "its worker died before the queue knew that it was done"},
        JobState.REFUSED: {JobState.RUNNING: "its worker died before the queue knew that it was refused"},
    },
)


class JobProgress(models.Model):
    """How far a long job has come, for whoever started it. ``owner_id`` is no foreign key: accounts lies above."""

    moves = JOB_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    job = models.TextField()
    title = models.TextField(_("Tên việc"))
    owner_id = models.BigIntegerField(null=True)
    state = models.TextField(_("Trạng thái"), choices=JobState.choices, default=JobState.WAITING)
    percent = models.PositiveSmallIntegerField(_("Hoàn thành (%)"), default=0)
    message = models.TextField(_("Thông báo"), default="")
    result = models.TextField(_("Kết quả"), default="")
    started_at = models.DateTimeField(_("Bắt đầu"))
    changed_at = models.DateTimeField(_("Cập nhật"))

    class Meta:
        verbose_name = verbose_name_plural = _("Tiến trình")
        constraints = [models.CheckConstraint(condition=models.Q(percent__lte=100), name="progress_percent")]

    def __str__(self) -> str:
        return f"{self.title} {self.percent} %"

    @property
    def is_over(self) -> bool:
        return self.state not in {JobState.WAITING, JobState.RUNNING}


class Event(models.Model):
    """Something that happened, written with what made it happen."""

    kind = models.TextField(_("Sự kiện"))
    payload = models.JSONField()
    at = models.DateTimeField(_("Thời điểm"))

    class Meta:
        verbose_name = verbose_name_plural = _("Sự kiện")

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"


class Outcome(models.TextChoices):
    DONE = "done", _("Đã làm")
    SKIPPED = "skipped", _("Đã bỏ qua")
    FAILED = "failed", _("Bị lỗi")


class EventOutcome(models.Model):
    """What came of one reaction to one event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="+", db_index=False)
    reaction = models.TextField(_("Phản ứng"))
    state = models.TextField(_("Kết quả"), choices=Outcome.choices)
    detail = models.TextField(_("Chi tiết"), default="")
    at = models.DateTimeField(_("Thời điểm"))

    class Meta:
        verbose_name = verbose_name_plural = _("Kết quả xử lý sự kiện")
        constraints = [models.UniqueConstraint("event", "reaction", name="outcome_once")]
        indexes = [models.Index("event", condition=models.Q(state="failed"), name="outcome_failed")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.reaction}: {self.state}"


class IdempotentAnswer(models.Model):
    """The answer to a POST of the API, kept so that the same request sent again changes nothing."""

    owner = models.TextField()
    key = models.TextField()
    digest = models.BinaryField()
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.TextField(default="")
    body = models.BinaryField(default=b"")
    at = models.DateTimeField()

    class Meta:
        db_table = "kernel_idempotency"
        constraints = [models.UniqueConstraint("owner", "key", name="idempotency_once")]
        indexes = [models.Index("at", name="idempotency_at")]

    def __str__(self) -> str:
        return f"{self.owner} {self.key}"
