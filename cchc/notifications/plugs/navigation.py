"""Entries of the menu, and the bell at the head of every page."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from cchc.kernel import navigation
from cchc.kernel.permission import Subject
from cchc.notifications.queries import bundles


def _bell(subject: Subject) -> navigation.Bell | None:
    user_id = subject.user_id
    if user_id is None or not subject.may("notification.own"):
        return None
    waiting = bundles.unread(user_id, subject.unit_id)
    return navigation.Bell(waiting, pgettext("menu", "Thông báo"), reverse("notifications:notices"))


navigation.hang(_bell)
navigation.register(
    group="system",
    order=40,
    label=_("Nhật ký gửi thông báo"),
    url_name="notifications:deliveries",
    permission="delivery.read",
)
navigation.register(
    group="system",
    order=41,
    label=_("Đơn vị chưa có tài khoản"),
    url_name="notifications:unreached",
    permission="delivery.read",
)
