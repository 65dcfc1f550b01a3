"""What everybody may read of the log."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel import front

front.offer(
    front.Offer(
        order=30,
        label=_("Mã đối chiếu nhật ký"),
        about=_(
            "Mỗi ngày một mã: ai giữ lại mã thì sau này đối chiếu được, biết nhật ký của hệ thống có bị sửa không."
        ),
        url_name="audit_roots",
    )
)
