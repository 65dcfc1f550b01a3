from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "cchc.meetings"
    label = "meetings"
