"""What a report must say: words while the work goes on, the product when it is done."""

import datetime as dt
from dataclasses import dataclass, replace

from cchc.kernel.refusal import Refusal

WHOLE = 100
MOST_SPENT = 10**13  # đồng; more than the budget of a province
LONGEST = 5000


@dataclass(frozen=True)
class Said:
    """What a unit says in one report. The product is a file, a document by number and date, or both.

    ``is_derived``: it says no percentage, because that follows from the unit's own plan.
    """

    percent: int
    done_text: str = ""
    has_file: bool = False
    reference_number: str = ""
    reference_date: dt.date | None = None
    spent: int = 0
    is_derived: bool = False

    @property
    def product_kind(self) -> str:
        return "file" if self.has_file else "reference" if self.reference_number else "none"


def check(report: Said, previous: int, today: dt.date) -> None:
    """Refuse a report that says too little or what can't be; ``previous`` is the percentage reached so far."""
    if not 0 <= report.percent <= WHOLE:
        raise Refusal("Mức hoàn thành phải từ 0 đến 100 %.", "percent")
    if not 0 <= report.spent <= MOST_SPENT:
        raise Refusal("Số tiền đã chi phải từ 0 đồng và không quá 10.000 tỷ đồng.", "spent")
    if len(report.done_text) > LONGEST:
        raise Refusal("Phần đã làm dài hơn %(most)s ký tự: hãy rút gọn hoặc gửi kèm tệp.", "done_text", most=LONGEST)
    _check_words(report, previous)
    _check_reference(report, today)
    if report.percent == WHOLE and report.product_kind == "none":
        raise Refusal(
            "Báo cáo hoàn thành cần có sản phẩm: hãy gửi tệp, hoặc ghi số và ngày của văn bản đã ban hành.", "file"
        )


def settled(report: Said, reached: int | None) -> Said:
    """Return the report with its percentage; ``reached`` is what the unit's own plan has reached, ``None`` without one.

    Where the figure follows from an own plan, the report adds words and files, or hands in the product at 100 %; once
    all of the own plan is done, any report does.
    """
    if reached is None:
        if report.is_derived:
            raise Refusal("Ghi mức hoàn thành.", "percent")
        return report
    if report.percent == WHOLE and not report.is_derived:
        return report
    if not report.is_derived:
        raise Refusal(
            "Mức hoàn thành của việc này tính từ kế hoạch riêng (đang là %(reached)s %%):"
            " hãy báo cáo ở nhiệm vụ của kế hoạch riêng; ở đây chỉ ghi thêm lời, gửi tệp hoặc nộp sản phẩm.",
            "percent",
            reached=reached,
        )
    return replace(report, percent=reached, is_derived=reached < WHOLE)


def _check_words(report: Said, previous: int) -> None:
    if report.percent == WHOLE or report.done_text.strip():
        return
    if report.percent < previous:
        raise Refusal(
            "Mức hoàn thành thấp hơn lần trước (%(previous)s %%): hãy nêu lý do.", "done_text", previous=previous
        )
    raise Refusal("Hãy ghi ngắn gọn đã làm được gì.", "done_text")


def _check_reference(report: Said, today: dt.date) -> None:
    if report.reference_number and report.reference_date is None:
        raise Refusal(
            "Hãy ghi ngày của văn bản %(reference_number)s.", "reference_date", reference_number=report.reference_number
        )
    if report.reference_date and not report.reference_number:
        raise Refusal(
            "Hãy ghi số, ký hiệu của văn bản ngày %(reference_date)s.",
            "reference_number",
            reference_date=report.reference_date,
        )
    if report.reference_date and report.reference_date > today:
        raise Refusal(
            "Ngày văn bản %(reference_date)s ở tương lai: hãy xem lại.",
            "reference_date",
            reference_date=report.reference_date,
        )


def check_period(start_on: dt.date, due_on: dt.date, today: dt.date) -> None:
    """Refuse a report on a period that has not begun."""
    if start_on > today:
        raise Refusal(
            "Kỳ %(start_on)s – %(due_on)s chưa bắt đầu: chưa báo cáo được.",
            "occurrence",
            start_on=start_on,
            due_on=due_on,
        )
