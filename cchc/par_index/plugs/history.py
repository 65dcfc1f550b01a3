"""How the trail tells what was done in scoring."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel.history import sentences
from cchc.par_index.queries import naming

say = sentences.say


sentences.name("par_index_sheet", naming.sheets)
say("par_index_scheme", "insert", _("soạn bộ tiêu chí “%(title)s”"))
say("par_index_scheme", "update", _("ban hành bộ tiêu chí “%(title)s”"), column="state")
say("par_index_scheme", "update", _("sửa bộ tiêu chí “%(title)s”"))
say("par_index_scheme", "delete", _("xóa bộ tiêu chí “%(title)s”"))
say("par_index_round", "insert", _("mở đợt chấm điểm “%(title)s”"))
say("par_index_round", "update", _("chuyển đợt chấm điểm “%(title)s” sang bước: %(stage)s"), column="stage")
say("par_index_round", "update", _("sửa thời hạn của đợt chấm điểm “%(title)s”"))
say("par_index_body", "insert", _("giao %(unit_id)s thẩm định tiêu chí %(code)s của đợt “%(round_id)s”"))
say("par_index_body", "update", _("giao %(unit_id)s thẩm định tiêu chí %(code)s của đợt “%(round_id)s”"))
say("par_index_sheet", "insert", _("mở phiếu chấm điểm của %(unit_id)s, đợt “%(round_id)s”"))
say(
    "par_index_sheet", "update", _("khóa hoặc mở phiếu tự chấm của %(unit_id)s, đợt “%(round_id)s”"), column="locked_at"
)
say("par_index_sheet", "update", _("tính lại phiếu chấm điểm của %(unit_id)s, đợt “%(round_id)s”"))
say("par_index_score", "insert", _("ghi điểm tiêu chí %(code)s (%(figure)s): %(points)s, %(sheet_id)s"))
say("par_index_score", "update", _("sửa điểm tiêu chí %(code)s (%(figure)s): %(points)s, %(sheet_id)s"))
say("par_index_score", "delete", _("rút điểm tiêu chí %(code)s (%(figure)s), %(sheet_id)s"))
say("par_index_evidence", "insert", _("nộp tài liệu kiểm chứng cho tiêu chí %(code)s, %(sheet_id)s"))
say("par_index_evidence", "delete", _("rút tài liệu kiểm chứng của tiêu chí %(code)s, %(sheet_id)s"))
say("par_index_change", "insert", _("ghi lịch sử điểm của %(sheet_id)s"))
say("par_index_publication", "insert", _("công bố kết quả đợt “%(round_id)s”, bản %(version)s"))
say(
    "par_index_surveyedleaf",
    "insert",
    _("chấm tiêu chí %(code)s của đợt “%(round_id)s” theo khảo sát “%(survey_id)s”"),
    aside=True,
)
