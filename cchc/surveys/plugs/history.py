"""How the trail tells what was done in surveys; the tables have the names they had when surveys were of the index."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel.history import sentences

say = sentences.say


say("par_index_survey", "insert", _("lập khảo sát “%(title)s”"))
say("par_index_survey", "update", _("đếm phiếu của khảo sát “%(title)s”: %(counted)s phiếu"), column="counted")
say("par_index_survey", "update", _("chuyển khảo sát “%(title)s” sang: %(state)s"), column="state")
say("par_index_survey", "update", _("sửa khảo sát “%(title)s”"))
say("surveys_ratedunit", "insert", _("đưa %(unit_id)s vào khảo sát “%(survey_id)s”"), aside=True)
say("par_index_sample", "insert", _("đặt cỡ mẫu %(quota)s phiếu cho %(unit_id)s, khảo sát “%(survey_id)s”"), aside=True)
say(
    "par_index_sample",
    "update",
    _("đổi cỡ mẫu thành %(quota)s phiếu cho %(unit_id)s, khảo sát “%(survey_id)s”"),
    aside=True,
)
say("par_index_sample", "delete", _("bỏ cỡ mẫu của %(unit_id)s, khảo sát “%(survey_id)s”"), aside=True)
say("par_index_answer", "insert", _("nhận một phiếu về %(unit_id)s, khảo sát “%(survey_id)s”"), aside=True)
say("par_index_answer", "delete", _("bỏ một phiếu về %(unit_id)s, khảo sát “%(survey_id)s”"), aside=True)
say("par_index_invitation", "insert", _("tạo một mã mời khảo sát"))
