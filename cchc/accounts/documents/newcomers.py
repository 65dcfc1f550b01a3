"""The empty list of people to fill in, with one example."""

from cchc.accounts.queries import bringing_in
from cchc.kernel.sheets import Column

COLUMNS = (
    *(Column(bringing_in.NAME, width=28), Column(bringing_in.USER, width=18), Column(bringing_in.EMAIL, width=28)),
    *(Column(bringing_in.PHONE, width=16), Column(bringing_in.UNIT, width=36), Column(bringing_in.POSITION, width=24)),
    Column(bringing_in.ROLE, width=24),
)
EXAMPLE = ("Lê Văn An", "", "an.lv@vi-du.vn", "0912 345 678", "Sở Nội vụ", "Chuyên viên", "Cán bộ thực hiện")
