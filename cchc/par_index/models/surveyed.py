"""Which question of a survey scores which leaf of a round."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SurveyedLeaf(models.Model):
    """A leaf of a round, and the question of a survey whose tallies it is scored by.

    ``satisfied``: the answers that count, where the rule of the leaf takes a share; none where each has its weight.
    """

    held_by = ("round",)

    round = models.ForeignKey("par_index.Round", models.CASCADE, related_name="+", verbose_name=_("Đợt chấm điểm"))
    code = models.CharField(_("Tiêu chí"), max_length=30)
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="+", verbose_name=_("Khảo sát"))
    question = models.CharField(_("Câu hỏi"), max_length=10)
    satisfied = models.JSONField(_("Mức được tính là hài lòng"), default=list)

    class Meta:
        verbose_name = _("Tiêu chí chấm theo khảo sát")
        constraints = [models.UniqueConstraint("round", "code", name="surveyed_leaf_once")]

    def __str__(self) -> str:
        return self.code
