"""Invented figures for the gallery."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator

from cchc.kernel import clock
from cchc.kernel.navigation import Link
from cchc.ui import charts
from cchc.ui.forms import DateField, Form, MoneyField
from cchc.ui.pages import sample_works

DAY = dt.date(2019, 9, 14)


@dataclass(frozen=True)
class Reader:
    """Somebody signed in, for the base pages."""

    name: str = "Sở Nội vụ"
    role_label: str = "Cán bộ tổng hợp · toàn tỉnh"
    is_authenticated: bool = True


class Report(Form):
    """A form with one field of each kind."""

    done = forms.CharField(
        label="Việc đã làm", max_length=2_000, widget=forms.Textarea, help_text="Một hai câu, nêu số liệu nếu có."
    )
    kind = forms.ChoiceField(
        label="Mức hoàn thành", choices=[("half", "Một phần"), ("all", "Toàn bộ")], widget=forms.RadioSelect
    )
    unit = forms.ChoiceField(label="Đơn vị", choices=[("", "Chọn đơn vị"), ("1", "Sở Nội vụ"), ("2", "Huyện Bến Sen")])
    day = DateField(label="Ngày hoàn thành", help_text="Ví dụ 07/05/2019.")
    spent = MoneyField(label="Kinh phí đã chi", required=False, help_text="Ví dụ 1.250.000, 5 triệu hoặc 1,5 tỷ.")
    product = forms.FileField(label="Sản phẩm", required=False, help_text="Tệp .pdf, .docx hoặc .xlsx, tối đa 20 MB.")
    sure = forms.BooleanField(label="Tôi đã kiểm tra số liệu với đơn vị phối hợp")


@cache
def context() -> dict[str, Any]:
    """Return what the examples and sample pages use."""
    return {
        "navigation": _navigation(),
        "subject": Reader(),
        "name": "Hồ sơ & thủ tục",
        "day": DAY,
        "today": DAY,
        "moment": dt.datetime(2019, 9, 12, 15, 30, tzinfo=clock.ZONE),
        "works": sample_works.shown(),
        "page": Paginator(range(1214), 50).get_page(3),
        "form": Report(),
        "wrong_form": Report({"done": "", "day": "31/2/2019", "spent": "nhiều", "kind": "half", "unit": ""}),
        "bars": _bars(),
        "fields": _fields(),
        "lines": _lines(),
        "heat": _heat(),
        "timeline": _timeline(),
        "nodes": _nodes(),
        "on": [{"label": "Trễ hạn", "url": "?"}, {"label": "Sở Nội vụ", "url": "?"}],
        "tasks": _tasks(),
    }


def _navigation() -> list[tuple[str, list[Link]]]:
    return [
        ("work", [Link("Tổng quan", "#", True), Link("Kế hoạch", "#", False), Link("Việc của tôi", "#", False)]),
        ("figures", [Link("Số liệu", "#", False), Link("Vướng mắc", "#", False)]),
        ("system", [Link("Đơn vị", "#", False), Link("Người dùng", "#", False), Link("Nhật ký", "#", False)]),
    ]


def _tasks() -> list[SimpleNamespace]:
    rows = [
        ("1.đ", "Xây dựng video tuyên truyền mô hình hay", "Sở Nội vụ", dt.date(2019, 6, 30), "late", "Trễ 76 ngày"),
        ("5.a", "Kế hoạch đào tạo, bồi dưỡng cán bộ", "Huyện Gò Tràm", dt.date(2019, 9, 1), "info", "Chờ xác nhận"),
        ("8.b", "Kiểm tra công vụ quý III", "Sở Nội vụ", dt.date(2019, 9, 30), "risk", "Còn 16 ngày"),
        ("5.c", "Chuyển đổi vị trí công tác", "Sở Tài chính", dt.date(2019, 9, 12), "done", "Xong 12/09"),
        ("2.b", "Rà soát văn bản quy phạm pháp luật", "Sở Tư pháp", None, "neutral", "Chưa đặt ngày"),
    ]
    names = ("code", "title", "unit", "due", "status", "word")
    return [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in rows]


def _fields() -> list[SimpleNamespace]:
    rows = [
        ("1. Thông tin, tuyên truyền", 12, (58, 30, 7, 5), 320_000_000),
        ("2. Cải cách thể chế", 3, (41, 47, 8, 4), None),
        ("3. Cải cách thủ tục hành chính", 4, (62, 30, 5, 3), None),
        ("4. Tổ chức bộ máy", 4, (33, 52, 10, 5), None),
        ("5. Đội ngũ cán bộ, công chức", 4, (71, 24, 3, 2), 40_000_000),
        ("6. Tài chính công", 3, (38, 50, 8, 4), None),
        ("7. Hiện đại hóa hành chính", 4, (47, 38, 9, 6), None),
        ("8. Chỉ đạo, điều hành", 3, (55, 41, 4, 0), 110_000_000),
    ]
    return [
        SimpleNamespace(title=title, tasks=tasks, done=d, open=o, risk=r, late=late, budget=budget)
        for title, tasks, (d, o, r, late), budget in rows
    ]


def _bars() -> charts.Bars:
    return charts.Bars(
        title="Việc theo quý",
        heading="Quý",
        parts=(charts.Part("xong", "is-done"), charts.Part("đang làm", "is-open"), charts.Part("trễ", "is-late")),
        bars=(
            charts.Bar("Quý I", (212, 8, 3), "#"),
            charts.Bar("Quý II", (301, 44, 12), "#"),
            charts.Bar("Quý III", (116, 390, 31), "#"),
            charts.Bar("Quý IV", (0, 97, 0), "#"),
        ),
    )


def _lines() -> charts.Lines:
    return charts.Lines(
        title="Tỷ lệ việc xong lũy kế",
        labels=tuple(f"T{month}" for month in range(1, 13)),
        unit="%",
        series=(
            charts.Series("Kế hoạch", (4, 9, 18, 26, 35, 48, 55, 61, 72, 81, 92, 100)),
            charts.Series("Thực hiện", (3, 8, 15, 24, 30, 41, 47, 50, 51.8, None, None, None)),
        ),
    )


def _heat() -> charts.Heat:
    points = (84.37, 91.2, 78.05, 66.4, 88.9, 72.15, 81.0, 59.75, 93.1, 75.6, 69.2, None)
    names = "Bến Sen,Gò Tràm,Rạch Mai,Cồn Bần,Láng Lúa,Mỹ Sen,Tân Cỏ,Thủy Trúc,Vàm Xanh,Phú Sa,An Tràm,Long Cầu"
    cells = zip(names.split(","), points, strict=True)
    return charts.Heat(
        title="Tỷ lệ việc xong theo huyện",
        levels=(
            charts.Level(0, "Yếu"),
            charts.Level(60, "Trung bình"),
            charts.Level(70, "Khá"),
            charts.Level(80, "Tốt"),
            charts.Level(90, "Xuất sắc"),
        ),
        cells=tuple(charts.Cell(name, value, "#") for name, value in cells),
        unit="%",
    )


def _timeline() -> charts.Timeline:
    def day(month: int, number: int) -> dt.date:
        return dt.date(2019, month, number)

    return charts.Timeline(
        title="Nhiệm vụ trong năm",
        heading="Nhiệm vụ",
        start=day(1, 1),
        end=day(12, 31),
        today=DAY,
        rows=(
            charts.Row("1.b Hội thi tìm hiểu", (charts.Span(day(4, 1), day(6, 30), "done", "xong"),), (), "#"),
            charts.Row("1.đ Video tuyên truyền", (charts.Span(day(4, 1), day(6, 30), "late", "trễ"),), (), "#"),
            charts.Row(
                "8.a Họp giao ban quý",
                (),
                tuple(charts.Mark(day(m, 25), "done" if m < 9 else "open", f"kỳ quý {m // 3}") for m in (3, 6, 9, 12)),
                "#",
            ),
            charts.Row("8.b Kiểm tra công vụ", (charts.Span(day(7, 15), day(9, 30), "risk", "có nguy cơ"),), (), "#"),
            charts.Row("7.c Nâng cấp cổng", (charts.Span(day(8, 1), day(12, 15), "open", "đang làm"),), (), "#"),
            charts.Row("2.b Rà soát văn bản", (), (), "#"),
        ),
    )


def _nodes() -> list[dict[str, Any]]:
    return [
        {
            "label": "Tỉnh",
            "url": "#",
            "open": True,
            "children": [
                {"label": "Sở Nội vụ", "url": "#", "current": True, "detail": "SNV"},
                {"label": "Sở Tư pháp", "url": "#", "detail": "STP"},
                {
                    "label": "Huyện Bến Sen",
                    "url": "#",
                    "detail": "12 xã, thị trấn",
                    "children": [{"label": "Xã An Hòa", "url": "#"}, {"label": "Thị trấn Bến Sen", "url": "#"}],
                },
            ],
        }
    ]
