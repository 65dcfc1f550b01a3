from django.apps import AppConfig


class CommunicationsConfig(AppConfig):
    name = "cchc.communications"
    label = "communications"
