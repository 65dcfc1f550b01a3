"""Surveys: the units they are about, how many forms each needs, the codes given out, and the forms that came in.

The tables were made when surveys belonged to the index, and keep their names: entries of the trail name a table, and
can't be written anew (docs/decisions/0029).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.surveys.states import SURVEY_MOVES, SurveyState


class Survey(models.Model):
    """What is asked about some units, and how many must answer.

    ``questions``: [{"key", "code", "about", "title", "options": [label, …], "groups": [name, …]}].
    """

    moves = SURVEY_MOVES

    operator = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Cơ quan tổ chức")
    )
    title = models.CharField(_("Tên khảo sát"), max_length=300)
    questions = models.JSONField(_("Câu hỏi"), default=list)
    error = models.DecimalField(_("Sai số cho phép (%)"), max_digits=4, decimal_places=2, default=5)
    minimum = models.PositiveIntegerField(_("Số phiếu hợp lệ tối thiểu"), default=30)
    last_on = models.DateField(_("Hỏi về giao dịch đến hết ngày"))
    closes_on = models.DateField(_("Nhận trả lời trên mạng đến hết ngày"), null=True, blank=True)
    state = models.CharField(_("Tình trạng"), max_length=10, choices=SurveyState.choices, default=SurveyState.OPEN)
    # Answers at the last count: those that came since wait for the next.
    counted = models.PositiveIntegerField(_("Số phiếu đã tính"), default=0)

    class Meta:
        db_table = "par_index_survey"
        verbose_name = _("Khảo sát")

    def __str__(self) -> str:
        return self.title


class RatedUnit(models.Model):
    """A unit that people are asked about."""

    held_by = ("survey",)

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+", verbose_name=_("Khảo sát"))
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))

    class Meta:
        verbose_name = _("Đơn vị được khảo sát")
        constraints = [models.UniqueConstraint("survey", "unit", name="rated_unit_once")]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.unit_id}"


class Sample(models.Model):
    """How many forms a stratum of a unit needs: n = N / (1 + N e²) of its population, or the number decided."""

    held_by = ("survey",)

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+", verbose_name=_("Khảo sát"))
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    stratum = models.CharField(_("Nhóm"), max_length=120, blank=True)
    population = models.PositiveIntegerField(_("Số giao dịch trong kỳ"))
    quota = models.PositiveIntegerField(_("Số phiếu cần"))

    class Meta:
        db_table = "par_index_sample"
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
        db_table = "par_index_invitation"
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
        db_table = "par_index_answer"
        verbose_name = _("Phiếu khảo sát")
        constraints = [models.UniqueConstraint("survey", "form", name="form_once")]
        indexes = [models.Index(fields=["survey", "unit"], name="answer_of_unit")]

    def __str__(self) -> str:
        return self.form
