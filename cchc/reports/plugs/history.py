"""How the trail tells what was done to periodic reports."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel import indicators
from cchc.kernel.history import sentences
from cchc.reports.queries import naming

say = sentences.say


def _figure(key: str) -> str:
    found = indicators.known().get(key)
    return f"“{found.label}”" if found else key


sentences.name("reports_report", naming.reports)
sentences.words("reports_figure", "key", _figure)
say("reports_report", "insert", _("lập báo cáo định kỳ năm %(year)s của %(unit_id)s"))
say(
    "reports_report", "update", _("chuyển báo cáo định kỳ năm %(year)s của %(unit_id)s sang: %(state)s"), column="state"
)
say("reports_section", "insert", _("mở mục %(key)s của %(report_id)s"))
say("reports_section", "update", _("viết mục %(key)s của %(report_id)s"))
say("reports_figure", "insert", _("điền số liệu %(key)s của %(report_id)s"))
say("reports_figure", "update", _("sửa số liệu %(key)s của %(report_id)s"))
say("reports_step", "insert", _("ghi bước “%(state)s” của %(report_id)s"))
say("reports_outline", "insert", _("ban hành đề cương báo cáo “%(title)s”"))
