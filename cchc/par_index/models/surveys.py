"""The survey part of a round: how many forms each unit needs, and the forms that came in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Survey(models.Model):
    """What is asked for some leaves of a round, and how many must answer.

    ``questions``: [{"key", "title", "code", "options": [label, …]}], one question a leaf.
    """

    held_by = ("round",)

    round = models.ForeignKey("par_index.Round", models.CASCADE, related_name="+", verbose_name=_("Đợt chấm điểm"))
    title = models.CharField(_("Tên khảo sát"), max_length=300)
    questions = models.JSONField(_("Câu hỏi"), default=list)
    error = models.DecimalField(_("Sai số cho phép (%)"), max_digits=4, decimal_places=2, default=5)
    minimum = models.PositiveIntegerField(_("Số phiếu hợp lệ tối thiểu"), default=30)
    closes_on = models.DateField(_("Nhận trả lời trên mạng đến hết ngày"), null=True, blank=True)
    # Answers that the scores have been counted from: those that came since wait for the next count.
    counted = models.PositiveIntegerField(_("Số phiếu đã tính"), default=0)

    class Meta:
        verbose_name = _("Khảo sát của đợt chấm")
        constraints = [models.UniqueConstraint("round", name="survey_once")]

    def __str__(self) -> str:
        return self.title


class Sample(models.Model):
    """How many forms a stratum of a unit needs: n = N / (1 + N e²) of its population, or the number decided."""

    held_by = ("survey",)

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+", verbose_name=_("Khảo sát"))
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    stratum = models.CharField(_("Nhóm"), max_length=120, blank=True)
    population = models.PositiveIntegerField(_("Số giao dịch trong kỳ"))
    quota = models.PositiveIntegerField(_("Số phiếu cần"))

    class Meta:
        verbose_name = _("Cỡ mẫu")
        constraints = [models.UniqueConstraint("survey", "unit", "stratum", name="sample_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.stratum}"


class Invitation(models.Model):
    """A code that lets one form be filled in on the platform; only its hash is kept, and nothing leads to the form."""

    held_by = ("survey",)

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+", verbose_name=_("Khảo sát"))
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    stratum = models.CharField(_("Nhóm"), max_length=120, blank=True)
    digest = models.CharField(_("Mã băm"), max_length=64)
    is_used = models.BooleanField(_("Đã dùng"), default=False)

    class Meta:
        verbose_name = _("Mã mời khảo sát")
        constraints = [models.UniqueConstraint("digest", name="invitation_once")]
        indexes = [models.Index(fields=["survey", "unit"], name="invitation_of_unit")]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.unit_id}"


class Answer(models.Model):
    """One form, without any mark of who filled it in; a void one stays, with what voids it."""

    held_by = ("survey",)

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+", verbose_name=_("Khảo sát"))
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    form = models.CharField(_("Số phiếu"), max_length=60)
    stratum = models.CharField(_("Nhóm"), max_length=120, blank=True)
    choices = models.JSONField(_("Trả lời"), default=dict)
    void = models.CharField(_("Lý do không hợp lệ"), max_length=200, blank=True)
    received_on = models.DateField(_("Ngày nhận"))

    class Meta:
        verbose_name = _("Phiếu khảo sát")
        constraints = [models.UniqueConstraint("survey", "form", name="form_once")]
        indexes = [models.Index(fields=["survey", "unit"], name="answer_of_unit")]

    def __str__(self) -> str:
        return self.form
