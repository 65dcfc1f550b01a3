"""Entries of the menu."""

from django.utils.translation import gettext_lazy as _

from cchc.kernel import navigation

navigation.register(
    group="work", order=75, label=_("Họp Ban Chỉ đạo"), url_name="meetings:meetings", permission="meeting.read"
)
