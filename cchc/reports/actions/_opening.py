"""Lock a report for a change."""

from collections.abc import Iterator
from contextlib import contextmanager

from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal
from cchc.reports.models import Report
from cchc.reports.states import WRITABLE


@contextmanager
def writing(report_id: int, actor: Actor) -> Iterator[Report]:
    """Lock a report whose words and figures may still change; ``Refusal`` once it was checked, signed or sent."""
    with history.attributed(actor):
        report = locked(Report, report_id)
        if report.state not in WRITABLE:
            raise Refusal(
                "Báo cáo này đang ở bước “%(step)s”: không sửa được. Hãy đưa về bước soạn,"
                " hoặc lập bản đính chính nếu đã gửi.",
                step=report.get_state_display(),
            )
        yield report
