"""What everybody may read of the index."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.kernel import front
from cchc.par_index.queries import results

_SHOWN = 3


def _newest() -> Sequence[front.Newest]:
    rows = results.newest()[:_SHOWN]
    return [front.Newest(row.round.title, reverse("par_index:publication", args=[row.pk])) for row in rows]


front.offer(
    front.Offer(
        order=10,
        label=_("Kết quả Chỉ số cải cách hành chính"),
        about=_("Điểm và thứ hạng đã công bố của các cơ quan, địa phương, kèm dữ liệu mở."),
        url_name="par_index:publications",
        newest=_newest,
    )
)
