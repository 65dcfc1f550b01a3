"""The survey that asks everybody."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel import front

front.offer(
    front.Offer(
        order=20,
        label=_("Trả lời khảo sát"),
        about=_("Người dân, doanh nghiệp có giấy mời khảo sát trả lời ở đây bằng mã trên giấy; không ghi tên."),
        url_name="surveys:answer",
    )
)
