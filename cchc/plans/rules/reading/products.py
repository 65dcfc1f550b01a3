"""What a task is to produce, as a list."""

import re

from cchc.kernel.text import squeeze

_KINDS = (
    "Quyết định|Báo cáo|Kế hoạch|Tờ trình|Văn bản|Công văn|Đề án|Thông báo|Chỉ thị|Nghị quyết|Hướng dẫn|Chương trình"
    "|Biên bản|Danh mục|Quy chế|Quy định|Quy trình|Phiếu|Hội nghị|Lớp|Phần mềm"
)
_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_BETWEEN = re.compile(
    rf"\n\s*[-–+•*]\s*|\n+(?=[{_UPPER}])|;\s*(?=[-–+•*]?\s*\w)|(?:^|(?<=\s))[-–+•]\s+(?=[{_UPPER}])|,\s+(?=(?:{_KINDS})\b)"
)
_EDGES = " \t\n-–+•*;,."


def understand(text: str) -> tuple[str, ...]:
    """Return the products a cell lists, by bullets, lines or semicolons, or by commas before kinds of documents."""
    parts = (squeeze(part).strip(_EDGES) for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))
