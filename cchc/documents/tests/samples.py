"""One official document of each kind the platform makes."""

import datetime as dt
from dataclasses import replace

from cchc.documents.types import (
    Annex,
    Column,
    Heading,
    Official,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)  # fmt: skip

ALPHABET = sorted(
    {
        letter
        for low in "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
        for letter in (low, low.upper())
    }
)
LONG = (
    "Thủ trưởng các cơ quan, đơn vị trên địa bàn tỉnh căn cứ vào nội dung Kế hoạch này và tình hình thực tế tại cơ"
    " quan, đơn vị mình tiến hành xây dựng kế hoạch và tổ chức triển khai thực hiện có hiệu quả công tác cải cách hành"
    " chính."
)
TASKS = Table(
    (
        Column("Số TT", 0.6, "centre"),
        Column("Nội dung thực hiện", 4),
        Column("Sản phẩm", 2),
        Column("Cơ quan chủ trì", 2.4),
        Column("Thời gian", 1.3, "centre"),
        Column("Kinh phí", 1.3, "end"),
    ),
    (
        Row(("1", "Công tác thông tin, tuyên truyền"), group=True),
        *(Row((f"{n})", LONG, "Kế hoạch", "Sở Nội vụ", "Quý II/2019", "50tr")) for n in range(1, 15)),
    ),
)
PLAN = Official(
    "KH",
    "Ủy ban nhân dân tỉnh Đồng Tháp",
    "",
    "KH-UBND",
    "Đồng Tháp",
    "Cải cách hành chính tỉnh Đồng Tháp năm 2019",
    (
        Paragraph("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", basis=True),
        Heading(1, "I", "MỤC ĐÍCH, YÊU CẦU"),
        *(Paragraph(LONG, bullet="-") for _ in range(9)),
        Heading(2, "1", "Công tác thông tin"),
        Paragraph(LONG),
    ),
    Signature(("TM. Ủy ban nhân dân",), "Chủ tịch", "Nguyễn Văn Dương"),
    number=7,
    issued_on=dt.date(2018, 12, 6),
    recipients=("BCĐ CCHC của Chính phủ", "Bộ Nội vụ", "Lưu: VT, SNV (5)"),
    annexes=(Annex("Danh mục nhiệm vụ", (TASKS,)),),
)
LETTER = replace(
    PLAN,
    kind="CV",
    symbol="SNV-CCHC",
    superior="Ủy ban nhân dân tỉnh Đồng Tháp",
    issuer="Sở Nội vụ",
    title="báo cáo cải cách hành chính quý I năm 2019",
    annexes=(),
    addressees=("Các sở, ban, ngành tỉnh", "Ủy ban nhân dân các huyện, thị xã, thành phố"),
)
SMALL = Table(
    (Column("Chỉ tiêu", 3), Column("Giá trị", 1, "end")),
    (Row(("Tỷ lệ hồ sơ đúng hạn", (Run("97,7", bold=True), Run(" %")))), Row(("Thủ tục công bố", "264"))),
    caption="Số liệu trong kỳ",
    numbers=True,
)
SAMPLES = {
    "ke-hoach-2019": PLAN,
    "ke-hoach-2021": replace(PLAN, issued_on=dt.date(2021, 2, 3), annexes=PLAN.annexes * 2, superior="Tỉnh Đồng Tháp"),
    "cong-van": LETTER,
    "bao-cao": replace(
        LETTER, kind="BC", symbol="BC-SNV", title="Công tác cải cách hành chính quý I năm 2019", addressees=(),
        blocks=(*PLAN.blocks[1:4], SMALL, *PLAN.blocks[4:8]), annexes=PLAN.annexes,
    ),
    "thong-bao": replace(
        LETTER, kind="TB", symbol="TB-SNV", title="Kết luận của Ban Chỉ đạo", addressees=(),
        blocks=(Paragraph(" ".join(ALPHABET)), *PLAN.blocks[2:5]),
    ),
    "quyet-dinh": replace(
        PLAN, kind="QĐ", symbol="QĐ-UBND-HC", title="Về việc thành lập Đoàn kiểm tra cải cách hành chính",
        blocks=(PLAN.blocks[0], Paragraph("QUYẾT ĐỊNH:", centred=True), *PLAN.blocks[2:6]), annexes=(),
        urgency="Khẩn",
    ),
}  # fmt: skip
